import { type Message, TimerDefinitionBase } from './library.ts';

/**
 * Timer that is always handed to `environment.timers`, also when it is already due: time is the caller's.
 *
 * Wrong in bpmn-elements 17.3.0: a timer that is due fires by itself while the state is resumed. Delete when resuming fires nothing. No upstream issue known.
 */
export class TimerEventDefinition extends TimerDefinitionBase {
  override _getTimers(message: Message): { readonly timeout: number } {
    const timers = super._getTimers(message);
    return { ...timers, timeout: Math.max(1, timers.timeout) };
  }
}
