import type { Static } from 'typebox';
import { addPanelCandidate } from '../../../commands/hand-down/add-panel-candidate.ts';
import { approvePoints } from '../../../commands/hand-down/approve-points.ts';
import { castVote } from '../../../commands/hand-down/cast-vote.ts';
import { declareRecusal } from '../../../commands/hand-down/declare-recusal.ts';
import { fileObjection } from '../../../commands/hand-down/file-objection.ts';
import { overturnVerdict } from '../../../commands/hand-down/overturn-verdict.ts';
import type { Actor } from '../../../domain/actor.ts';
import { plainPhone } from '../../../domain/appeal/appeal-draft.ts';
import { conversionOf } from '../../../domain/hand-down/conversion-rate.ts';
import { balancesOf, rosterKeyOf } from '../../../domain/hand-down/points-balance.ts';
import { handDownError } from '../../../domain/hand-down/hand-down-errors.ts';
import type { PanelCategory } from '../../../domain/hand-down/hand-down-tables.ts';
import { maskName } from '../../../domain/privacy/masking.ts';
import type { HandDownItem } from '../../../domain/review/review-list-port.ts';
import type { HandDownFile } from '../../../domain/review/review-query-ports.ts';
import { seesAllUnits } from '../../../domain/organisation/role-scopes.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { ORDER_PARAMS } from '../../schemas/cases.ts';
import { instantOf, instantText, instantTextOrNull, keyOf, keyText, keyTextOrNull } from '../../schemas/common.ts';
import * as shapes from '../../schemas/reviews.ts';
import { showState } from '../../show-order.ts';
import { showIssue } from '../../show-reviewed.ts';

const TAG = 'Hand-down';
type OrderAsk<B> = Ask<Static<typeof ORDER_PARAMS>, unknown, B>;

/** What is done around a hand-down beside its tasks: the roster, votes, objections, and what comes of a verdict that was wrong. */
export function handDownRoutes(deps: HttpDeps): readonly Route[] {
  const { submit, vault } = deps;
  const { reviews, reviewLists: lists } = deps.queries;
  const READ = { access: needs('appeals:read'), tag: TAG } as const;
  const WRITE = { access: needs('appeals:write'), tag: TAG } as const;
  const read = { ...READ, params: ORDER_PARAMS } as const;
  const write = { ...WRITE, params: ORDER_PARAMS } as const;
  return [
    route(
      'GET',
      '/api/hand-downs',
      {
        ...READ,
        summary: 'List hand-downs 下交评议列表',
        description: 'Of orders that the caller sees or reviews: kinds of issues, no titles. The newest, at most 200.',
        query: shapes.OpenQuery,
        answer: shapes.HandDownList,
      },
      list,
    ),
    route(
      'GET',
      '/api/work-orders/{orderNo}/hand-down',
      { ...read, summary: 'The hand-down of a work order 下交评议', answer: shapes.HandDown },
      get,
    ),
    route(
      'GET',
      '/api/work-orders/{orderNo}/panel-pack',
      {
        ...read,
        summary: 'What the panel reads 合议材料',
        description: 'Made from a template without name, number, address or exact date.',
        answer: shapes.PanelPack,
      },
      pack,
    ),
    route(
      'POST',
      '/api/work-orders/{orderNo}/votes',
      {
        ...write,
        summary: 'Cast a vote 表决',
        description: 'Who voted is kept sealed; what was voted is counted.',
        body: shapes.Ballot,
      },
      ballot,
    ),
    route(
      'POST',
      '/api/work-orders/{orderNo}/recusals',
      { ...write, summary: 'Declare a recusal 登记回避', body: shapes.Recusal, answer: shapes.Replaced },
      recuse,
    ),
    route(
      'POST',
      '/api/work-orders/{orderNo}/objections',
      { ...write, summary: 'Object to a verdict 提出异议', body: shapes.Objection },
      object,
    ),
    route(
      'POST',
      '/api/work-orders/{orderNo}/verdict-overturning',
      { ...write, summary: 'Overturn a verdict 推翻结论', body: shapes.Overturning, answer: shapes.Reopened },
      overturn,
    ),
    route(
      'GET',
      '/api/panel-candidates',
      {
        ...READ,
        summary: 'The roster of a village 评议人员库',
        description: 'Of one’s own village; leaders, the office and mediators see all. Names are masked.',
        query: shapes.CandidateQuery,
        answer: shapes.Candidates,
      },
      candidates,
    ),
    route(
      'POST',
      '/api/panel-candidates',
      {
        ...WRITE,
        summary: 'Add to the roster 登记评议人员',
        body: shapes.NewCandidate,
        answer: shapes.CandidateKey,
        status: 201,
      },
      enrol,
    ),
    route(
      'POST',
      '/api/points-entries/{entryKey}/approval',
      { ...WRITE, params: shapes.ENTRY_PARAMS, summary: 'Approve points 审批积分' },
      approve,
    ),
    route(
      'GET',
      '/api/points-balances',
      {
        ...READ,
        summary: 'Approved points of a village by person 积分台账',
        description: 'People of the roster by key; appellants are counted and never named.',
        query: shapes.CandidateQuery,
        answer: shapes.PointsBalances,
      },
      balances,
    ),
    route(
      'GET',
      '/api/hand-down-conversion',
      {
        ...READ,
        summary: 'Conversion of hand-downs by order and by person 下交转化率',
        query: shapes.ConversionQuery,
        answer: shapes.Conversion,
      },
      conversion,
    ),
  ];

  async function list({ actor, query: { open } }: Ask<unknown, Static<typeof shapes.OpenQuery>, unknown>) {
    return { items: (await lists.handDowns(actor, open && open === 'true')).map(showItem) };
  }

  async function get({ actor, params: { orderNo } }: OrderAsk<unknown>) {
    const file = await seen(actor, orderNo);
    const { key } = file.handDown;
    const [ballots, converted] = await Promise.all([lists.ballots(key), lists.converted(key)]);
    return { ...show(file), ballots: [...ballots], converted };
  }

  async function pack({ actor, params: { orderNo } }: OrderAsk<unknown>) {
    const { handDown, nameSealed } = await seen(actor, orderNo);
    if (!handDown.pack) throw handDownError('ERR_HAND_DOWN_NOT_FOUND', { orderNo });
    return { ...handDown.pack, name: nameSealed === null ? null : vault.open(nameSealed) };
  }

  async function ballot({ actor, params: { orderNo }, body, options }: OrderAsk<Static<typeof shapes.Ballot>>) {
    const { handDown } = await seen(actor, orderNo);
    const { stage, choice } = body;
    const voter = `${handDown.key}/${handDown.round}/${stage}/${body.candidateKey}`;
    await submit(
      castVote,
      {
        orderNo,
        stage,
        choice,
        candidateKey: keyOf(body.candidateKey),
        voterSealed: vault.seal(body.candidateKey),
        voterHash: vault.fingerprint(voter),
      },
      { ...options, request: vault.fingerprint(`${voter}/${choice}`) },
    );
  }

  async function recuse({ actor, params: { orderNo }, body, options }: OrderAsk<Static<typeof shapes.Recusal>>) {
    await seen(actor, orderNo);
    const { candidateKey, reason } = body;
    const { replacedBy } = await submit(
      declareRecusal,
      { orderNo, candidateKey: keyOf(candidateKey), reason },
      options,
    );
    return { replacedBy: keyTextOrNull(replacedBy) };
  }

  async function object({ actor, params: { orderNo }, body, options }: OrderAsk<Static<typeof shapes.Objection>>) {
    await seen(actor, orderNo);
    const request = vault.fingerprint(JSON.stringify({ orderNo, ...body }));
    await submit(fileObjection, { orderNo, textSealed: vault.seal(body.text) }, { ...options, request });
  }

  async function overturn({ actor, params: { orderNo }, body, options }: OrderAsk<Static<typeof shapes.Overturning>>) {
    await seen(actor, orderNo);
    return submit(overturnVerdict, { orderNo, ...body }, options);
  }

  async function candidates({ actor, query }: Ask<unknown, Static<typeof shapes.CandidateQuery>, unknown>) {
    const villageKey = keyOf(query.villageKey);
    // whoever conducts a panel has to know who sits on it
    const may = seesAllUnits(actor) || actor.unitKey === villageKey || actor.roles.includes('mediator');
    const rows = may ? await reviews.candidates(actor.tenantId, villageKey) : [];
    return {
      items: rows.map(({ key, category, nameSealed }) => ({
        candidateKey: keyText(key),
        category,
        name: maskName(vault.open(nameSealed)),
      })),
    };
  }

  async function enrol({ body, options }: Ask<unknown, unknown, Static<typeof shapes.NewCandidate>>) {
    const { name, phone } = body;
    const input = {
      villageKey: keyOf(body.villageKey),
      category: body.category as PanelCategory,
      nameSealed: vault.seal(name),
      phoneHash: phone === undefined ? null : vault.fingerprint(plainPhone(phone)),
    };
    const request = vault.fingerprint(JSON.stringify(body));
    const { candidateKey } = await submit(addPanelCandidate, input, { ...options, request });
    return { candidateKey: keyText(candidateKey) };
  }

  async function approve({ params, options }: Ask<Static<typeof shapes.ENTRY_PARAMS>, unknown, unknown>) {
    await submit(approvePoints, { entryKey: keyOf(params.entryKey) }, options);
  }

  async function balances({ actor, query }: Ask<unknown, Static<typeof shapes.CandidateQuery>, unknown>) {
    const villageKey = keyOf(query.villageKey);
    const isTheirs = seesAllUnits(actor) || actor.unitKey === villageKey;
    const items = balancesOf(isTheirs ? await reviews.points(actor.tenantId, villageKey) : []);
    return { items: items.map((each) => ({ ...each, candidateKey: keyTextOrNull(each.candidateKey) })) };
  }

  async function conversion({ actor, query }: Ask<unknown, Static<typeof shapes.ConversionQuery>, unknown>) {
    return conversionOf(await reviews.conversions(actor.tenantId, instantOf(query.from), instantOf(query.to)));
  }

  /** Who sees the order sees its hand-down, and so does the village that reviews it and every mediator. */
  async function seen(actor: Actor, orderNo: string): Promise<HandDownFile> {
    const file = (await lists.seesHandDown(actor, orderNo)) && (await reviews.handDown(actor.tenantId, orderNo));
    if (file) return file;
    throw handDownError('ERR_HAND_DOWN_NOT_FOUND', { orderNo });
  }
}

// helpers

function showItem({ handDown, order, publication }: HandDownItem) {
  const { villageKey, state, refusal, method, round, verdicts, openedAt, closedAt } = handDown;
  return {
    orderNo: order.orderNo,
    ...showIssue(order),
    stateLabel: showState(order.state),
    dueAt: instantTextOrNull(order.dueAt),
    villageKey: keyText(villageKey),
    state,
    refusal,
    method,
    round,
    conclusion: verdicts.findLast((verdict) => verdict.round === round)?.conclusion ?? null,
    publishedUntil: state === 'published' ? instantTextOrNull(publication?.to ?? null) : null,
    openedAt: instantText(openedAt),
    closedAt: instantTextOrNull(closedAt),
  };
}

function show({ handDown, category, seats, publications, points }: HandDownFile) {
  const { state, refusal, judgement, method, legalBasis, round, counts } = handDown;
  return {
    ...showIssue({ category }),
    villageKey: keyText(handDown.villageKey),
    facts: handDown.facts,
    quorumFailures: handDown.quorumFailures,
    verdicts: handDown.verdicts.map((each) => ({ ...each, at: instantText(each.at) })),
    objectedAt: instantTextOrNull(handDown.objectedAt),
    calmVisits: handDown.calmVisits,
    hasPack: handDown.pack !== null,
    state,
    refusal,
    judgement,
    method,
    legalBasis,
    round,
    counts,
    signedAt: instantTextOrNull(handDown.signedAt),
    informedAt: instantTextOrNull(handDown.informedAt),
    seats: seats.map((each) => ({
      round: each.round,
      candidateKey: keyText(each.candidateKey),
      category: each.category,
      seat: each.seat,
      reason: each.reason,
    })),
    publications: publications.map(({ round: of, issue, conclusion, from, to, withdrawnAt }) => ({
      round: of,
      issue,
      conclusion,
      from: instantText(from),
      to: instantText(to),
      withdrawnAt: instantTextOrNull(withdrawnAt),
    })),
    points: points.map(({ key, rule, delta, state: stands, person, publishedUntil }) => ({
      entryKey: keyText(key),
      candidateKey: keyTextOrNull(rosterKeyOf(person)),
      rule,
      delta,
      state: stands,
      publishedUntil: instantTextOrNull(publishedUntil),
    })),
    overturnedAt: instantTextOrNull(handDown.overturnedAt),
    closedAt: instantTextOrNull(handDown.closedAt),
  };
}
