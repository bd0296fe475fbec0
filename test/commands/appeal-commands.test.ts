import t from 'tap';
import { addOrderNote } from '../../src/commands/appeal/add-order-note.ts';
import { createOrgUnit } from '../../src/commands/organisation/create-org-unit.ts';
import { recordCallbackResult } from '../../src/commands/appeal/record-callback-result.ts';
import { registerAppeal } from '../../src/commands/appeal/register-appeal.ts';
import { revealParty } from '../../src/commands/privacy/reveal-party.ts';
import { supplementAppeal } from '../../src/commands/appeal/supplement-appeal.ts';
import { sealAppeal } from '../../src/domain/appeal/appeal-draft.ts';
import type { RegisterAppealInput } from '../../src/domain/appeal/appeal-input.ts';
import { openTownship, vault } from '../processes/township.ts';

t.test('commands about appeals', async (t) => {
  const town = await openTownship(t);

  t.test('register-appeal answers the same external number again, and rejects other content', async (t) => {
    const first = await town.register({ externalNo: 'BJ-7' });
    t.match(await town.register({ externalNo: 'BJ-7' }), { orderNo: first.orderNo, isNew: false });
    t.match(await town.register({ externalNo: 'BJ-8' }), { orderNo: 'JS-20260105-000002', isNew: true });
    await t.rejects(town.register({ externalNo: 'BJ-7', content: '别的事' }), {
      code: 'ERR_EXTERNAL_NO_TAKEN',
      zh: /已登记为 JS-20260105-000001/,
    });
    t.equal((await town.host.store.reader('appeal')).length, 2);
  });

  t.test('register-appeal rejects what is no appeal', async (t) => {
    const wrong = (changes: Record<string, unknown>) =>
      town.submit(registerAppeal, { ...draft(), ...changes } as unknown as RegisterAppealInput);
    await t.rejects(wrong({ category: 'aliens' }), { code: 'ERR_APPEAL_FIELD', zh: /“category”应为property_mgmt/ });
    await t.rejects(wrong({ title: '' }), { code: 'ERR_APPEAL_FIELD' });
    await t.rejects(wrong({ title: '请回电10000001234' }), {
      code: 'ERR_APPEAL_FIELD',
      zh: /个人号码/,
      message: /^(?!.*10000001234)/,
    });
    await t.rejects(wrong({ unitKey: 1 }), { code: 'ERR_UNIT_NOT_FOUND' });
  });

  t.test('numbers go on within a day and begin anew on the next', async (t) => {
    const numbers = await Promise.all([1, 2, 3].map((n) => town.register({ objectKey: `并发${n}` })));
    t.same(numbers.map(({ orderNo }) => orderNo).sort(), [
      'JS-20260105-000003',
      'JS-20260105-000004',
      'JS-20260105-000005',
    ]);
    await town.until('2026-01-06T00:00:00+08:00');
    t.match(await town.register({ objectKey: '次日' }), { orderNo: 'JS-20260106-000001' });
  });

  t.test('reveal-party asks for a reason and a right, and leaves a trace', async (t) => {
    const { orderNo, orderKey } = await town.register({ objectKey: '查看' });
    await t.rejects(town.submit(revealParty, { orderNo, reason: '看' }, 'registrar'), { code: 'ERR_REVEAL_REASON' });
    await t.rejects(town.submit(revealParty, { orderNo, reason: '核对联系方式' }, 'auditor'), {
      code: 'ERR_REVEAL_FORBIDDEN',
    });
    await t.rejects(town.submit(revealParty, { orderNo, reason: '核对联系方式' }, 'section_handler'), {
      code: 'ERR_REVEAL_FORBIDDEN',
    });
    const shown = await town.submit(revealParty, { orderNo, reason: '核对联系方式' }, 'registrar');
    const [seen] = await town.host.store.reader('party').where({ key: shown.partyKey });
    t.equal(vault.open(seen.phone_sealed), '10000000001');
    t.notMatch(JSON.stringify(shown), 'v1.', 'an answer is kept for its Idempotency-Key, so it holds no data');
    t.ok((await town.history(orderKey)).includes('party.revealed'));
  });

  t.test('personal data is nowhere in clear', async (t) => {
    for (const table of [
      'appeal',
      'party',
      'work_order',
      'process_instance',
      'audit_entry',
      'outbox_entry',
      'idempotency',
      'user_task',
    ]) {
      t.notMatch(JSON.stringify(await town.host.store.reader(table)), /张某某|10000000001|1组1号|老人摔倒/, table);
    }
  });

  t.test('others reject what cannot be', async (t) => {
    const { orderNo } = await town.register({ objectKey: '拒绝' });
    const answers = {
      channel: 'hotline',
      reached: true,
      contacted: true,
      resolved: true,
      satisfaction: 'satisfied',
    } as const;
    await t.rejects(town.submit(recordCallbackResult, { orderNo, ...answers }), { code: 'ERR_CALLBACK_STATE' });
    await t.rejects(town.submit(supplementAppeal, { orderNo: 'JS-1', textSealed: '' }), {
      code: 'ERR_ORDER_NOT_FOUND',
    });
    await t.rejects(
      town.submit(createOrgUnit, { parentKey: null, kind: 'section', code: 'rural_work', name: '又一个' }),
      { code: 'ERR_UNIT_CODE_TAKEN' },
    );
    await t.rejects(town.submit(createOrgUnit, { parentKey: 1, kind: 'section', code: 'x', name: 'x' }), {
      code: 'ERR_UNIT_NOT_FOUND',
    });
    const { noteKey } = await town.submit(addOrderNote, {
      orderNo,
      kind: 'contact',
      textSealed: vault.seal('已电话联系'),
    });
    t.match(await town.rows('order_note', orderNo), [{ key: noteKey, kind: 'contact' }]);
  });

  function draft(): RegisterAppealInput {
    return sealAppeal(vault, {
      source: 'web',
      type: 'help',
      category: 'noise',
      title: '噪声',
      content: '夜间噪声',
      placeKind: 'residential',
      appellant: {},
    });
  }
});
