import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about clusters of appeals. */
export const CLUSTER_ERRORS = {
  ERR_CLUSTER_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到群体诉求“{cluster}”。请核对编号与所属乡镇。',
    en: "No cluster '{cluster}' was found. Check the key and the township.",
  },
  ERR_CLUSTER_ENDED: {
    category: 'conflict',
    zh: '群体诉求“{cluster}”已于 {at} 结束,不能再{doZh}。',
    en: "Cluster '{cluster}' ended at {at}, so it is too late to {do}.",
  },
  ERR_NOT_IN_CLUSTER: {
    category: 'conflict',
    zh: '工单 {orderNo} 现不属于群体诉求“{cluster}”。请在群体详情中核对。',
    en: "Work order {orderNo} does not belong to cluster '{cluster}' now. Look at the cluster.",
  },
  ERR_REPRESENTATIVES_FULL: {
    category: 'conflict',
    zh: '群体诉求“{cluster}”已有 {count} 名代表,代表不得超过五人(《信访工作条例》第二十条)。请先更换一名。',
    en: "Cluster '{cluster}' has {count} representatives already, and there may be five at most (Petition Regulation art. 20). Replace one of them first.",
  },
  ERR_REPRESENTATIVE_KNOWN: {
    category: 'conflict',
    zh: '工单 {orderNo} 的诉求人已是代表,不必重复登记。',
    en: 'The appellant of work order {orderNo} is a representative already. There is nothing to do.',
  },
  ERR_NOT_REPRESENTATIVE: {
    category: 'conflict',
    zh: '工单 {orderNo} 的诉求人不是群体诉求“{cluster}”的代表。请核对代表名单。',
    en: "The appellant of work order {orderNo} is no representative of cluster '{cluster}'. Look at the list.",
  },
  ERR_CLUSTER_PARENT: {
    category: 'conflict',
    zh: '工单 {orderNo} 是母单,承担整个群体的办理,不能移出。可以移出子单,或在母单撤诉后由子单接替。',
    en: 'Work order {orderNo} is the parent and carries the whole cluster, so it cannot be taken out. Take a follower out instead.',
  },
  ERR_NOT_A_LEADER: {
    category: 'invalid',
    zh: '“{leader}”不是本镇在用的党委书记或分管领导账号,不能包案。请选择领导班子成员。',
    en: "'{leader}' is no active account of this township's secretary or deputy leaders, so they cannot be in charge. Choose a member of the leading team.",
  },
  ERR_SAME_ORDER: {
    category: 'invalid',
    zh: '工单 {orderNo} 不能并入其他诉求:须为本镇已核验、在办的其他工单,举报除外。请另选工单,或者单独办理。',
    en: 'Work order {orderNo} takes in no other: it must be another one, verified and in work, and no report of wrongdoing. Name another one, or none.',
  },
  ERR_SAME_ORDER_MISSING: {
    category: 'invalid',
    zh: '工单 {orderNo} 未写明具体对象,不能自动认定同案。请填写与其为同一事项的工单号。',
    en: 'Work order {orderNo} names no object, so nobody can tell which case it belongs to. Name the order that is about the same.',
  },
} as const satisfies ErrorCatalogue;

export const clusterError = errorsOf(CLUSTER_ERRORS);
