import t, { type Test } from 'tap';
import { destroyPersonalData } from '../../src/commands/privacy/destroy-personal-data.ts';
import { payInstalment } from '../../src/commands/round-table/pay-instalment.ts';
import { recordCallbackResult } from '../../src/commands/appeal/record-callback-result.ts';
import { recordConsent } from '../../src/commands/round-table/record-consent.ts';
import { recordMinutes } from '../../src/commands/round-table/record-minutes.ts';
import { refuseMediation } from '../../src/commands/round-table/refuse-mediation.ts';
import type { AppealDraft } from '../../src/domain/appeal/appeal-draft.ts';
import { retentionCutoff, retentionEnd, WORDS_GONE } from '../../src/domain/privacy/retention.ts';
import { local, tell, vault, type Township } from './township.ts';

/*
 * Round tables and party–mass consultations, told in the words of the township, on the real host and a virtual clock.
 */

const COMPLETE = { screening: { complete: true, inDuty: true, inArea: true } };
const PHONED = { contactMethod: 'phone', contactAnswered: true };
const DISPUTE = { site: { finding: 'yes', solvableBy: 'none', twoParties: true, failedMediations: 2 } };
const PARTIES = [{ kind: 'appellant' }, { kind: 'respondent' }];
const TABLE = [
  ...PARTIES,
  { kind: 'village', unitCode: 'village_01' },
  { kind: 'department', unitCode: 'planning_office' },
];

await tell(t, 'a building dispute is talked over in many sessions until both sides agree', async (t, town) => {
  await town.until('2026-03-02T09:00:00+08:00');
  const orderNo = await dispute(town, { category: 'homestead_dispute', title: '邻里建房纠纷' });
  t.match(await town.order(orderNo), { state: 'in_consultation' });
  t.equal(
    local((await town.task(orderNo, 'plan_meeting'))['due_at']),
    '2026-03-04 17:30',
    'two working days to prepare',
  );

  await refusesBadPlans(t, town, orderNo);
  await town.submit(recordConsent, { orderNo, purpose: 'shared_with_respondent', given: true, form: 'written' });
  await town.complete(orderNo, 'plan_meeting', { consultation: { kind: 'round_table', invitees: TABLE } });
  t.equal((await town.tasks(orderNo)).filter((id) => id === 'confirm_attendance').length, 4, 'each is asked');
  await town.host.restart();
  await town.until('2026-03-04T00:00:00+08:00');
  t.ok((await town.messages(orderNo)).includes('staff: consultation_reminder'));
  await attend(town, orderNo);

  for (let session = 1; session <= 10; session++) {
    await town.complete(orderNo, 'hold_session', {
      session: { outcome: 'next', attended: await invited(town, orderNo) },
    });
    t.same(await town.tasks(orderNo), [], 'nothing to do until the next session');
    await nextTimer(town);
  }
  t.match(await sessions(town, orderNo), { length: 10 });
  const [appellant] = await invited(town, orderNo);
  const agreed = { outcome: 'agreed', resolutions: [{ unitCode: 'village_01' }, { unitCode: 'planning_office' }] };
  await t.rejects(town.complete(orderNo, 'hold_session', { session: { ...agreed, attended: [appellant] } }), {
    code: 'ERR_SESSION_QUORUM',
    zh: /到会 1 方,不足 2 方/,
  });
  const absent = (await invited(town, orderNo)).filter((key) => key !== appellant);
  await t.rejects(town.complete(orderNo, 'hold_session', { session: { ...agreed, attended: absent } }), {
    code: 'ERR_PARTY_ABSENT',
  });
  await t.rejects(
    town.complete(orderNo, 'hold_session', {
      session: { ...agreed, attended: await invited(town, orderNo), resolutions: [{ unitCode: 'nowhere' }] },
    }),
    { code: 'ERR_UNIT_NOT_FOUND' },
  );
  t.match(await sessions(town, orderNo), { length: 10 }, 'a refused session leaves nothing');
  await town.complete(orderNo, 'hold_session', { session: { ...agreed, attended: await invited(town, orderNo) } });
  await town.submit(recordMinutes, { orderNo, session: 11, textSealed: vault.seal('双方握手言和。') });
  await t.rejects(town.submit(recordMinutes, { orderNo, session: 11, textSealed: '' }), {
    code: 'ERR_MINUTES_WRITTEN',
  });
  await t.rejects(town.submit(recordMinutes, { orderNo, session: 12, textSealed: '' }), {
    code: 'ERR_SESSION_NOT_FOUND',
  });

  t.same(await town.tasks(orderNo), ['carry_out', 'carry_out'], 'one task for each unit');
  await town.complete(orderNo, 'carry_out', { resolutionResult: 'done' });
  await town.complete(orderNo, 'carry_out', { resolutionResult: 'partly' });
  await town.complete(orderNo, 'sign_agreement', { agreement: { form: 'oral' } });
  await town.complete(orderNo, 'check_performance', { performed: 'yes' });
  t.match(await town.rows('consultation', orderNo), [{ state: 'agreed', sessions: 11, kind: 'round_table' }]);
  t.match(await town.rows('agreement', orderNo), [{ form: 'oral', filed_at: null, voided_at: null }]);
  t.match(await town.rows('resolution_task', orderNo), [{ result: 'done' }, { result: 'partly' }]);
  t.match(await town.order(orderNo), { state: 'in_progress' });
  t.same(await town.tasks(orderNo), ['choose_route'], 'the first recipient goes on');
  t.ok((await town.messages(orderNo)).includes('appellant: consultation_agreed'));
  t.same(await town.incidents(), []);
});

await tell(t, 'wages are paid in instalments under an agreement that the court confirms', async (t, town) => {
  await town.until('2026-03-02T09:00:00+08:00');
  const orderNo = await dispute(town, { category: 'wage_arrears', title: '工程欠薪' });
  const agreedOn = await toAgreement(town, orderNo);
  const instalments = [
    { dueOn: '2026-03-31', amountYuan: 30_000 },
    { dueOn: '2026-04-30', amountYuan: 20_000.5 },
  ];
  for (const bad of [
    { dueOn: '2026-02-30', amountYuan: 1 },
    { dueOn: '2026-03-01', amountYuan: 1 },
    { dueOn: '2026-05-01', amountYuan: 0 },
  ])
    await t.rejects(town.complete(orderNo, 'sign_agreement', { agreement: { form: 'written', instalments: [bad] } }), {
      code: 'ERR_APPEAL_FIELD',
      zh: /instalments/,
    });
  await t.rejects(town.submit(payInstalment, { orderNo, number: 1 }), { code: 'ERR_AGREEMENT_NOT_FOUND' });
  await t.rejects(town.submit(recordMinutes, { orderNo, session: null, textSealed: '' }), {
    code: 'ERR_AGREEMENT_NOT_FOUND',
  });
  await town.complete(orderNo, 'sign_agreement', {
    agreement: { form: 'written', instalments, seekConfirmation: true },
  });
  await town.submit(recordMinutes, { orderNo, session: null, textSealed: vault.seal('分两期支付。') });
  await town.submit(recordMinutes, { orderNo, session: 1, textSealed: vault.seal('双方同意分两期支付欠薪。') });
  await town.host.restart();

  t.equal(agreedOn, '2026-03-02 09:00');
  t.equal(
    local((await town.task(orderNo, 'file_confirmation'))['due_at']),
    '2026-04-02 00:00',
    'thirty days, the first not counted',
  );
  await town.until('2026-03-26T00:00:00+08:00');
  t.ok((await town.messages(orderNo)).includes('staff: confirmation_reminder'), 'seven days before');
  await town.complete(orderNo, 'file_confirmation');
  await town.complete(orderNo, 'await_court', { courtResult: 'confirmed' });
  t.match(await town.rows('agreement', orderNo), [{ court_result: 'confirmed' }]);

  t.equal(local((await town.task(orderNo, 'check_performance'))['due_at']), '2026-05-01 00:00', 'the last instalment');
  t.same(await town.submit(payInstalment, { orderNo, number: 1 }), { open: 1 });
  await t.rejects(town.submit(payInstalment, { orderNo, number: 1 }), { code: 'ERR_INSTALMENT_PAID', zh: /第 1 期/ });
  await t.rejects(town.submit(payInstalment, { orderNo, number: 3 }), { code: 'ERR_INSTALMENT_NOT_FOUND' });
  await t.rejects(town.complete(orderNo, 'check_performance', { performed: 'yes' }), { code: 'ERR_INSTALMENTS_OPEN' });
  await town.until('2026-04-29T10:00:00+08:00');
  await town.submit(payInstalment, { orderNo, number: 2 });
  await town.complete(orderNo, 'check_performance', { performed: 'yes' });
  t.match(await town.rows('consultation', orderNo), [{ state: 'agreed' }]);
  t.match(await town.rows('agreement', orderNo), [{ performed_at: Date.parse('2026-04-29T10:00:00+08:00') }]);
  t.same(await town.incidents(), []);

  await t.test('an agreement that the court holds void is undone', async (t) => {
    const orderNo = await dispute(town, { category: 'wage_arrears', objectKey: '另案' });
    await toAgreement(town, orderNo);
    await town.complete(orderNo, 'sign_agreement', {
      agreement: { form: 'written', instalments: [{ dueOn: '2026-12-31', amountYuan: 1 }], seekConfirmation: true },
    });
    await town.complete(orderNo, 'file_confirmation');
    await town.complete(orderNo, 'await_court', { courtResult: 'void' });
    t.match(await town.rows('consultation', orderNo), [{ state: 'voided' }]);
    const [undone] = await town.rows('agreement', orderNo);
    t.ok(undone?.['voided_at']);
    t.same(await town.host.store.reader('agreement_instalment').where({ agreement_key: undone?.['key'] }), []);
    t.same(await town.tasks(orderNo), ['choose_route']);
    t.match(await town.order(orderNo), { state: 'in_progress' });
    t.same(await town.incidents(), []);
  });

  await t.test('after thirty days nobody can ask the court any more', async (t) => {
    const orderNo = await dispute(town, { category: 'wage_arrears', objectKey: '逾期' });
    await toAgreement(town, orderNo);
    await town.complete(orderNo, 'sign_agreement', { agreement: { form: 'written', seekConfirmation: true } });
    const { due_at: last } = await town.task(orderNo, 'file_confirmation');
    town.host.clock.moveTo(Number(last));
    await t.rejects(town.complete(orderNo, 'file_confirmation'), { code: 'ERR_CONFIRMATION_LATE', zh: /三十日/ });
    await town.until(new Date(Number(last)).toISOString());
    t.same(await town.tasks(orderNo), ['check_performance'], 'the agreement stands without the court');
    await town.complete(orderNo, 'check_performance', { performed: 'no' });
    t.match(await town.rows('consultation', orderNo), [{ state: 'failed' }]);
  });

  await t.test('minutes and terms are kept for two years after the end', async (t) => {
    await town.complete(orderNo, 'choose_route', { route: 'done' });
    await town.complete(orderNo, 'fill_result', { result: { isTrue: 'yes', resolved: true }, publicReply: '已付清。' });
    await town.complete(orderNo, 'review', { reviewPassed: true });
    for (const [element, variables] of [
      ['verify_result', { finding: 'yes' }],
      ['accept', { accepted: true }],
    ] as const)
      if ((await town.tasks(orderNo)).includes(element)) await town.complete(orderNo, element, variables);
    const happy = { reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' } as const;
    await town.submit(recordCallbackResult, { orderNo, channel: 'hotline', ...happy });
    await town.until('2026-06-30T00:00:00+08:00');
    const { archived_at: archivedAt } = await town.order(orderNo);
    t.ok(archivedAt);
    const due = async () =>
      (await town.host.store.retention.due('yunxi', 'minutes', retentionCutoff(town.host.clock.now(), 24), 10)).length;
    t.equal(await due(), 0);
    const end = retentionEnd(Number(archivedAt), 24) + 1;
    town.host.clock.moveTo(end);
    t.equal(await due(), 1, 'what a dry run counts');
    const order = await town.order(orderNo);
    const asked = {
      orderKey: Number(order['key']),
      class: 'minutes',
      pseudonymSealed: '',
      goneSealed: vault.seal(WORDS_GONE),
    } as const;
    t.same(await town.submit(destroyPersonalData, asked), { count: 2 });
    t.equal(await due(), 0, 'once');
    const [agreed] = await town.rows('agreement', orderNo);
    t.equal(vault.open(String(agreed?.['terms_sealed'])), WORDS_GONE);
    t.match(agreed, { court_result: 'confirmed' }, 'what was agreed is not told any more; that it was, is');
  });
});

await tell(t, 'mediation is voluntary', async (t, town) => {
  await t.test('a party refuses when invited', async (t) => {
    const orderNo = await dispute(town);
    await plan(town, orderNo);
    await town.complete(orderNo, 'confirm_attendance', { attendance: 'attends' });
    await town.complete(orderNo, 'confirm_attendance', { attendance: 'refuses' });
    await t.rejects(
      town.complete(orderNo, 'confirm_attendance', { attendance: 'refuses' }),
      { code: 'ERR_APPEAL_FIELD' },
      'a unit has no choice',
    );
    await town.complete(orderNo, 'confirm_attendance', { attendance: 'attends' });
    await town.complete(orderNo, 'confirm_attendance', { attendance: 'cannot' });
    await isGuidedToLaw(t, town, orderNo, 'respondent');
  });

  await t.test('a party refuses between sessions', async (t) => {
    const orderNo = await dispute(town, { objectKey: '二' });
    await t.rejects(town.submit(refuseMediation, { orderNo, party: 'appellant' }), {
      code: 'ERR_CONSULTATION_NOT_FOUND',
    });
    await plan(town, orderNo);
    await attend(town, orderNo);
    await town.complete(orderNo, 'hold_session', { session: { outcome: 'next', attended: [] } });
    await town.submit(refuseMediation, { orderNo, party: 'appellant' });
    await isGuidedToLaw(t, town, orderNo, 'appellant');
    await t.rejects(town.submit(refuseMediation, { orderNo, party: 'appellant' }), {
      code: 'ERR_CONSULTATION_NOT_FOUND',
      zh: /没有正在进行的会商/,
    });
    await t.rejects(
      town.host.loop.submit(
        refuseMediation,
        { orderNo, party: 'appellant' },
        { actor: { kind: 'client', id: 'other', tenantId: 'elsewhere', unitKey: null, roles: [], scopes: ['*'] } },
      ),
      { code: 'ERR_ORDER_NOT_FOUND' },
      'another town sees nothing',
    );
  });

  await t.test('too many sessions without result fail', async (t) => {
    const orderNo = await dispute(town, { objectKey: '三' });
    await plan(town, orderNo);
    await attend(town, orderNo);
    for (let session = 1; session <= 12; session++) {
      await town.complete(orderNo, 'hold_session', { session: { outcome: 'next', attended: [] } });
      if (session < 12) await nextTimer(town);
    }
    t.match(await town.rows('consultation', orderNo), [{ state: 'failed', sessions: 12 }]);
    t.same(await town.tasks(orderNo), ['choose_route']);
  });
});

await tell(t, 'a party–mass consultation looks first, and a plan needs no agreement', async (t, town) => {
  const orderNo = await dispute(town, { type: 'report', title: '违规占地' });
  const invitees = [
    { kind: 'village', unitCode: 'village_01' },
    { kind: 'department', unitCode: 'planning_office' },
    { kind: 'lawyer' },
  ];
  await t.rejects(
    town.complete(orderNo, 'plan_meeting', {
      consultation: { kind: 'party_mass', invitees: [...invitees, { kind: 'respondent' }] },
    }),
    { code: 'ERR_REPORT_CONFIDENTIAL', zh: /信访工作条例第三十条/ },
    'never a respondent for a report of wrongdoing',
  );
  await town.complete(orderNo, 'plan_meeting', { consultation: { kind: 'party_mass', invitees } });
  await town.complete(orderNo, 'survey', { surveyFinding: 'clear' });
  await attend(town, orderNo);
  await town.complete(orderNo, 'hold_session', {
    session: { outcome: 'plan', attended: await invited(town, orderNo), resolutions: [{ unitCode: 'rural_work' }] },
  });
  await town.complete(orderNo, 'carry_out', { resolutionResult: 'done' });
  await town.complete(orderNo, 'check_performance', { performed: 'yes' });
  const [held] = await town.rows('consultation', orderNo);
  t.match(held, { state: 'plan_adopted', respondent_absence: null });
  t.ok(held?.['surveyed_at']);
  t.same(await town.rows('agreement', orderNo), []);
  t.same(await town.incidents(), []);
});

// helpers

/** An order whose handler has asked for a round table. */
async function dispute(town: Township, draft: Partial<AppealDraft> = {}): Promise<string> {
  const { orderNo } = await town.register({ category: 'road_damage', ...draft });
  await town.complete(orderNo, 'verify', COMPLETE);
  await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
  if ((await town.tasks(orderNo)).includes('consult')) {
    // the catalogue names a unit that this township does not have
    await town.complete(orderNo, 'consult', { consultation: 'unit', unitCode: 'rural_work' });
    await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
  }
  await town.follow(orderNo, [
    ['sign', { objection: false }],
    ['first_contact', PHONED],
    ['check_site', DISPUTE],
  ]);
  return orderNo;
}

async function refusesBadPlans(t: Test, town: Township, orderNo: string): Promise<void> {
  const village = { kind: 'village', unitCode: 'village_01' };
  const bad = [
    [{ invitees: PARTIES }, 'ERR_INVITEE_KINDS'],
    [{ invitees: [{ kind: 'appellant' }, village, { kind: 'lawyer' }] }, 'ERR_RESPONDENT_MISSING'],
    [{ invitees: [...PARTIES, village] }, 'ERR_CONSENT_MISSING'],
    [{ invitees: [{ kind: 'friend' }] }, 'ERR_APPEAL_FIELD'],
    [{ invitees: [...PARTIES, { kind: 'village', unitCode: 'nowhere' }] }, 'ERR_UNIT_NOT_FOUND'],
  ] as const;
  for (const [plan, code] of bad) {
    await t.rejects(town.complete(orderNo, 'plan_meeting', { consultation: { kind: 'round_table', ...plan } }), {
      code,
    });
  }
  await town.submit(recordConsent, { orderNo, purpose: 'shared_with_respondent', given: true, form: 'recorded' });
  await town.submit(recordConsent, { orderNo, purpose: 'shared_with_respondent', given: false, form: 'written' });
  await t.rejects(
    town.complete(orderNo, 'plan_meeting', { consultation: { kind: 'round_table', invitees: TABLE } }),
    { code: 'ERR_CONSENT_MISSING', zh: /尚未同意/ },
    'a consent can be taken back',
  );
  t.same(await town.rows('consultation', orderNo), [], 'nothing was changed');
}

async function plan(town: Township, orderNo: string): Promise<void> {
  await town.submit(recordConsent, { orderNo, purpose: 'shared_with_respondent', given: true, form: 'written' });
  await town.complete(orderNo, 'plan_meeting', { consultation: { kind: 'round_table', invitees: TABLE } });
}

async function attend(town: Township, orderNo: string): Promise<void> {
  while ((await town.tasks(orderNo)).includes('confirm_attendance'))
    await town.complete(orderNo, 'confirm_attendance', { attendance: 'attends' });
}

/** Brings a dispute to the signing of an agreement. @returns when */
async function toAgreement(town: Township, orderNo: string): Promise<string> {
  await plan(town, orderNo);
  await attend(town, orderNo);
  await town.complete(orderNo, 'hold_session', {
    session: { outcome: 'agreed', attended: await invited(town, orderNo) },
  });
  return local(town.host.clock.now());
}

async function isGuidedToLaw(t: Test, town: Township, orderNo: string, refusedBy: string): Promise<void> {
  t.match(await town.rows('consultation', orderNo), [{ state: 'guided_to_law', refused_by: refusedBy }]);
  t.ok((await town.messages(orderNo)).includes('appellant: consultation_guided_to_law'));
  t.match(await town.order(orderNo), { state: 'in_progress' });
  t.same(await town.tasks(orderNo), ['choose_route']);
  t.same(await town.incidents(), []);
}

/** Keys of those invited, as a form gives them: the appellant first. */
async function invited(town: Township, orderNo: string): Promise<string[]> {
  const [held] = (await town.rows('consultation', orderNo)).slice(-1);
  const rows = await town.host.store
    .reader('consultation_invitee')
    .where({ consultation_key: held?.['key'] })
    .orderBy('key');
  return rows.map(({ key }) => String(key));
}

async function sessions(town: Township, orderNo: string): Promise<unknown[]> {
  const [held] = (await town.rows('consultation', orderNo)).slice(-1);
  return town.host.store.reader('consultation_session').where({ consultation_key: held?.['key'] });
}

/** To the next session: seven days. */
async function nextTimer(town: Township): Promise<void> {
  const row = await town.host.store.reader('timer').where({ element_id: 'next_session' }).orderBy('due_at').first();
  await town.until(new Date(Number(row?.due_at)).toISOString());
}
