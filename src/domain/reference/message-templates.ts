import { hasPersonalNumber } from '../privacy/masking.ts';
import { templateError } from './message-template-errors.ts';

/** A text that is sent, in both languages. Placeholders are names in braces: `{orderNo}`. */
export interface MessageText {
  readonly zh: string;
  readonly en: string;
}

export interface TemplateSpec extends MessageText {
  /** Who gets it: the appellant (or who reported a finding), or people of the township. */
  readonly to: 'appellant' | 'staff';
}

/** What a text may name. Nobody but the addressee is named, and the addressee only masked. */
export const PLACEHOLDERS = {
  no: { zh: '单号', en: 'number of the order, whistle, directive or finding' },
  title: { zh: '标题', en: 'heading, without personal data' },
  state: { zh: '状态', en: 'state of the order' },
  dueAt: { zh: '办理期限', en: 'date by which it is handled' },
  unit: { zh: '承办单位', en: 'handling unit' },
  level: { zh: '等级', en: 'level' },
  percent: { zh: '已用时限百分比', en: 'part of the limit that is used up, in percent' },
  reply: { zh: '公开答复', en: 'public reply' },
  expectedOn: { zh: '预计解决日期', en: 'expected date of a suspended order' },
  plan: { zh: '措施', en: 'measures of a suspended order' },
  appellant: { zh: '诉求人(脱敏)', en: 'the addressee, masked' },
} as const;
export type Placeholder = keyof typeof PLACEHOLDERS;

const FOR_STAFF: readonly Placeholder[] = ['no', 'title', 'state', 'dueAt', 'unit', 'level', 'percent', 'expectedOn'];
const FOR_APPELLANT: readonly Placeholder[] = [
  'no',
  'title',
  'state',
  'dueAt',
  'unit',
  'reply',
  'expectedOn',
  'plan',
  'appellant',
];

/** Every text that handlers and diagrams name, as it is unless a township words it otherwise. */
export const MESSAGE_TEMPLATES = {
  // to the appellant
  answered: appellant('您的咨询 {no} 已答复:{reply}', 'Your question {no} is answered: {reply}'),
  closed: appellant('您的诉求 {no} 已办结。如有新情况请告知。', 'Your appeal {no} is closed. Tell us of new facts.'),
  consultation_agreed: appellant('诉求 {no} 的会商已达成协议。', 'The parties to appeal {no} have agreed.'),
  consultation_plan_adopted: appellant('诉求 {no} 的会商已形成方案,正在落实。', 'A plan for appeal {no} is adopted.'),
  consultation_failed: appellant(
    '诉求 {no} 的会商未达成一致,承办单位继续办理。',
    'The consultation on appeal {no} came to no result; the unit goes on with it.',
  ),
  consultation_guided_to_law: appellant(
    '诉求 {no} 有一方不愿调解,您可以依法申请处理或者起诉。',
    'A party to appeal {no} does not wish to mediate. You may apply to the authority or go to court.',
  ),
  consultation_voided: appellant(
    '诉求 {no} 的协议未获法院确认,重新办理。',
    'The court did not confirm the agreement on appeal {no}; it is handled anew.',
  ),
  consultation_invitation: appellant(
    '诉求 {no} 将召开会商,请确认是否参加。',
    'You are invited to talk over appeal {no}.',
  ),
  extended: appellant(
    '您的诉求 {no} 因客观原因需要延期,预计 {dueAt} 前办结,敬请谅解。',
    'Appeal {no} takes longer than planned; it will be handled by {dueAt}.',
  ),
  feedback: appellant('您的诉求 {no} 办理结果:{reply}', 'Result of your appeal {no}: {reply}'),
  forwarded: appellant(
    '您的诉求 {no} 属其他单位职责,已转送并告知热线。',
    'Your appeal {no} was forwarded to the body whose duty it is.',
  ),
  guided: appellant(
    '您的诉求 {no} 不属受理范围,请按指引办理。',
    'Your appeal {no} is not for this service; see whom to ask.',
  ),
  guide_legal_channel: appellant(
    '您的诉求 {no} 应当通过诉讼、仲裁、复议等法定途径解决。',
    'Appeal {no} is a matter for a court, arbitration or review.',
  ),
  guide_petition: appellant(
    '您的诉求 {no} 属信访事项,请向信访部门提出。',
    'Appeal {no} is a petition; turn to the petition office.',
  ),
  guide_local_hotline: appellant(
    '您的诉求 {no} 不在本地,请拨打属地12345。',
    'Appeal {no} is not local; call 12345 there.',
  ),
  guide_market: appellant(
    '您的诉求 {no} 可通过市场、社会渠道解决。',
    'Appeal {no} is solved by the market or society.',
  ),
  hand_down_notice: appellant(
    '诉求 {no} 将由村(居)民评议,评议不公开您的姓名,您可以提出异议,也可以依法维权。',
    'Villagers will look at appeal {no} without your name. You may object, and the ways of the law stay open.',
  ),
  homestead_legal_route: appellant(
    '诉求 {no} 有一方不愿调解。宅基地争议可以申请乡镇政府处理,不服的可以依法起诉。',
    'A side of appeal {no} does not wish to mediate. The township may decide the dispute; against that you may go to court.',
  ),
  homestead_settled: appellant('诉求 {no} 双方已和解。', 'The neighbours of appeal {no} have settled.'),
  inform_progress: appellant('您的诉求 {no} 已与在办诉求合并,进展会告知您。', 'Appeal {no} joins one already in hand.'),
  joined_cluster: appellant(
    '您的诉求 {no} 与多人反映的同一事项一并办理,结果会单独告知您。',
    'Appeal {no} is handled together with others about the same matter; you will get your own answer.',
  ),
  reopened: appellant('您的诉求 {no} 已重新办理。', 'Your appeal {no} is worked on again.'),
  supplement_requested: appellant(
    '您的诉求 {no} 缺少必要信息,请补充。',
    'Facts are missing in appeal {no}; please add them.',
  ),
  supplement_reminder: appellant(
    '请尽快补充诉求 {no} 的信息,逾期将无法办理。',
    'Please add the missing facts of appeal {no} soon.',
  ),
  suspended: appellant(
    '您的诉求 {no} 暂时不具备解决条件。措施:{plan};预计 {expectedOn} 前解决。{reply}',
    'Appeal {no} cannot be solved for now. Measures: {plan}; expected by {expectedOn}. {reply}',
  ),
  suspension_progress: appellant(
    '您的诉求 {no} 仍在推进。措施:{plan};预计 {expectedOn} 前解决。',
    'Appeal {no} is still being worked on. Measures: {plan}; expected by {expectedOn}.',
  ),
  transfer_emergency: appellant(
    '情况紧急,您的诉求 {no} 已转紧急处置。',
    'Appeal {no} was passed to the emergency line.',
  ),
  verdict_notice: appellant(
    '诉求 {no} 的评议意见已公示,您可以提出异议。',
    'The verdict on appeal {no} is published; you may object.',
  ),
  verdict_overturned_apology: appellant(
    '诉求 {no} 的评议意见有误,已撤销,我们向您致歉并重新办理。',
    'The verdict on appeal {no} was wrong and is withdrawn. We apologise and work on it again.',
  ),
  finding_settled: appellant('您上报的 {no} 已处理。', 'What you reported as {no} is settled.'),
  finding_known: appellant('您上报的 {no} 已在办理中。', 'What you reported as {no} is already in hand.'),
  finding_false_alarm: appellant('您上报的 {no} 经核实无需处理。', 'What you reported as {no} needs no work.'),
  handled_by_itself: appellant('您的诉求 {no} 改为单独办理。', 'Appeal {no} is handled by itself again.'),
  directive_completed: appellant(
    '涉及您诉求 {no} 的工作已完成。',
    'The work that your appeal {no} waited for is done.',
  ),
  directive_failed_reported: appellant(
    '涉及您诉求 {no} 的工作未能完成,已上报。',
    'The work that appeal {no} waited for could not be done; it was reported.',
  ),
  directive_withdrawn_appellant: appellant(
    '涉及您诉求 {no} 的部署已调整。',
    'The order about appeal {no} was withdrawn.',
  ),
  directive_issued_appellant: appellant(
    '涉及您诉求 {no} 的工作已部署。',
    'The work that appeal {no} waits for has been ordered.',
  ),
  // to people of the township
  agreement_void: staff('{no} 的协议未获法院确认,请重新办理。', 'The agreement on {no} is void; handle it anew.'),
  case_cancelled: staff(
    '{no} 的流程已被管理员终止,请核实并另行处理。',
    'The case of {no} was ended by an administrator; see what has to be done.',
  ),
  cluster_formed: staff('{no} 已并为群体诉求,请统筹办理。', '{no} is now a cluster; handle it as one.'),
  confirmation_reminder: staff(
    '{no} 的司法确认期限将到,请及时申请。',
    'The period for judicial confirmation of {no} ends soon.',
  ),
  consultation_invitation_staff: staff('请参加 {no} 的会商。', 'You are invited to the consultation on {no}.'),
  consultation_reminder: staff('{no} 的会商尚有单位未确认到会。', 'Answers to the invitation for {no} are missing.'),
  difficult_order: staff('{no} 多次重复,列为疑难。', '{no} comes again and again; it is marked as difficult.'),
  directive_extended: staff('工作指令 {no} 的期限已变更。', 'The date of directive {no} has changed.'),
  directive_false: staff('工作指令 {no} 核验不实,请重新办理。', 'Directive {no} was reported done but is not.'),
  directive_issued: staff('工作指令 {no} 已下达,请签收。', 'Directive {no} is issued; sign for it.'),
  directive_overdue: staff('工作指令 {no} 已逾期。', 'Directive {no} is overdue.'),
  directive_rated_low: staff('工作指令 {no} 的评价低于及格分。', 'Directive {no} was rated below the pass mark.'),
  directive_reported: staff('工作指令 {no} 已报完成,请核验。', 'Directive {no} is reported done; inspect it.'),
  directive_requested: staff('{no} 提请下达工作指令。', 'A directive is asked for about {no}.'),
  directive_urged: staff('请加快办理工作指令 {no} 并公布进度。', 'Speed up directive {no} and publish its progress.'),
  directive_withdrawn: staff('工作指令 {no} 已撤回。', 'Directive {no} is withdrawn.'),
  dispute_designated: staff('{no} 的职责争议已指定承办单位。', 'A unit was designated in the duty dispute on {no}.'),
  dispute_on_agenda: staff('{no} 的职责争议列入对接会。', 'The duty dispute on {no} is on the agenda.'),
  dispute_ruled_finally: staff('{no} 的职责争议已终局裁定,不得再退。', 'The duty dispute on {no} is ruled on finally.'),
  dispute_return: staff('{no} 报请热线收回。', 'The hotline is asked to take {no} back.'),
  dispute_rejected: staff('{no} 的退单申请未获支持。', 'The objection to {no} was rejected.'),
  dispute_reassigned: staff('{no} 已改派。', '{no} was given to another unit.'),
  dispute_co_assigned: staff('{no} 已增加协办单位。', 'Co-handlers were added to {no}.'),
  dispute_escalated: staff('{no} 的职责争议已上报。', 'The duty dispute on {no} was passed up.'),
  duty_list_changed: staff('职责清单已更新,请查阅。', 'The duty list has changed.'),
  excessive_candidate: staff(
    '{no} 的诉求人诉求高频,是否评议由人工判断。',
    'Appeals about {no} are very frequent; people decide what follows.',
  ),
  exclusion_overdue: staff('{no} 的剔除申请逾时未审核。', 'The review of the exclusion of {no} is overdue.'),
  extension_cancelled: staff(
    '{no} 未按时告知诉求人,延期取消,恢复原期限 {dueAt}。',
    'The extension of {no} was not told in time; the date is {dueAt} again.',
  ),
  extension_refused: staff('{no} 未获准延期,请于 {dueAt} 前办结。', 'No more time for {no}; it is due at {dueAt}.'),
  finding_assigned: staff('发现 {no} 已交办。', 'Finding {no} is yours.'),
  finding_matched: staff('{no} 与未诉先办发现相同。', '{no} matches a finding.'),
  finding_overdue: staff('发现 {no} 逾期未处理。', 'Finding {no} is overdue.'),
  first_contact_overdue: staff('{no} 逾时未联系诉求人,请立即联系。', 'The first contact of {no} is overdue.'),
  goal_claimed: staff('{no} 的目标已由领导认领。', 'A leader has claimed the goal of {no}.'),
  hand_down_refused: staff('{no} 不予下交,请继续办理。', '{no} is not handed down; go on with it.'),
  hand_down_soon: staff('{no} 的下交评议时限将到。', 'The time for the hand-down of {no} is running out.'),
  hotline_urge: staff('热线催办 {no},请加快办理。', 'The hotline urges {no}.'),
  hotline_supervise: staff('热线督办 {no},请专人办理。', 'The hotline supervises {no}.'),
  level_raised: staff('{no} 升级为 {level},请立即办理,期限 {dueAt}。', '{no} is raised to {level}, due {dueAt}.'),
  limit_percent: staff(
    '{no} 已用时限 {percent}%,期限 {dueAt}。',
    '{percent} % of the time for {no} is used up; due {dueAt}.',
  ),
  mass_appeal: staff('{no} 为群体诉求,请领导包案。', '{no} is a mass appeal; a leader takes it on.'),
  order_dispatched: staff(
    '{no}({level})已派给贵单位,期限 {dueAt},请签收。',
    '{no} ({level}) is yours, due {dueAt}; sign for it.',
  ),
  order_revoked: staff('{no} 已收回,不再由贵单位办理。', '{no} is taken back from your unit.'),
  order_withdrawn: staff('{no} 的诉求人已撤诉,请停止办理。', 'The appellant withdrew {no}; stop.'),
  panel_invited: staff('{no} 的合议组已抽选,请召集。', 'The panel for {no} is drawn; convene it.'),
  repeated: staff('{no} 的诉求人再次反映同一事项。', 'The appellant of {no} called about the same matter again.'),
  possible_cluster: staff(
    '{no} 未写明对象,近日同地多人反映同类问题,核验时请查明是否同一事项。',
    '{no} names no object, and several people spoke of the like in that place; see whether it is the same matter.',
  ),
  reminder: staff('{no} 请尽快办理。', 'Please see to {no}.'),
  resolution_assigned: staff('{no} 的会商任务已分给贵单位。', 'A resolution about {no} is yours.'),
  return_refused: staff('{no} 的退单未获热线同意,请继续办理。', 'The hotline did not take {no} back; go on with it.'),
  result_false: staff('{no} 的办理结果经核验虚假,已退回重办。', 'The result of {no} proved false and was sent back.'),
  rework_ordered: staff('{no} 须重办,期限 {dueAt}。', '{no} is to be reworked by {dueAt}.'),
  sent_back: staff('{no} 的结果被退回,请补办。', 'The result of {no} was sent back.'),
  sign_off_reminder: staff('{no} 待补签批。', '{no} still waits for its sign-off.'),
  sign_overdue: staff('{no} 逾时未签收,请负责人签收。', 'Nobody signed for {no} in time.'),
  sub_task_opened: staff('请协办 {no},并按时反馈。', 'Help with {no} and report in time.'),
  supervise: staff('{no} 已超期 24 小时,列入督办。', '{no} is over its limit for a day; it is supervised.'),
  supplement_received: staff('{no} 的诉求人补充了情况,请查看。', 'The appellant added facts to {no}.'),
  suspension_refused: staff('{no} 不予挂账,请继续办理。', '{no} is not suspended; go on with it.'),
  sweep_handed_up: staff('{no} 的排查点已上交。', 'A place of the sweep {no} was handed up.'),
  sweep_overdue: staff('{no} 的举一反三排查逾期。', 'The sweep {no} is overdue.'),
  verdict_overturned: staff('{no} 的评议意见已撤销,请重新办理。', 'The verdict on {no} is overturned; handle it anew.'),
  verdict_published: staff('{no} 的评议意见已公示。', 'The verdict on {no} is published.'),
  unit_not_found: staff(
    '{no} 的拟派单位不存在、已撤销或不能主办,请重新会商。',
    'The unit that was to handle {no} does not exist or may not; consult again.',
  ),
  whistle_absent: staff('哨 {no} 未到场。', 'Nobody came to whistle {no}.'),
  whistle_cancelled: staff('哨 {no} 已撤销。', 'Whistle {no} is called off.'),
  whistle_contact_overdue: staff('哨 {no} 逾时未联系吹哨人。', 'The blower of whistle {no} was not contacted in time.'),
  whistle_escalated: staff('哨 {no} 未解决,已升级。', 'Whistle {no} was not solved and goes up.'),
  whistle_finish_overdue: staff('哨 {no} 逾时未办结。', 'Whistle {no} is overdue.'),
  whistle_handed_up: staff('哨 {no} 已上交。', 'Whistle {no} was handed up.'),
  whistle_invitation: staff('哨 {no} 请贵单位签收并报到。', 'Whistle {no} calls your unit.'),
  whistle_partly_solved: staff('哨 {no} 部分解决,请继续。', 'Whistle {no} is partly solved.'),
  whistle_rated: staff('哨 {no} 已评价,可以反评。', 'Whistle {no} is rated; you may rate it back.'),
  whistle_rating_void: staff(
    '哨 {no} 的办理结果经核验虚假,贵单位的评价改为零分。',
    'The result of whistle {no} proved false; the rating of your unit is nought.',
  ),
  whistle_rejected: staff('哨 {no} 未获批准。', 'Whistle {no} was not approved.'),
  whistle_released: staff('哨 {no} 已结束,贵单位可以撤离。', 'Whistle {no} is over for your unit.'),
  whistle_report_overdue: staff('哨 {no} 逾时未报到。', 'Nobody reported in for whistle {no} in time.'),
  whistle_sign_overdue: staff('哨 {no} 逾时未签收。', 'Nobody signed for whistle {no} in time.'),
  whistle_solved: staff('哨 {no} 已解决。', 'Whistle {no} is solved.'),
  worksheet_urgent: staff('{no} 列入1330「急」类,请限时办结。', '{no} is urgent on the worksheet 1330.'),
  worksheet_hard: staff('{no} 列入1330「难」类,请会诊。', '{no} is hard on the worksheet 1330.'),
  worksheet_new: staff('{no} 列入1330「新」类,请认领目标。', '{no} is new on the worksheet 1330.'),
} as const satisfies Readonly<Record<string, TemplateSpec>>;

/** Warnings are named after the part of the limit: `limit_80_percent`. */
const PERCENT = /^limit_(\d{1,3})_percent$/;

/**
 * The text of this name; warnings at any percentage share one. Where people of both kinds are told the same, the other kind's text has the
 * name with `_staff` or `_appellant` behind. `undefined` for a name that nobody words.
 */
export function findTemplate(
  name: string,
  to?: TemplateSpec['to'],
): (TemplateSpec & { readonly name: string }) | undefined {
  const plain = PERCENT.test(name) ? 'limit_percent' : name;
  const all: Readonly<Record<string, TemplateSpec>> = MESSAGE_TEMPLATES;
  for (const each of to ? [`${plain}_${to}`, plain] : [plain]) {
    const found = Object.hasOwn(all, each) ? all[each] : undefined;
    if (found && (!to || found.to === to)) return { name: each, ...found };
  }
  return undefined;
}

/** What the name of a warning says of the limit. */
export function percentOf(name: string): string | undefined {
  return PERCENT.exec(name)?.[1];
}

/** What a text of this kind may name. */
export function placeholdersFor(to: TemplateSpec['to']): readonly Placeholder[] {
  return to === 'staff' ? FOR_STAFF : FOR_APPELLANT;
}

const PLACEHOLDER = /\{([^{}]*)\}/g;

/**
 * Checks a township's own wording: 2–500 characters in both languages, known placeholders, no loose braces, no number of a person.
 *
 * @throws {@link DomainError} ERR_TEMPLATE_UNKNOWN, ERR_TEMPLATE_TEXT, ERR_TEMPLATE_PLACEHOLDER
 */
export function checkTemplate(name: string, text: MessageText): void {
  const template = findTemplate(name);
  if (!template || template.name !== name)
    throw templateError('ERR_TEMPLATE_UNKNOWN', { name, known: Object.keys(MESSAGE_TEMPLATES).join(', ') });
  const allowed: readonly string[] = placeholdersFor(template.to);
  for (const [language, words] of Object.entries(text) as [string, string][]) {
    const found = [...words.matchAll(PLACEHOLDER)].map((match) => match[1] as string);
    const unknown = found.find((each) => !allowed.includes(each));
    if (unknown !== undefined)
      throw templateError('ERR_TEMPLATE_PLACEHOLDER', { language, found: unknown, allowed: allowed.join(', ') });
    const isLoose = /[{}]/.test(words.replaceAll(PLACEHOLDER, ''));
    if (words.trim().length < 2 || words.length > 500 || isLoose || hasPersonalNumber(words))
      throw templateError('ERR_TEMPLATE_TEXT', { language });
  }
}

/** The text with what it names put in; what is not known reads as “—”. */
export function renderMessage(text: MessageText, values: Readonly<Partial<Record<Placeholder, string>>>): MessageText {
  const filled = (words: string) =>
    words.replaceAll(PLACEHOLDER, (_, name: string) => values[name as Placeholder] ?? '—');
  return { zh: filled(text.zh), en: filled(text.en) };
}

// helpers

function appellant(zh: string, en: string): TemplateSpec {
  return { to: 'appellant', zh, en };
}

function staff(zh: string, en: string): TemplateSpec {
  return { to: 'staff', zh, en };
}
