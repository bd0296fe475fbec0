import type { workOrder } from '../../domain/appeal-tables.ts';
import type { Level } from '../../domain/appeal-words.ts';
import { dueDate } from '../../domain/deadline.ts';
import type { CountingBasis } from '../../domain/deadline.ts';
import type { RowOf } from '../../domain/table.ts';
import type { CallbackAnswer } from './behaviour.ts';
import type { SyntheticAppeal } from './generator.ts';
import type { Random } from './random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A task that somebody has just been given. */
export interface GivenTask {
  readonly elementId: string;
  readonly at: number;
  readonly processInstanceKey: number;
  /** Variables of its process instance. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly order: RowOf<typeof workOrder> | undefined;
}

/** What they will do with it, and when. */
export interface Act {
  readonly at: number;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The people around one appeal: registrar, secretary, unit, leader, inspector, callback agent. They act as the appeal's behaviour foresees;
 * what it leaves open is drawn from their own stream.
 */
export class People {
  readonly #appeal: SyntheticAppeal;
  readonly #draw: Random;
  readonly #basis: CountingBasis;
  /** Begun closures; each has its own answer to the callback. */
  readonly #closures: number[] = [];
  #attempts = 0;
  #objected = false;
  #extensionAsked = false;
  #suspensionAsked = false;
  #coHandled = false;
  #route = 'done';
  #reviewed = false;
  #verified = false;
  /** When the unit's work began: dispatch, later each order to do it again. */
  #begun = 0;
  #reworks = -1;

  constructor(appeal: SyntheticAppeal, draw: Random, basis: CountingBasis) {
    this.#appeal = appeal;
    this.#draw = draw;
    this.#basis = basis;
  }

  /** @throws when nobody knows the task: a diagram has one that the simulation has not learned */
  given(task: GivenTask): Act {
    const act = ACTS[task.elementId];
    if (act === undefined) throw new Error(`simulated people do not know the task '${task.elementId}'`);
    const { at, variables } = act.call(this, task);
    return { at: Math.round(at), variables };
  }

  /** Whether the claim comes out true on site. */
  get finding(): 'yes' | 'part' | 'no' {
    const { handedDown, verification } = this.#appeal.behaviour;
    return handedDown ? 'no' : verification === 'partial' ? 'part' : 'yes';
  }

  // acts, in the order of an appeal's life

  verify({ at, variables }: GivenTask): Act {
    const { behaviour, placeText, category, type } = this.#appeal;
    const { screening, complete, level } = behaviour;
    const asked = at > this.#appeal.at + behaviour.registerAfter + HOUR;
    return {
      at: at + behaviour.registerAfter,
      variables: {
        screening: {
          complete: asked || (complete && placeText !== null),
          emergency: screening === 'emergency',
          legalChannel: screening === 'legal_channel' ? 'required' : 'none',
          petition: screening === 'petition',
          sameMatter: screening === 'in_process',
          newFact: false,
          sameCase: false,
          secret: false,
          immoral: screening === 'immoral',
          inDuty: screening !== 'beyond_duty',
          inArea: true,
          answerable: type === 'consult',
        },
        facts: {
          ...(variables['facts'] as object | undefined),
          risk: level === 'L1' ? 'high' : 'low',
          supplyCut: category.id === 'utilities' && level === 'L2',
          departments: this.#draw.weighted([[1, 80], [2, 17], [3, 3]]),
          affected: this.#draw.weighted([[1, 70], [5, 25], [60, 5]]),
        },
      },
    };
  }

  answer({ at }: GivenTask): Act {
    return { at: this.#working(at, 40 * MINUTE), variables: { answerKind: 'phone', publicReply: '【模拟】已电话答复。' } };
  }

  consult({ at }: GivenTask): Act {
    const outcome = this.#draw.weighted([['unit', 85], ['dispute', 10], ['external', 5]]);
    return {
      at: this.#working(at, this.#draw.lognormal(50 * MINUTE, 0.5)),
      variables: { consultation: outcome, ...(outcome === 'unit' && { unitCode: 'urban_construction' }) },
    };
  }

  signOff(task: GivenTask): Act {
    const { signOffAfter } = this.#appeal.behaviour;
    return { at: isUrgent(levelOf(task)) ? task.at + signOffAfter : this.#working(task.at, signOffAfter), variables: { signOff: 'approve' } };
  }

  sign(task: GivenTask): Act {
    const { objection, signAfter } = this.#appeal.behaviour;
    const objects = objection !== null && !this.#objected;
    this.#objected ||= objects;
    return {
      at: isUrgent(levelOf(task)) ? task.at + signAfter : this.#working(task.at, signAfter),
      variables: objects ? { objection: true, citedItem: '1.1', proposedUnit: 'rural_work' } : { objection: false },
    };
  }

  signByLeader({ at }: GivenTask): Act {
    return { at: at + this.#draw.lognormal(12 * MINUTE, 0.4), variables: { objection: false } };
  }

  ruleOnDuty(task: GivenTask): Act {
    const { objection } = this.#appeal.behaviour;
    const ruling = objection === 'upheld' || objection === null ? 'reassigned' : objection;
    return {
      at: this.#soon(task, 90 * MINUTE),
      variables: { ruling, unitCode: ruling === 'rejected' ? null : 'rural_work' },
    };
  }

  contact({ at, order }: GivenTask): Act {
    const wanted = (order?.dispatchedAt ?? at) + this.#appeal.behaviour.contactAfter;
    const contactMethod = this.#draw.weighted([['phone', 85], ['visit', 15]]);
    return { at: Math.max(at + 2 * MINUTE, wanted), variables: { contactMethod, contactAnswered: true } };
  }

  checkSite(task: GivenTask): Act {
    const { whistled, handedDown } = this.#appeal.behaviour;
    const { category } = this.#appeal;
    const disputed = ['homestead_dispute', 'land_compensation', 'village_affairs'].includes(category.id) && this.#draw.chance(0.12);
    const direct = !whistled && !handedDown && !disputed;
    return {
      at: this.#by(task, 0.25),
      variables: {
        site: {
          finding: this.finding,
          solvableBy: direct ? this.#draw.weighted([['village', 35], ['section', 65]]) : 'none',
          emergency: whistled && category.whistleKind === 'emergency',
          enforcement: whistled && category.whistleKind === 'enforcement',
          crossDepartment: whistled && category.whistleKind === 'priority',
          twoParties: disputed,
          failedMediations: disputed ? 2 : 0,
          doubtful: handedDown,
          beyondTown: direct && this.#draw.chance(0.003),
        },
      },
    };
  }

  handle(task: GivenTask): Act {
    const act = this.#handling(task);
    this.#route = String(act.variables['route']);
    return act;
  }

  #handling(task: GivenTask): Act {
    const { extension, suspended, overdue } = this.#appeal.behaviour;
    if (extension !== null && !this.#extensionAsked) {
      this.#extensionAsked = true;
      return { at: this.#by(task, 0.5), variables: { route: 'extension' } };
    }
    if (suspended && !this.#suspensionAsked) {
      this.#suspensionAsked = true;
      return { at: this.#by(task, 0.5), variables: { route: 'suspension' } };
    }
    if (!this.#coHandled && !overdue && this.#draw.chance(0.08)) {
      this.#coHandled = true;
      return { at: this.#by(task, 0.4), variables: { route: 'co_handle' } };
    }
    return { at: this.#by(task, 0.9), variables: { route: 'done' } };
  }

  chooseRoute(task: GivenTask): Act {
    const goesOn = this.#route === 'extension' || this.#route === 'suspension';
    return { at: this.#soon(task, 20 * MINUTE), variables: { route: goesOn ? 'section' : 'done' } };
  }

  coHandle(task: GivenTask): Act {
    const result = this.#draw.weighted([['done', 90], ['partly', 8], ['not_ours', 2]]);
    return { at: this.#by(task, 0.7), variables: { subTaskResult: result } };
  }

  handUp({ at }: GivenTask): Act {
    return { at: this.#working(at, this.#draw.lognormal(3 * HOUR, 0.4)), variables: { handUp: 'coordinated' } };
  }

  analyseWhistle(task: GivenTask): Act {
    const { whistleKind } = this.#appeal.category;
    const analysis = {
      risk: whistleKind === 'emergency',
      enforcement: whistleKind === 'enforcement',
      ongoing: this.#draw.chance(0.3),
      reason: whistleKind === 'emergency' ? 'urgent' : 'several_departments',
      place: '【模拟】地点',
      units: ['housing_department', 'commerce_department'],
    };
    return { at: this.#soon(task, 15 * MINUTE), variables: { analysis } };
  }

  approveWhistle(task: GivenTask): Act {
    return { at: this.#soon(task, 20 * MINUTE), variables: { approved: true } };
  }

  signWhistle({ at }: GivenTask): Act {
    return { at: at + this.#draw.lognormal(5 * MINUTE, 0.4), variables: { objection: false } };
  }

  /** When a called unit comes; undefined when it never does. Median 22 minutes where half an hour is allowed. */
  arrivesAt(at: number, dueAt: number): number | undefined {
    if (this.#draw.chance(0.01)) return undefined;
    const median = dueAt - at <= HOUR ? 20 * MINUTE : 3 * HOUR;
    return Math.round(at + this.#draw.lognormal(median, 0.35));
  }

  handlePart(task: GivenTask): Act {
    const median = isUrgent(levelOf(task)) ? 2 * HOUR : 16 * HOUR;
    const partResult = this.#draw.weighted([['done', 92], ['partly', 7], ['not_done', 1]]);
    return { at: task.at + this.#draw.lognormal(median, 0.5), variables: { partResult } };
  }

  concludeWhistle(task: GivenTask): Act {
    const whistleOutcome = this.#draw.weighted([['solved', 91], ['partly_solved', 8], ['unsolved', 1]]);
    return { at: this.#soon(task, 30 * MINUTE), variables: { whistleOutcome, escalationReason: 'not_solved' } };
  }

  rateWhistle(task: GivenTask): Act {
    const [cooperation, effect, feedback] = this.#draw.weighted([[[18, 27, 9], 80], [[15, 22, 8], 18], [[8, 12, 4], 2]]);
    return { at: this.#soon(task, 30 * MINUTE), variables: { rating: { cooperation, effect, feedback } } };
  }

  correctRequest({ at }: GivenTask): Act {
    return { at: at + 20 * MINUTE, variables: { citedItem: '1.1', proposedUnit: 'rural_work' } };
  }

  giveOpinion(task: GivenTask): Act {
    return { at: this.#soon(task, 40 * MINUTE), variables: { opinion: this.#draw.weighted([['agree', 60], ['refuse', 40]]) } };
  }

  studyDispute({ at }: GivenTask): Act {
    const variables = { meetingRuling: 'ruled', unitCode: 'urban_construction', dutyItem: '1.1' };
    return { at: this.#working(at, 2 * HOUR), variables };
  }

  planMeeting({ at }: GivenTask): Act {
    const invitees = [{ kind: 'appellant' }, { kind: 'representative' }, { kind: 'lawyer' }];
    return this.#inOffice(at, { consultation: { kind: 'party_mass', invitees } });
  }

  survey({ at }: GivenTask): Act {
    return this.#inOffice(at, { surveyFinding: 'clear' });
  }

  confirmAttendance({ at }: GivenTask): Act {
    return this.#inOffice(at, { attendance: this.#draw.weighted([['attends', 97], ['refuses', 0], ['cannot', 3]]) });
  }

  holdSession({ at, variables }: GivenTask): Act {
    const invitees = Array.isArray(variables['invitees']) ? (variables['invitees'] as { readonly key: number }[]) : [];
    const outcome = this.#draw.weighted([['plan', 75], ['next', 15], ['failed', 10]]);
    return this.#inOffice(at, { session: { outcome, attended: invitees.map(({ key }) => key) } });
  }

  checkPerformance({ at }: GivenTask): Act {
    return this.#inOffice(at, { performed: 'yes' });
  }

  #inOffice(at: number, variables: Act['variables']): Act {
    return { at: this.#working(at, this.#draw.lognormal(2 * HOUR, 0.4)), variables };
  }

  prepareCase({ at }: GivenTask): Act {
    return this.#inOffice(at, { handDown: { legalBasis: '【模拟】有关法律政策' } });
  }

  judgeClaim({ at }: GivenTask): Act {
    return this.#inOffice(at, { judgement: this.#draw.weighted([['untrue', 55], ['unreasonable', 45]]) });
  }

  signHandDown({ at }: GivenTask): Act {
    return this.#inOffice(at, { handDownSign: 'approve' });
  }

  informAppellant({ at }: GivenTask): Act {
    return this.#inOffice(at, { informedBy: 'phone' });
  }

  ruleOnExtension({ at }: GivenTask): Act {
    const granted = this.#appeal.behaviour.extension === 'granted';
    const amount = this.#appeal.behaviour.level === 'L4' ? 10 : 5;
    return { at: this.#working(at, this.#draw.lognormal(HOUR, 0.4)), variables: { granted, extensionReason: 'works', extensionAmount: amount } };
  }

  approveSuspension({ at }: GivenTask): Act {
    return { at: this.#working(at, this.#draw.lognormal(2 * HOUR, 0.4)), variables: { suspension: 'approved', suspensionReason: 'funds' } };
  }

  reviewSuspension({ at }: GivenTask): Act {
    const suspension = this.#draw.weighted([['resumed', 60], ['continued', 25], ['unresolved', 15]]);
    return { at: this.#working(at, this.#draw.lognormal(2 * HOUR, 0.4)), variables: { suspension } };
  }

  fillResult(task: GivenTask): Act {
    const { resolved } = this.#answer(this.#closures.length);
    return {
      at: this.#soon(task, 15 * MINUTE),
      variables: {
        result: { isTrue: this.finding, beyondDuty: false, resolved, ...(!resolved && { unresolvedReason: 'history' }) },
        publicReply: '【模拟】已核实处理并答复诉求人。',
      },
    };
  }

  review(task: GivenTask): Act {
    const passed = this.#reviewed || this.#draw.chance(0.97);
    this.#reviewed = true;
    return { at: this.#soon(task, 25 * MINUTE), variables: passed ? { reviewPassed: true } : { reviewPassed: false, reviewReason: 'no_evidence' } };
  }

  confirmWithdrawal({ at }: GivenTask): Act {
    return { at: this.#working(at, HOUR), variables: { voluntary: true } };
  }

  verifyResult({ at }: GivenTask): Act {
    const { verification } = this.#appeal.behaviour;
    const first = !this.#verified;
    this.#verified = true;
    const finding = !first || verification === 'true' ? 'yes' : verification === 'partial' ? 'part' : 'no';
    return { at: this.#working(at, this.#draw.lognormal(4 * HOUR, 0.4)), variables: { finding } };
  }

  accept({ at }: GivenTask): Act {
    return { at: this.#working(at, this.#draw.lognormal(5 * HOUR, 0.4)), variables: { accepted: true } };
  }

  makeCall({ at, processInstanceKey }: GivenTask): Act {
    if (this.#closures.at(-1) !== processInstanceKey) {
      this.#closures.push(processInstanceKey);
      this.#attempts = 0;
    }
    this.#attempts++;
    const { reachedAt, contacted, resolved, satisfaction } = this.#answer(this.#closures.length - 1);
    const reached = reachedAt !== null && this.#attempts >= reachedAt;
    const { reasonable, objectiveLimit } = this.#appeal.behaviour;
    return {
      at: this.#working(at, this.#draw.lognormal(90 * MINUTE, 0.5)),
      variables: {
        callback: reached ? { reached, contacted, resolved, satisfaction, reasonable, objective: !resolved && objectiveLimit } : { reached },
      },
    };
  }

  explain({ at }: GivenTask): Act {
    const explained = this.#draw.weighted([['understood', 70], ['not_understood', 25], ['unreachable', 5]]);
    return { at: this.#working(at, this.#draw.lognormal(HOUR, 0.4)), variables: { explained } };
  }

  // helpers

  #answer(round: number): CallbackAnswer {
    const { callbacks } = this.#appeal.behaviour;
    return callbacks[Math.min(round, 2)] as CallbackAnswer;
  }

  /** After this much time of office hours. */
  #working(from: number, ms: number): number {
    return dueDate({ startAt: Math.round(from), amount: ms / HOUR, unit: 'working_hours', calendar: 'office' }, this.#basis).dueAt;
  }

  /** Urgent orders round the clock, others in office hours. */
  #soon(task: GivenTask, median: number): number {
    const after = this.#draw.lognormal(median, 0.4);
    return isUrgent(levelOf(task)) ? task.at + after / 4 : this.#working(task.at, after);
  }

  /**
   * When this share of the handling time is over; in office hours unless urgent, and in time for the order's date unless it is to be late.
   * Whoever does the work again is quicker.
   */
  #by(task: GivenTask, share: number): number {
    const { overdue, handleAfter } = this.#appeal.behaviour;
    const { order, at } = task;
    const urgent = isUrgent(levelOf(task));
    const reworks = order?.reworkCount ?? 0;
    if (reworks !== this.#reworks) {
      this.#reworks = reworks;
      this.#begun = reworks === 0 ? (order?.dispatchedAt ?? at) : at;
    }
    const wanted = this.#begun + share * (reworks === 0 ? handleAfter : handleAfter / 3);
    const earliest = Math.max(at + 5 * MINUTE, wanted);
    const fitting = urgent ? earliest : this.#working(earliest, 5 * MINUTE);
    const dueAt = order?.dueAt ?? null;
    if (overdue || dueAt === null || reworks > 0) return fitting;
    // what follows still takes a while: result, review
    return Math.max(at + 5 * MINUTE, Math.min(fitting, urgent ? dueAt - 0.15 * (dueAt - this.#begun) : this.#lastChance(dueAt)));
  }

  /** The latest moment from which five office hours are left before `dueAt`. */
  #lastChance(dueAt: number): number {
    let latest = dueAt - 12 * HOUR;
    while (this.#working(latest, 5 * HOUR) > dueAt) latest -= 6 * HOUR;
    return latest;
  }
}

// helpers

/** Who does what: by the id of the user task. */
const ACTS: Readonly<Record<string, (this: People, task: GivenTask) => Act>> = {
  verify: People.prototype.verify,
  answer: People.prototype.answer,
  consult: People.prototype.consult,
  sign_off: People.prototype.signOff,
  sign_off_delegated: People.prototype.signOff,
  sign_off_after: People.prototype.signOff,
  sign: People.prototype.sign,
  sign_by_leader: People.prototype.signByLeader,
  correct_request: People.prototype.correctRequest,
  give_opinion: People.prototype.giveOpinion,
  rule_dispute: People.prototype.ruleOnDuty,
  study_dispute: People.prototype.studyDispute,
  first_contact: People.prototype.contact,
  check_site: People.prototype.checkSite,
  handle_self: People.prototype.handle,
  co_handle: People.prototype.coHandle,
  hand_up: People.prototype.handUp,
  analyse: People.prototype.analyseWhistle,
  approve: People.prototype.approveWhistle,
  approve_after: People.prototype.approveWhistle,
  sign_whistle: People.prototype.signWhistle,
  handle_part: People.prototype.handlePart,
  conclude: People.prototype.concludeWhistle,
  rate: People.prototype.rateWhistle,
  rate_by_office: People.prototype.rateWhistle,
  plan_meeting: People.prototype.planMeeting,
  survey: People.prototype.survey,
  confirm_attendance: People.prototype.confirmAttendance,
  hold_session: People.prototype.holdSession,
  check_performance: People.prototype.checkPerformance,
  prepare_case: People.prototype.prepareCase,
  judge_claim: People.prototype.judgeClaim,
  sign_hand_down: People.prototype.signHandDown,
  inform_appellant: People.prototype.informAppellant,
  rule_extension: People.prototype.ruleOnExtension,
  approve_suspension: People.prototype.approveSuspension,
  review_suspension: People.prototype.reviewSuspension,
  choose_route: People.prototype.chooseRoute,
  fill_result: People.prototype.fillResult,
  review: People.prototype.review,
  confirm_withdrawal: People.prototype.confirmWithdrawal,
  verify_result: People.prototype.verifyResult,
  accept: People.prototype.accept,
  make_call: People.prototype.makeCall,
  explain: People.prototype.explain,
};

function levelOf({ variables, order }: GivenTask): Level {
  const level = variables['level'] ?? order?.level;
  return level === 'L1' || level === 'L2' || level === 'L4' ? level : 'L3';
}

function isUrgent(level: Level): boolean {
  return level === 'L1' || level === 'L2';
}
