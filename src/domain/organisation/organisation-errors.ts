import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about the organisation: its tree, posts, rosters, delegations and leaders of villages. */
export const ORGANISATION_ERRORS = {
  ERR_UNIT_PARENT: {
    category: 'invalid',
    zh: '{kindZh}应设在{expectedZh}之下,现为{foundZh}。请选择合适的上级。',
    en: 'Expected a {kind} to hang under {expected}, but found {found}. Choose another parent.',
  },
  ERR_UNIT_CYCLE: {
    category: 'conflict',
    zh: '“{unit}”不能移到自己或自己的下级“{parent}”之下。请选择其他上级。',
    en: "Expected a parent outside of '{unit}', but '{parent}' is that unit or below it. Choose another.",
  },
  ERR_UNIT_STATE: {
    category: 'conflict',
    zh: '组织“{unit}”现已{stateZh},不能{doZh}。',
    en: "Unit '{unit}' is {state} already, so it cannot {do}.",
  },
  ERR_UNIT_IN_USE: {
    category: 'conflict',
    zh: '“{unit}”还有未办结工单 {orders} 件(如 {orderNo})、待办任务 {tasks} 项、未释放的哨 {whistles} 个、在岗人员 {people} 名、下级组织 {children} 个、职责清单 {dutyItems} 条,不能撤并。请在工单查询(承办单位)、任务列表和组织管理中办结或移出,或指定接收单位一并移交。',
    en: "Expected nothing left with '{unit}', but found {orders} open orders (such as {orderNo}), {tasks} open tasks, {whistles} open whistles, {people} people, {children} units below and {dutyItems} items of the duty list. Look in the order search (owner unit), the task list and the organisation page and finish or move them, or name a successor that takes them over.",
  },
  ERR_UNIT_SUCCESSOR: {
    category: 'invalid',
    zh: '“{successor}”不能接收“{unit}”:接收单位须为本镇在用、不在其下的其他组织,且能承接其下级组织。',
    en: "Expected the successor of '{unit}' to be another active unit of the township, not below it and able to take the units below it, but found '{successor}'. Choose another.",
  },
  ERR_POST_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到您的岗位 {post},或该岗位已结束。请在“我的岗位”中选择。',
    en: 'Expected post {post} to be one of yours that has not ended. Choose from your posts.',
  },
  ERR_POST_TAKEN: {
    category: 'conflict',
    zh: '该人员已在“{unit}”任职,不能重复任职。请先结束原岗位。',
    en: "The person has a post in '{unit}' already. End that one first.",
  },
  ERR_ROLES_INCOMPATIBLE: {
    category: 'conflict',
    zh: '角色“{role}”不能与“{other}”由同一人兼任({lawZh})。请分由两人担任。',
    en: "Roles '{role}' and '{other}' cannot be held by one person ({law}). Give them to two.",
  },
  ERR_PERIOD: {
    category: 'invalid',
    zh: '起止时间应先后有序、尚未结束且不超过 {days} 天,收到的是 {start} 至 {end}。请改正。',
    en: 'Expected a period in order, not over yet and of at most {days} days, but found {start} to {end}. Correct it.',
  },
  ERR_SHIFT_OVERLAPS: {
    category: 'conflict',
    zh: '该人员在“{unit}”{start} 至 {end} 已排班,不能重复排班。请先取消原班次。',
    en: "The person is on duty for '{unit}' from {start} to {end} already. Cancel that shift first.",
  },
  ERR_SHIFT_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到班次 {shift},或该班次已取消、已结束。',
    en: 'Expected shift {shift} to be there, not cancelled and not over.',
  },
  ERR_STAND_IN: {
    category: 'forbidden',
    zh: '“{person}”不能{doZh}:须为本镇在岗、可办理业务的其他人员。请另选人员。',
    en: "Expected an active person of the township who may handle cases and is not the leader, but '{person}' is not. Choose somebody else to {do}.",
  },
  ERR_ROLE_NOT_HELD: {
    category: 'forbidden',
    zh: '只能处置本人所任角色,您没有“{role}”角色。请由任职人员办理。',
    en: "Expected the person to hold role '{role}' themselves. Let who holds it act.",
  },
  ERR_DELEGATION_OVERLAPS: {
    category: 'conflict',
    zh: '“{role}”的{actsZh}在 {start} 至 {end} 已授权他人。请先撤回原授权。',
    en: "'{role}' has already handed {acts} to somebody from {start} to {end}. Revoke that first.",
  },
  ERR_DELEGATION_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到授权 {delegation},或已撤回、已到期。',
    en: 'Expected delegation {delegation} to be there, neither revoked nor over.',
  },
  ERR_DELEGATION_OF_OTHERS: {
    category: 'forbidden',
    zh: '授权 {delegation} 只能由授权人本人或乡镇管理员撤回。',
    en: 'Only who gave delegation {delegation}, or the township administrator, may revoke it.',
  },
  ERR_STANDING_OVER: {
    category: 'forbidden',
    zh: '您代行职权的授权或班次已结束,不能再办理任务 {key}。请由原岗位人员办理。',
    en: 'What let you stand in has ended, so you cannot do task {key}. Leave it to whose it is.',
  },
  ERR_NOT_A_VILLAGE: {
    category: 'invalid',
    zh: '“{unit}”不是村(社区),不能指定包村、包保人员。',
    en: "Expected a village or community, but found '{unit}'. Choose one.",
  },
} as const satisfies ErrorCatalogue;

export const organisationError = errorsOf(ORGANISATION_ERRORS);
