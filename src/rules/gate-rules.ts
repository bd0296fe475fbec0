import { type BpmnElement, elementsWithin, isOf } from './bpmn-element.ts';
import { boundaryHost } from './boundary-host.ts';
import { boundaryPathJoin } from './boundary-path-join.ts';
import { callActivity } from './call-activity.ts';
import { compensation } from './compensation.ts';
import { conditionPlace } from './condition-place.ts';
import { errorCode } from './error-code.ts';
import { eventBasedGateway } from './event-based-gateway.ts';
import { eventFlow } from './event-flow.ts';
import { eventSubProcessStart } from './event-sub-process-start.ts';
import { eventTrigger } from './event-trigger.ts';
import { executableProcess } from './executable-process.ts';
import { feel } from './feel.ts';
import { flowConnected } from './flow-connected.ts';
import { gatewayCondition } from './gateway-condition.ts';
import { gatewayCycle } from './gateway-cycle.ts';
import { idPresent } from './id-present.ts';
import { knownExtension } from './known-extension.ts';
import { latestBinding } from './latest-binding.ts';
import { link } from './link.ts';
import { listener } from './listener.ts';
import { lockedTable } from './locked-table.ts';
import { mapping } from './mapping.ts';
import { message } from './message.ts';
import { multiInstance } from './multi-instance.ts';
import { noAdHoc } from './no-ad-hoc.ts';
import { noChoreography } from './no-choreography.ts';
import { noComplexGateway } from './no-complex-gateway.ts';
import { noConditionalEvent } from './no-conditional-event.ts';
import { noGlobalTask } from './no-global-task.ts';
import { noScriptLanguage } from './no-script-language.ts';
import { noTransaction } from './no-transaction.ts';
import { oneTrigger } from './one-trigger.ts';
import { processSize } from './process-size.ts';
import { reachable } from './reachable.ts';
import { signal } from './signal.ts';
import { standardLoop } from './standard-loop.ts';
import { startEvent } from './start-event.ts';
import { taskWork } from './task-work.ts';
import { timer } from './timer.ts';
import { tokenQuantity } from './token-quantity.ts';
import { userTask } from './user-task.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';

/** The rules that refuse a diagram at deployment. One file each; the id of a rule is the name of its file. */
export const GATE_RULES: readonly Rule[] = [
  boundaryHost,
  boundaryPathJoin,
  callActivity,
  compensation,
  conditionPlace,
  errorCode,
  eventBasedGateway,
  eventFlow,
  eventSubProcessStart,
  eventTrigger,
  executableProcess,
  feel,
  flowConnected,
  gatewayCondition,
  gatewayCycle,
  idPresent,
  knownExtension,
  latestBinding,
  link,
  listener,
  lockedTable,
  mapping,
  message,
  multiInstance,
  noAdHoc,
  noChoreography,
  noComplexGateway,
  noConditionalEvent,
  noGlobalTask,
  noScriptLanguage,
  noTransaction,
  oneTrigger,
  processSize,
  reachable,
  signal,
  standardLoop,
  startEvent,
  taskWork,
  timer,
  tokenQuantity,
  userTask,
];

/** Everything in a diagram that would run wrongly or not at all, in document order. Processes that are not executable are not looked at. */
export function checkDiagram(context: RuleContext): Finding[] {
  const elements: BpmnElement[] = [context.definitions];
  for (const root of context.definitions.rootElements ?? []) {
    if (isOf(root, 'Process') && !root.isExecutable) continue;
    elements.push(root, ...elementsWithin(root));
  }
  return elements.flatMap((element): Finding[] =>
    GATE_RULES.flatMap((rule) => {
      const sentence = rule.check(element, context);
      if (!sentence) return [];
      const place = element.id ?? element.$parent?.id ?? 'definitions';
      return [{ place, rule: rule.id, ...sentence }];
    }),
  );
}
