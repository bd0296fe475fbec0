import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about extensions, suspensions and the three steps of a homestead dispute. */
export const SIDE_ROUTE_ERRORS = {
  ERR_EXTENSION_NOT_FOUND: {
    category: 'conflict',
    zh: '工单 {orderNo} 没有待处理的延期申请。请先申请延期。',
    en: 'Work order {orderNo} has no open request for an extension. Ask for one first.',
  },
  ERR_SUSPENSION_NOT_FOUND: {
    category: 'conflict',
    zh: '工单 {orderNo} 没有待处理的挂账。请先申请挂账。',
    en: 'Work order {orderNo} has no open suspension. Ask for one first.',
  },
  ERR_HOMESTEAD_NOT_FOUND: {
    category: 'conflict',
    zh: '工单 {orderNo} 不在三步工作法中。请先选择该处置途径。',
    en: 'Work order {orderNo} is not in the three steps of a homestead dispute. Choose that way of handling first.',
  },
  ERR_SIDE_ROUTE_ROLE: {
    category: 'forbidden',
    zh: '这一步由{rolesZh}办理,您不是。请转由其办理。',
    en: 'This step is for {roles}, which you are not. Leave it to them.',
  },
  ERR_OWN_REQUEST: {
    category: 'forbidden',
    zh: '申请由您提出,不能由您审批。请转由他人审批。',
    en: 'You asked for this yourself, so somebody else must rule on it.',
  },
  ERR_EXTENSION_AMOUNT: {
    category: 'invalid',
    zh: '批准延长 {found},超过申请的 {asked}。请按申请或更短批准。',
    en: 'Expected an extension by at most the {asked} that was asked for, but found {found}. Grant that or less.',
  },
  ERR_VISIT_PARTICIPANTS: {
    category: 'invalid',
    zh: '入户调解须有机关干部、村干部和党员同去,缺少:{missing}。请补齐后再登记。',
    en: 'A mediation at home needs an official, a village cadre and a party member; missing: {missing}. Go together, then record it.',
  },
} as const satisfies ErrorCatalogue;
export const sideRouteError = errorsOf(SIDE_ROUTE_ERRORS);
