import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about hand-downs, panels, votes and verdicts. */
export const HAND_DOWN_ERRORS = {
  ERR_HAND_DOWN_NOT_FOUND: {
    category: 'not_found',
    zh: '工单 {orderNo} 没有下交评议。请核对单号。',
    en: 'Work order {orderNo} has no hand-down. Check the number.',
  },
  ERR_HAND_DOWN_STATE: {
    category: 'conflict',
    zh: '工单 {orderNo} 的下交评议现为“{state}”,不能{doZh}。请在“{expected}”时办理。',
    en: "The hand-down of work order {orderNo} is in state '{state}' and cannot {do}. Do it in state {expected}.",
  },
  ERR_HAND_DOWN_VILLAGE: {
    category: 'conflict',
    zh: '工单 {orderNo} 未写明所属村(社区),不能下交评议。请先补充。',
    en: 'Work order {orderNo} names no village or community, so it cannot be handed down. Add it first.',
  },
  ERR_HAND_DOWN_ROLE: {
    category: 'forbidden',
    zh: '此事应由{rolesZh}办理。请转交办理。',
    en: 'This is for {roles} to do. Hand it to one of them.',
  },
  ERR_CANDIDATE_NOT_FOUND: {
    category: 'not_found',
    zh: '评议人员库中没有在用人员“{candidate}”。请核对。',
    en: "The roster has no active person '{candidate}'. Check the roster.",
  },
  ERR_RECUSED_TWICE: {
    category: 'conflict',
    zh: '该人员已登记回避工单 {orderNo}。',
    en: 'This person is already recused from work order {orderNo}. There is nothing more to do.',
  },
  ERR_NOT_A_VOTER: {
    category: 'forbidden',
    zh: '此人不在本轮表决名单中,或已回避。请核对合议组、村民代表名单。',
    en: 'This person has no vote in this round, or is recused. Check the panel and the list of representatives.',
  },
  ERR_VOTED_ALREADY: {
    category: 'conflict',
    zh: '此人本轮已表决,不能重复表决。',
    en: 'This person has already voted in this round. There is nothing more to do.',
  },
  ERR_VOTES_MISSING: {
    category: 'conflict',
    zh: '合议组应有 {needed} 人表决,现有 {found} 人。请全部表决后再形成意见。',
    en: 'The panel needs {needed} votes, but found {found}. Collect them all before the opinion is written.',
  },
  ERR_OBJECTION_TWICE: {
    category: 'conflict',
    zh: '工单 {orderNo} 已复评一次,不能再次复评。请告知诉求人依法维权的途径。',
    en: 'Work order {orderNo} has been reviewed again once, which is all. Tell the appellant of other legal ways.',
  },
  ERR_VERDICT_STANDS: {
    category: 'conflict',
    zh: '工单 {orderNo} 没有可推翻的评议结论(现为“{state}”)。',
    en: "Work order {orderNo} has no verdict that could be overturned: its hand-down is in state '{state}'.",
  },
  ERR_POINTS_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到积分条目“{entry}”。请核对。',
    en: "No points entry '{entry}' was found. Check the key.",
  },
  ERR_POINTS_STATE: {
    category: 'conflict',
    zh: '积分条目现为“{state}”,不能审批。只有建议且公示期满的条目可以审批。',
    en: "The points entry is in state '{state}' and cannot be approved. Approve one that is suggested and has been published long enough.",
  },
  ERR_POINTS_OWN: {
    category: 'forbidden',
    zh: '积分建议由您提出,须由他人审批。',
    en: 'You suggested these points, so somebody else must approve them.',
  },
  ERR_POINTS_FOR_APPEALING: {
    category: 'forbidden',
    zh: '不得因提出诉求扣减积分(条例第八条)。扣分须经合议认定违反村规民约。',
    en: 'Nothing may be deducted for appealing (Regulation art. 8). A deduction needs a breach of village rules that the panel has found.',
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of this catalogue. */
export const handDownError = errorsOf(HAND_DOWN_ERRORS);
