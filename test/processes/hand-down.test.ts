import { readFileSync } from 'node:fs';
import t from 'tap';
import { addPanelCandidate } from '../../src/commands/hand-down/add-panel-candidate.ts';
import { applyForExclusion } from '../../src/commands/exclusion/apply-for-exclusion.ts';
import { approvePoints } from '../../src/commands/hand-down/approve-points.ts';
import { castVote } from '../../src/commands/hand-down/cast-vote.ts';
import { changeSetting } from '../../src/commands/reference/change-setting.ts';
import { declareRecusal } from '../../src/commands/hand-down/declare-recusal.ts';
import { deployResources } from '../../src/commands/process/deploy-resources.ts';
import { fileObjection } from '../../src/commands/hand-down/file-objection.ts';
import { overturnVerdict } from '../../src/commands/hand-down/overturn-verdict.ts';
import { reverseExclusion } from '../../src/commands/exclusion/reverse-exclusion.ts';
import type { Role } from '../../src/domain/actor.ts';
import type { AppealDraft } from '../../src/domain/appeal/appeal-draft.ts';
import { balancesOf } from '../../src/domain/hand-down/points-balance.ts';
import { conversionOf } from '../../src/domain/hand-down/conversion-rate.ts';
import type { PanelCategory, VoteChoice, VoteStage } from '../../src/domain/hand-down/hand-down-tables.ts';
import { recordCallbackResult } from '../../src/commands/appeal/record-callback-result.ts';
import { local, tell, vault, type Township } from './township.ts';

/*
 * Hand-downs with review by the village, told in the words of the township, on the real host and a virtual clock.
 */

const COMPLETE = { screening: { complete: true, inDuty: true, inArea: true, newFact: true } };
const PHONED = { contactMethod: 'phone', contactAnswered: true };
const DOUBTFUL = { site: { finding: 'no', solvableBy: 'none', doubtful: true } };
const BASIS = { handDown: { legalBasis: '《土地管理法》第六十二条' } };
const UNTRUE = { opinion: { isTrue: 'no' } };
const ELDERS: readonly PanelCategory[] = [
  'old_party_member',
  'old_cadre',
  'old_teacher',
  'lawyer',
  'model_worker',
  'legal_guide',
  'police_officer',
];

await tell(t, 'a claim that is not true is handed down, published and understood', async (t, town) => {
  const roster = await enrol(town, ELDERS.slice(0, 5));
  await town.until('2026-03-02T09:00:00+08:00');
  const orderNo = await doubtful(town);
  t.match(await town.order(orderNo), { state: 'in_progress' }, 'not handed down before it is signed');
  t.equal(local((await town.task(orderNo, 'prepare_case'))['due_at']), '2026-03-03 17:30');
  await t.rejects(town.complete(orderNo, 'prepare_case', { handDown: { legalBasis: '找张三 13900000000' } }), {
    code: 'ERR_APPEAL_FIELD',
    zh: /个人号码/,
  });
  await town.complete(orderNo, 'prepare_case', BASIS);
  await t.rejects(town.complete(orderNo, 'judge_claim', { judgement: 'bad' }), { code: 'ERR_APPEAL_FIELD' });
  await town.complete(orderNo, 'judge_claim', { judgement: 'untrue' });
  await t.rejects(town.complete(orderNo, 'sign_hand_down', { handDownSign: 'approve' }, 'section_leader'), {
    code: 'ERR_HAND_DOWN_ROLE',
    zh: /党委书记/,
  });
  await town.host.restart();
  await town.complete(orderNo, 'sign_hand_down', { handDownSign: 'approve' }, 'party_secretary');
  t.match(await town.order(orderNo), { state: 'handed_down', marks: '["handed_down"]' });

  const [kin] = roster;
  await town.submit(declareRecusal, { orderNo, candidateKey: kin as number, reason: 'kinship' });
  await t.rejects(town.submit(declareRecusal, { orderNo, candidateKey: kin as number, reason: 'dispute' }), {
    code: 'ERR_RECUSED_TWICE',
  });
  await t.rejects(town.submit(declareRecusal, { orderNo, candidateKey: 1, reason: 'dispute' }), {
    code: 'ERR_CANDIDATE_NOT_FOUND',
  });
  await t.rejects(
    ballot(town, orderNo, 'panel', kin as number, 'unreasonable'),
    { code: 'ERR_HAND_DOWN_STATE' },
    'nothing to vote on yet',
  );
  await town.complete(orderNo, 'inform_appellant', { informedBy: 'phone' });
  t.ok((await town.messages(orderNo)).includes('appellant: hand_down_notice'));

  const panel = await seats(town, orderNo);
  t.equal(panel.filter(({ seat }) => seat === 'seated').length, 3);
  t.match(
    panel.filter(({ seat }) => seat === 'recused'),
    [{ candidate_key: kin, reason: 'kinship' }],
  );
  const pack = String((await handDown(town, orderNo))['pack']);
  t.match(pack, /"month":"2026-03"/);
  for (const clear of ['张', '199', '1组', '老人', '村口路"', '2026-03-02'])
    t.notOk(pack.includes(clear), `the panel never reads ${clear}`);

  await t.rejects(ballot(town, orderNo, 'panel', kin as number, 'unreasonable'), { code: 'ERR_NOT_A_VOTER' });
  const [first, ...others] = seated(panel);
  await t.rejects(ballot(town, orderNo, 'panel', first as number, 'abstain'), { code: 'ERR_APPEAL_FIELD' });
  await t.rejects(ballot(town, orderNo, 'panel', first as number, 'unreasonable', 'section_handler'), {
    code: 'ERR_HAND_DOWN_ROLE',
  });
  await ballot(town, orderNo, 'panel', first as number, 'unreasonable', 'mediator');
  await t.rejects(ballot(town, orderNo, 'panel', first as number, 'reasonable'), { code: 'ERR_VOTED_ALREADY' });
  await t.rejects(town.complete(orderNo, 'deliberate', UNTRUE), {
    code: 'ERR_VOTES_MISSING',
    zh: /应有 3 人表决,现有 1 人/,
  });
  const { replacedBy } = await town.submit(declareRecusal, {
    orderNo,
    candidateKey: first as number,
    reason: 'interest',
  });
  t.ok(replacedBy && !panel.some(({ candidate_key: key }) => key === replacedBy), 'somebody else takes the seat');
  for (const member of [replacedBy as number, ...others]) await ballot(town, orderNo, 'panel', member, 'unreasonable');
  await town.host.restart();
  await town.complete(orderNo, 'deliberate', UNTRUE);
  t.match(await town.rows('publication', orderNo), [{ conclusion: 'untrue', issue: '道路破损/路灯' }]);
  t.equal(local((await town.rows('publication', orderNo))[0]?.['to']), '2026-03-06 00:00', 'three days');
  t.notMatch(
    JSON.stringify(await town.host.store.reader('vote')),
    new RegExp(String(others[0])),
    'nobody can tell who voted how',
  );

  await town.until('2026-03-06T00:00:00+08:00');
  await town.complete(orderNo, 'suggest_points', { points: { reason: 'filed_appeal' } });
  t.same(await town.rows('points_entry', orderNo), [], 'nothing for appealing, good or bad');
  await town.complete(orderNo, 'calm_visit', { calm: 'not_yet' });
  t.same(await town.tasks(orderNo), []);
  await town.until('2026-03-14T00:00:00+08:00');
  await town.complete(orderNo, 'calm_visit', { calm: 'understood' });
  t.match(await town.rows('conversion_record', orderNo), [{ converted: 1, visits: 2 }]);
  t.match(await handDown(town, orderNo), { state: 'closed' });
  t.match(await town.order(orderNo), { state: 'in_progress', excluded: 0 }, 'the verdict closes nothing');
  for (const [code, rule] of [
    ['unreasonable', 'D14-6 评议不合理'],
    ['beyond_power', 'D14-7 超职责、政策限制、不可抗力'],
  ] as const) {
    const evidence = '评议意见书和职责清单';
    const { exclusionKey } = await town.submit(applyForExclusion, { orderNo, code, evidence }, 'response_office');
    const granted = { exclusionGranted: true, evidenceComplete: true };
    await town.complete(orderNo, 'rule_exclusion', granted, 'party_secretary');
    const [asked] = (await town.rows('exclusion', orderNo)).filter(({ key }) => key === exclusionKey);
    t.match(asked, { state: 'granted', range: 'all', rule });
    await town.submit(reverseExclusion, { orderNo }, 'party_secretary');
  }
  t.same(await town.tasks(orderNo), ['choose_route']);
  t.same(await town.incidents(), []);
});

let places = 0;
const elsewhere = (): Partial<AppealDraft> => ({ objectKey: `处${++places}` });

/** What a panel votes and writes down, and what follows from it. */
const VERDICTS: readonly (readonly [VoteChoice, opinion: Record<string, unknown>, conclusion: string])[] = [
  ['reasonable', { isTrue: 'no', hasBasis: false }, 'explained'],
  ['unreasonable', { isTrue: 'no', hardship: true }, 'assistance'],
  ['unreasonable', { isTrue: 'yes' }, 'unreasonable'],
];

/** Every hard guard of a hand-down: what it guards against, and the name under which it refuses. */
const GUARDS: readonly (readonly [against: string, refusal: string, attempt: (town: Township) => Promise<string>])[] = [
  ['signed by anybody but the secretary', 'ERR_HAND_DOWN_ROLE', (town) => codeOf(signedBy(town, 'section_leader'))],
  ['a number of somebody in the basis', 'ERR_APPEAL_FIELD', (town) => codeOf(withNumber(town))],
  ['a panel of fewer than three', 'invalid', (town) => panelOf(town, 2)],
  ['an opinion before all have voted', 'ERR_VOTES_MISSING', (town) => codeOf(unvoted(town))],
  ['a vote of who has a part in it', 'ERR_NOT_A_VOTER', (town) => codeOf(votedBy(town, 'kin'))],
  ['two votes of one', 'ERR_VOTED_ALREADY', (town) => codeOf(votedBy(town, 'member', 'member'))],
  ['a vote against what was found on site', 'partly', (town) => votedDown(town)],
  ['points taken for appealing', 'post_points: 不得因提出诉求扣减积分', (town) => deducted(town)],
];

await tell(t, 'every guard of a hand-down refuses by its name', async (t, town) => {
  await town.until('2026-03-02T09:00:00+08:00');
  for (const [against, refusal, attempt] of GUARDS) t.equal(await attempt(town), refusal, against);
});

await tell(t, 'what must never be handed down is refused before the village sees it', async (t, town) => {
  const cases: readonly (readonly [Partial<AppealDraft>, object, string])[] = [
    [{ type: 'report', objectKey: 'a' }, BASIS, 'report'],
    [{ objectKey: 'b', appellant: { phone: '10000000002', confidential: true } }, BASIS, 'confidential'],
    [{ objectKey: 'c' }, { handDown: { ...BASIS.handDown, officials: true } }, 'officials'],
    [{ objectKey: 'd' }, { handDown: { ...BASIS.handDown, safety: true } }, 'safety'],
    [{ objectKey: 'e', title: '独居老人门前路坏' }, BASIS, 'safety'],
    [{ objectKey: 'f' }, { handDown: {} }, 'no_basis'],
  ];
  for (const [draft, basis, refusal] of cases) {
    const orderNo = await doubtful(town, draft);
    await town.complete(orderNo, 'prepare_case', basis as Record<string, unknown>);
    t.same(
      (await town.tasks(orderNo)).filter((id) => id !== 'sign_off_after'),
      ['choose_route'],
      refusal,
    );
    t.match(await handDown(town, orderNo), { state: 'refused', refusal });
    t.match(await town.order(orderNo), { state: 'in_progress', marks: '[]' });
    t.ok((await town.messages(orderNo)).includes('staff: hand_down_refused'));
  }
  const noContact = await doubtful(town, { objectKey: 'g' }, { ...PHONED, contactAnswered: false });
  await town.complete(noContact, 'prepare_case', BASIS);
  t.match(await handDown(town, noContact), { refusal: 'no_contact' });

  const once = await doubtful(town, { objectKey: 'h', appellant: { phone: '10000000003' } });
  await town.complete(once, 'prepare_case', BASIS);
  await town.complete(once, 'judge_claim', { judgement: 'unreasonable' });
  t.match(
    await handDown(town, once),
    { refusal: 'not_eligible' },
    'a first unreasonable claim is explained, not handed down',
  );
  await t.rejects(town.submit(fileObjection, { orderNo: once, textSealed: '' }), {
    code: 'ERR_HAND_DOWN_STATE',
    zh: /refused/,
  });
  await t.rejects(town.submit(overturnVerdict, { orderNo: once, reason: '证据不足' }), { code: 'ERR_VERDICT_STANDS' });

  const unsigned = await doubtful(town, { objectKey: 'i' });
  await t.rejects(town.submit(fileObjection, { orderNo: unsigned, textSealed: '' }), {
    code: 'ERR_HAND_DOWN_NOT_FOUND',
  });
  await town.follow(unsigned, [
    ['prepare_case', BASIS],
    ['judge_claim', { judgement: 'untrue' }],
  ]);
  await town.complete(unsigned, 'sign_hand_down', { handDownSign: 'refuse' }, 'party_secretary');
  t.match(await handDown(town, unsigned), { state: 'refused', refusal: 'not_signed' });
  t.same(await town.incidents(), []);
});

await tell(t, 'the village votes, an objection brings another panel, and proven facts stay true', async (t, town) => {
  await enrol(town, ELDERS);
  const representatives = await enrol(
    town,
    Array.from({ length: 6 }, () => 'villager_representative' as const),
  );
  await town.register({ objectKey: '井' });
  const orderNo = await doubtful(town, { objectKey: '井' }, PHONED, {
    site: { finding: 'part', solvableBy: 'none', doubtful: true },
  });
  await handedDown(town, orderNo, 'unreasonable');
  t.match(await handDown(town, orderNo), { method: 'with_villagers' });
  const firstPanel = await decide(town, orderNo, 'unreasonable', { opinion: { isTrue: 'no' } });

  const [appellantsOwn, ...rest] = representatives;
  await town.submit(declareRecusal, { orderNo, candidateKey: appellantsOwn as number, reason: 'kinship' });
  await t.rejects(ballot(town, orderNo, 'villagers', appellantsOwn as number, 'abstain'), { code: 'ERR_NOT_A_VOTER' });
  for (const voter of rest.slice(0, 3)) await ballot(town, orderNo, 'villagers', voter, 'unreasonable');
  await town.complete(orderNo, 'villagers_meeting');
  t.same(await town.tasks(orderNo), ['villagers_meeting'], 'three of five are not two thirds');
  for (const voter of rest.slice(0, 4))
    await ballot(town, orderNo, 'villagers', voter, 'unreasonable', 'village_secretary');
  await town.complete(orderNo, 'villagers_meeting');
  t.match(JSON.parse(String((await handDown(town, orderNo))['counts'])), [
    { stage: 'panel', members: 3, unreasonable: 3 },
    { stage: 'villagers', members: 5, present: 3, quorate: false },
    { stage: 'villagers', members: 5, present: 4, quorate: true, unreasonable: 4 },
  ]);
  t.match(
    await town.rows('publication', orderNo),
    [{ conclusion: 'partly' }],
    'what was found on site cannot be voted away',
  );

  await town.host.restart();
  await town.submit(fileObjection, { orderNo, textSealed: vault.seal('井水确实浑浊') });
  const secondPanel = seated(await seats(town, orderNo), 2);
  t.equal(secondPanel.length, 3);
  t.notOk(
    secondPanel.some((key) => firstPanel.includes(key)),
    'nobody judges again',
  );
  await decide(town, orderNo, 'reasonable', { opinion: { isTrue: 'yes', hasBasis: true } }, 2);
  for (const voter of rest) await ballot(town, orderNo, 'villagers', voter, 'abstain');
  await town.complete(orderNo, 'villagers_meeting');
  t.match(await town.rows('publication', orderNo), [
    { round: 1 },
    { round: 2, conclusion: 'supported', withdrawn_at: null },
  ]);
  await t.rejects(town.submit(fileObjection, { orderNo, textSealed: '' }), { code: 'ERR_OBJECTION_TWICE' });
  await publicationOver(town);
  t.same(await town.tasks(orderNo), ['choose_route'], 'handled for real, nobody is calmed');
  t.match(await handDown(town, orderNo), { state: 'closed' });
  t.same(await town.incidents(), []);
});

await tell(t, 'a verdict that proves wrong is undone', async (t, town) => {
  await enrol(town, ELDERS.slice(0, 4));

  t.test('while the appellant is being calmed', async (t) => {
    const orderNo = await doubtful(town);
    await toCalming(town, orderNo, { points: { reason: 'breach' } }, { opinion: { isTrue: 'no', breach: true } });
    t.match(await town.rows('points_entry', orderNo), [{ rule: 'breach', delta: -5, state: 'suggested' }]);
    const [entry] = await town.rows('points_entry', orderNo);
    const entryKey = Number(entry?.['key']);
    await t.rejects(
      town.submit(approvePoints, { entryKey }, 'party_secretary'),
      { code: 'ERR_POINTS_STATE' },
      'published first',
    );
    await t.rejects(town.submit(overturnVerdict, { orderNo, reason: '错' }), { code: 'ERR_APPEAL_FIELD' });
    await t.rejects(town.submit(overturnVerdict, { orderNo, reason: '新证据推翻' }, 'village_secretary'), {
      code: 'ERR_HAND_DOWN_ROLE',
    });
    await town.host.restart();
    t.same(await town.submit(overturnVerdict, { orderNo, reason: '新证据推翻' }, 'party_secretary'), {
      reopened: true,
    });
    t.match(await handDown(town, orderNo), { state: 'overturned' });
    t.match(await town.rows('points_entry', orderNo), [{ state: 'reversed' }]);
    t.match(await town.order(orderNo), { state: 'in_progress', excluded: 0 });
    t.ok((await town.messages(orderNo)).includes('appellant: verdict_overturned_apology'));
    t.same(await town.tasks(orderNo), ['choose_route']);
    await t.rejects(town.submit(overturnVerdict, { orderNo, reason: '再次推翻' }), { code: 'ERR_VERDICT_STANDS' });
    t.same(await town.incidents(), []);
  });

  t.test('after the order was closed and the points approved', async (t) => {
    const orderNo = await doubtful(town, { objectKey: '闭' });
    await toCalming(town, orderNo, { points: { reason: 'joined_review' } });
    const entries = await town.rows('points_entry', orderNo);
    t.same(
      entries.map(({ person }) => person),
      seated(await seats(town, orderNo)).map((key) => `candidate:${key}`),
      'each who sat on the panel has an entry',
    );
    const entryKey = Number(entries[0]?.['key']);
    await town.complete(orderNo, 'calm_visit', { calm: 'understood' });
    await town.follow(orderNo, [
      ['choose_route', { route: 'done' }],
      ['fill_result', { result: { isTrue: 'no', resolved: true }, publicReply: '已解释说明。' }],
      ['review', { reviewPassed: true }],
      ['verify_result', { finding: 'yes' }],
    ]);
    await town.submit(recordCallbackResult, {
      orderNo,
      channel: 'hotline',
      reached: true,
      contacted: true,
      resolved: true,
      satisfaction: 'satisfied',
    });
    t.match(await town.order(orderNo), { state: 'closed' });
    await town.until(new Date(town.host.clock.now() + 9 * 86_400_000).toISOString());
    await t.rejects(town.submit(approvePoints, { entryKey: 1 }), { code: 'ERR_POINTS_NOT_FOUND' });
    await t.rejects(town.submit(approvePoints, { entryKey }, 'village_secretary'), { code: 'ERR_HAND_DOWN_ROLE' });
    await t.rejects(town.submit(approvePoints, { entryKey }), { code: 'ERR_POINTS_OWN' });
    await town.submit(approvePoints, { entryKey }, 'party_secretary');
    t.same(await town.submit(overturnVerdict, { orderNo, reason: '县里复核推翻' }, 'district_command'), {
      reopened: true,
    });
    t.match(await town.rows('points_entry', orderNo), [
      { state: 'reversed', delta: 1 },
      { state: 'reversed', delta: 1, approved_by: null },
      { state: 'reversed', delta: 1, approved_by: null },
      { state: 'approved', delta: -1, reverses: entryKey, rule: 'verdict_overturned' },
    ]);
    t.same((await balances(town)).at(-1)?.points, 0, 'given and taken back');
    t.match(await town.rows('conversion_record', orderNo), [{ cancelled: 1 }]);
    t.match(await town.order(orderNo), { state: 'reopened' });
    t.same(await town.incidents(), []);
  });

  t.test('while its result is verified or waits for the callback', async (t) => {
    for (const isVerified of [false, true]) {
      const orderNo = await doubtful(town, { objectKey: isVerified ? '待访' : '核验' });
      await toCalming(town, orderNo, { points: { reason: 'mediated' } });
      t.match(await town.rows('points_entry', orderNo), [{ rule: 'mediated', delta: 5, state: 'suggested' }]);
      await town.complete(orderNo, 'calm_visit', { calm: 'understood' });
      await town.follow(orderNo, [
        ['choose_route', { route: 'done' }],
        ['fill_result', { result: { isTrue: 'no', resolved: true }, publicReply: '已解释说明。' }],
        ['review', { reviewPassed: true }],
      ]);
      if (isVerified) await town.complete(orderNo, 'verify_result', { finding: 'yes' });
      t.match(await town.order(orderNo), { state: isVerified ? 'callback_pending' : 'verifying' });
      t.same(await town.submit(overturnVerdict, { orderNo, reason: '新证据推翻' }, 'party_secretary'), {
        reopened: true,
      });
      t.match(await town.order(orderNo), { state: 'reopened', rework_count: 1 });
      t.match(await town.rows('points_entry', orderNo), [{ state: 'reversed' }]);
      t.same(await town.tasks(orderNo), ['check_site'], 'the unit looks again; nobody is called about the old result');
      await town.complete(orderNo, 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });
      t.match(await town.order(orderNo), { state: 'in_progress' });
    }
    t.same(await town.incidents(), []);
  });

  t.test('points for patrols stop at the month’s limit; those for a clue do not', async (t) => {
    for (const index of [1, 2, 3, 4, 5, 6, 7]) {
      const orderNo = await doubtful(town, { objectKey: `巡${index}`, appellant: { phone: '10000000077' } });
      await handedDown(town, orderNo);
      const [choice, opinion, conclusion] = VERDICTS[index - 1] ?? ['unreasonable', { isTrue: 'no' }, 'untrue'];
      await decide(town, orderNo, choice, { opinion });
      t.match(await town.rows('publication', orderNo), [{ conclusion }]);
      await publicationOver(town);
      // all in one month
      if (index === 1) await town.until(nextMonth(town.host.clock.now()));
      await town.complete(orderNo, 'suggest_points', { points: { reason: index === 7 ? 'clue' : 'patrol' } });
    }
    const given = await town.host.store.reader('points_entry').where({ person: vault.fingerprint('10000000077') });
    t.same(
      given.map(({ rule, delta }) => [rule, Number(delta)]),
      [...Array.from({ length: 5 }, () => ['patrol', 2]), ['clue', 3]],
    );
    t.same(await town.incidents(), []);
  });

  t.test('what is against the law goes to those who enforce it', async (t) => {
    const orderNo = await doubtful(town, { objectKey: '违法' });
    await handedDown(town, orderNo);
    await decide(town, orderNo, 'unreasonable', { opinion: { isTrue: 'yes', unlawful: true } });
    t.match(await town.rows('publication', orderNo), [{ conclusion: 'by_law' }]);
    await publicationOver(town);
    t.same(await town.tasks(orderNo), ['choose_route'], 'handled for real, nobody is calmed');
  });

  t.test('nothing is deducted without a breach that the panel found', async (t) => {
    const orderNo = await doubtful(town, { objectKey: '扣' });
    await toCalming(town, orderNo, { points: { reason: 'breach' } });
    t.same(await town.rows('points_entry', orderNo), []);
    for (let visit = 1; visit <= 4; visit++) {
      await town.complete(orderNo, 'calm_visit', { calm: 'not_yet' });
      if (visit < 4) await nextTimer(town, 'next_visit');
    }
    t.match(await town.rows('conversion_record', orderNo), [{ converted: 0, visits: 4 }]);
  });
});

await tell(t, 'a panel that cannot come together leaves the matter to a round table', async (t, town) => {
  const alone = await doubtful(town);
  await handedDown(town, alone);
  t.match(await handDown(town, alone), { state: 'invalid' }, 'nobody is on the roster');
  t.same(await town.tasks(alone), ['plan_meeting']);
  t.match(await town.order(alone), { state: 'in_consultation' });

  await enrol(town, ELDERS.slice(0, 3));
  await enrol(town, ['old_cadre'], '10000000001');
  const orderNo = await doubtful(town, { objectKey: '二' });
  await handedDown(town, orderNo);
  t.match(
    (await seats(town, orderNo)).filter(({ seat }) => seat === 'recused'),
    [{ reason: 'appellant' }],
    'nobody judges their own claim',
  );
  await nextTimer(town, 'panel_lapsed');
  t.match(
    (await seats(town, orderNo)).filter(({ seat }) => seat === 'replaced'),
    { length: 3 },
  );
  t.same(await town.tasks(orderNo), ['deliberate'], 'drawn again');
  await nextTimer(town, 'panel_lapsed');
  t.same(await town.tasks(orderNo), ['plan_meeting']);
  t.same(await town.incidents(), []);
});

await tell(t, 'a villagers’ meeting that nobody holds lapses, and with it the votes cast for it', async (t, town) => {
  await enrol(town, ELDERS);
  const [first] = await enrol(town, ['villager_representative', 'villager_representative', 'villager_representative']);
  await town.submit(changeSetting, { name: 'excessive_minimum', value: 3 });
  for (const _ of [1, 2]) await town.register({ objectKey: '井' });
  const orderNo = await doubtful(town, { objectKey: '井' });
  await handedDown(town, orderNo, 'undecided');
  t.match(await handDown(town, orderNo), { method: 'with_publication' }, 'the third time within thirty days');
  await decide(town, orderNo, 'unreasonable', UNTRUE);
  await ballot(town, orderNo, 'villagers', first as number, 'unreasonable');
  await nextTimer(town, 'villagers_lapsed');
  t.same(await town.tasks(orderNo), ['villagers_meeting'], 'called once more');
  t.match(await handDown(town, orderNo), { quorum_failures: 1, state: 'in_review' });
  await ballot(town, orderNo, 'villagers', first as number, 'unreasonable');
  await nextTimer(town, 'villagers_lapsed');
  t.match(await handDown(town, orderNo), { state: 'invalid' }, 'twice is enough');
  t.same(await town.tasks(orderNo), ['plan_meeting'], 'a round table instead');
  t.same(await town.rows('publication', orderNo), [], 'nothing is published');
  const invitees = ['appellant', 'representative', 'lawyer'].map((kind) => ({ kind }));
  await town.complete(orderNo, 'plan_meeting', { consultation: { kind: 'party_mass', invitees } });
  await town.complete(orderNo, 'survey', { surveyFinding: 'clear' });
  for (const _ of invitees) await town.complete(orderNo, 'confirm_attendance', { attendance: 'attends' });
  await town.complete(orderNo, 'hold_session', { session: { outcome: 'failed', attended: [] } });
  t.match(await town.order(orderNo), { state: 'in_progress' });
  t.same(await town.tasks(orderNo), ['choose_route'], 'back with the first recipient');
  t.same(await town.incidents(), []);
});

t.test('conversion is measured by person and by order', async (t) => {
  const record = (person: string, converted: boolean, cancelled = false) => ({ person, converted, cancelled });
  t.same(conversionOf([]), {
    orders: { total: 0, converted: 0, percentage: null },
    persons: { total: 0, converted: 0, percentage: null },
  });
  t.same(
    conversionOf([
      record('a', true),
      record('a', true),
      record('b', false),
      record('c', true),
      record('c', false),
      record('d', true, true),
    ]),
    { orders: { total: 5, converted: 3, percentage: 60 }, persons: { total: 3, converted: 1, percentage: 33.33 } },
  );
});

// helpers

/** The name of what was refused; what was done instead when nothing was. */
async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'not refused',
    (error: unknown) => String((error as { code?: string }).code),
  );
}

async function signedBy(town: Township, role: Role): Promise<void> {
  const orderNo = await doubtful(town, elsewhere());
  await town.follow(orderNo, [
    ['prepare_case', BASIS],
    ['judge_claim', { judgement: 'untrue' }],
  ]);
  await town.complete(orderNo, 'sign_hand_down', { handDownSign: 'approve' }, role);
}

async function withNumber(town: Township): Promise<void> {
  const orderNo = await doubtful(town, elsewhere());
  await town.complete(orderNo, 'prepare_case', { handDown: { legalBasis: '电话 13900000000' } });
}

/** A panel from a roster of so many. @returns state of the hand-down */
async function panelOf(town: Township, size: number): Promise<string> {
  await enrol(town, ELDERS.slice(0, size));
  const orderNo = await doubtful(town, elsewhere());
  await handedDown(town, orderNo);
  return String((await handDown(town, orderNo))['state']);
}

async function atPanel(
  town: Township,
): Promise<{ readonly orderNo: string; readonly kin: number; readonly member: number }> {
  const [kin] = await enrol(town, ELDERS);
  const orderNo = await doubtful(town, elsewhere());
  await town.submit(declareRecusal, { orderNo, candidateKey: kin as number, reason: 'kinship' });
  await handedDown(town, orderNo);
  return { orderNo, kin: kin as number, member: seated(await seats(town, orderNo))[0] as number };
}

async function unvoted(town: Township): Promise<void> {
  const { orderNo, member } = await atPanel(town);
  await ballot(town, orderNo, 'panel', member, 'unreasonable');
  await town.complete(orderNo, 'deliberate', UNTRUE);
}

async function votedBy(town: Township, ...voters: readonly ('kin' | 'member')[]): Promise<void> {
  const panel = await atPanel(town);
  for (const voter of voters) await ballot(town, panel.orderNo, 'panel', panel[voter], 'unreasonable');
}

/** All vote against a claim that was found partly true on site. @returns the conclusion */
async function votedDown(town: Township): Promise<string> {
  await enrol(town, ELDERS);
  const found = { site: { finding: 'part', solvableBy: 'none', doubtful: true } };
  const orderNo = await doubtful(town, elsewhere(), PHONED, found);
  await handedDown(town, orderNo);
  await decide(town, orderNo, 'unreasonable', UNTRUE);
  return String((await town.rows('publication', orderNo))[0]?.['conclusion']);
}

/** Points are to be deducted by a table that a township has changed. @returns the incident's element and refusal */
async function deducted(town: Township): Promise<string> {
  const orderNo = await doubtful(town, elsewhere());
  await handedDown(town, orderNo);
  await decide(town, orderNo, 'unreasonable', UNTRUE);
  await publicationOver(town);
  const content = readFileSync('processes/hand-down/d19-points.dmn', 'utf8').replace(
    '<text>3</text>',
    '<text>-3</text>',
  );
  const files = [{ name: 'hand-down/d19-points.dmn', content }];
  const compiled = await town.host.engine.compile(files);
  await town.submit(deployResources, { name: 'D19', files, checksums: {}, compiled });
  await town.complete(orderNo, 'suggest_points', { points: { reason: 'clue' } });
  const [incident = 'none'] = await town.incidents();
  const kept = (await town.rows('points_entry', orderNo)).length === 0;
  return kept ? incident.replace(/ \w+: /, ': ').replace(/\(.*/s, '') : 'written';
}

async function balances(town: Township) {
  const rows = await town.host.store.reader('points_entry');
  return balancesOf(rows.map(({ person, delta, approved_by: approvedBy }) => ({ person, delta, approvedBy })));
}

/** Puts people on the roster of the village. @returns their keys */
async function enrol(town: Township, categories: readonly PanelCategory[], phone?: string): Promise<number[]> {
  const keys: number[] = [];
  for (const category of categories) {
    const { candidateKey } = await town.submit(addPanelCandidate, {
      villageKey: town.units['village_01'] as number,
      category,
      nameSealed: vault.seal('示例人员'),
      phoneHash: phone === undefined ? null : vault.fingerprint(phone),
    });
    keys.push(candidateKey);
  }
  return keys;
}

/** An order whose handler asks for a hand-down. */
async function doubtful(
  town: Township,
  draft: Partial<AppealDraft> = {},
  contact: Record<string, unknown> = PHONED,
  site: Record<string, unknown> = DOUBTFUL,
): Promise<string> {
  const { orderNo } = await town.register(draft);
  await town.complete(orderNo, 'verify', COMPLETE);
  const tasks = await town.tasks(orderNo);
  if (tasks.includes('sign_off')) await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
  await town.follow(orderNo, [
    ['sign', { objection: false }],
    ['first_contact', contact],
    ['check_site', site],
  ]);
  return orderNo;
}

/** Brings it to the panel. */
async function handedDown(town: Township, orderNo: string, judgement = 'untrue'): Promise<void> {
  await town.follow(orderNo, [
    ['prepare_case', BASIS],
    ['judge_claim', { judgement }],
  ]);
  await town.complete(orderNo, 'sign_hand_down', { handDownSign: 'approve' }, 'party_secretary');
  await town.complete(orderNo, 'inform_appellant', { informedBy: 'visit' });
}

/** The panel votes as one, and writes its opinion. @returns who sat */
async function decide(
  town: Township,
  orderNo: string,
  choice: VoteChoice,
  opinion: Record<string, unknown>,
  round = 1,
): Promise<number[]> {
  const members = seated(await seats(town, orderNo), round);
  for (const member of members) await ballot(town, orderNo, 'panel', member, choice);
  await town.complete(orderNo, 'deliberate', opinion);
  return members;
}

async function toCalming(
  town: Township,
  orderNo: string,
  points: Record<string, unknown>,
  opinion: Record<string, unknown> = UNTRUE,
): Promise<void> {
  await handedDown(town, orderNo);
  await decide(town, orderNo, 'unreasonable', opinion);
  await publicationOver(town);
  await town.complete(orderNo, 'suggest_points', points);
}

async function ballot(
  town: Township,
  orderNo: string,
  stage: VoteStage,
  candidateKey: number,
  choice: VoteChoice,
  role?: Role,
): Promise<void> {
  const voter = `${orderNo}/${stage}/${candidateKey}`;
  await town.submit(
    castVote,
    { orderNo, stage, candidateKey, voterSealed: vault.seal(voter), voterHash: vault.fingerprint(voter), choice },
    role,
  );
}

async function handDown(town: Township, orderNo: string): Promise<Readonly<Record<string, unknown>>> {
  return (await town.rows('hand_down_case', orderNo)).at(-1) ?? {};
}

async function seats(town: Township, orderNo: string): Promise<Record<string, unknown>[]> {
  const { key } = await handDown(town, orderNo);
  return town.host.store.reader('panel_member').where({ case_key: key }).orderBy('key');
}

function seated(panel: readonly Record<string, unknown>[], inRound = 1): number[] {
  return panel
    .filter(({ seat, round }) => seat === 'seated' && round === inRound)
    .map((row) => Number(row['candidate_key']));
}

/** The first day of the next month, in Shanghai. */
function nextMonth(now: number): string {
  const today = new Date(now + 8 * 3_600_000);
  const first = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1) - 8 * 3_600_000;
  return new Date(first).toISOString();
}

function publicationOver(town: Township): Promise<void> {
  return nextTimer(town, 'publication_over');
}

/** To the next timer of an element. */
async function nextTimer(town: Township, elementId: string): Promise<void> {
  const row = await town.host.store.reader('timer').where({ element_id: elementId }).orderBy('due_at').first();
  await town.until(new Date(Number(row?.due_at)).toISOString());
}
