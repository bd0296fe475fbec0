import type { Handler } from '../../domain/process/handler.ts';
import { context, moved, orderOf, text, toAppellant, toHotline } from '../order-work.ts';

/** Tells the appellant the right way, as table D01 says: another channel, the progress, an explanation. Regulation art. 11 ¶3. */
export const guideAppellant: Handler = {
  jobType: 'guide-appellant',
  run(input) {
    const order = orderOf(input);
    const d01 = context(input.variables['d01']);
    const reason = text(d01['outcome']) ?? 'guide';
    return {
      variables: { outcome: 'guided', reason },
      changes: [moved(order, 'guided', { closedAt: input.now })],
      messages: [
        toAppellant(order, text(d01['template']) ?? 'guided'),
        ...toHotline(input, order, 'HotlineReturn', { reason, channel: d01['channel'] ?? null }),
      ],
    };
  },
};
