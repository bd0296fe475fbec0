import t from 'tap';
import { addOrderNote } from '../../src/commands/add-order-note.ts';
import { correlateMessage } from '../../src/commands/correlate-message.ts';
import { recordCallbackResult, type RecordCallbackResult } from '../../src/commands/record-callback-result.ts';
import { supplementAppeal } from '../../src/commands/supplement-appeal.ts';
import { withdrawAppeal } from '../../src/commands/withdraw-appeal.ts';
import { local, openTownship, vault, type Township } from './township.ts';

/*
 * Appeals on their whole way through the township's own diagrams: commands, virtual clock, the real host and database.
 */

const COMPLETE = { screening: { complete: true, inDuty: true, inArea: true } };
const NO_OBJECTION = { objection: false };
const PHONED = { contactMethod: 'phone', contactAnswered: true };
const BY_SECTION = { site: { finding: 'yes', solvableBy: 'section' } };
const SOLVED = { result: { isTrue: 'yes', resolved: true }, publicReply: '路面已修补。' };
const PASSED = { reviewPassed: true };
const HAPPY: Omit<RecordCallbackResult, 'orderNo'> = {
  channel: 'hotline',
  reached: true,
  contacted: true,
  resolved: true,
  satisfaction: 'satisfied',
};

t.test('the appeals of a township', async (t) => {
  const town = await openTownship(t);

  t.test('one goes from intake to archive', async (t) => {
    await town.until('2026-03-04T10:00:00+08:00');
    const { orderNo } = await town.register({ externalNo: 'BJ-1' });
    t.equal(orderNo, 'JS-20260304-000001');
    t.equal(local((await town.task(orderNo, 'verify'))['due_at']), '2026-03-04 12:00', 'two working hours to screen');

    await town.complete(orderNo, 'verify', COMPLETE);
    t.match(await town.order(orderNo), { state: 'pending_sign_off', level: 'L3' });
    t.equal(
      local((await town.task(orderNo, 'sign_off'))['due_at']),
      '2026-03-04 15:30',
      'four working hours to sign off',
    );

    await town.until('2026-03-04T10:20:00+08:00');
    await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
    const dispatched = await town.order(orderNo);
    t.match(dispatched, {
      state: 'dispatched',
      owner_unit_key: town.units['urban_construction'],
      catalogue_entry: '3.5',
    });
    t.equal(local(dispatched['due_at']), '2026-03-12 00:00', 'seven natural days, the day of dispatch not counted');
    t.match(await town.rows('deadline', orderNo), [
      { kind: 'external', amount: 7, unit: 'natural_days', basis: 'D02-5 一般7日' },
    ]);
    t.same(JSON.parse(String((await town.task(orderNo, 'sign'))['candidate_groups'])), [
      `unit:${town.units['urban_construction']}:section_handler`,
    ]);

    await town.follow(orderNo, [
      ['sign', NO_OBJECTION],
      ['first_contact', PHONED],
    ]);
    t.match(await town.order(orderNo), { state: 'in_progress', signed_at: town.host.clock.now() });
    await town.follow(orderNo, [
      ['check_site', BY_SECTION],
      ['handle_self', { route: 'done' }],
      ['fill_result', SOLVED],
      ['review', PASSED],
      ['verify_result', { finding: 'yes' }],
    ]);
    t.match(await town.order(orderNo), { state: 'callback_pending', public_reply: '路面已修补。', is_true: 'yes' });

    await town.submit(recordCallbackResult, { orderNo, ...HAPPY });
    t.match(await town.order(orderNo), { state: 'closed', closing_label: 'struck_off_on_time' });
    t.same(await town.tasks(orderNo), []);

    await town.until('2026-04-04T00:00:00+08:00');
    const archived = await town.order(orderNo);
    t.equal(archived['state'], 'archived');
    t.equal(local(archived['archived_at']), '2026-04-04 00:00', 'thirty days after closing');
    t.same(await unfinished(town, orderNo), [], 'nothing is left running');
    t.same(await town.messages(orderNo), [
      `staff: order_dispatched`,
      'hotline: OrderDispatched',
      'hotline: OrderSigned',
      'appellant: feedback',
      'hotline: FeedbackSubmitted',
      'appellant: closed',
      'hotline: OrderClosed',
    ]);
    t.same(await town.incidents(), []);
  });
});

async function unfinished(town: Township, orderNo: string): Promise<unknown[]> {
  return town.host.store.reader('process_instance').where({ business_key: orderNo, state: 'ACTIVE' });
}
