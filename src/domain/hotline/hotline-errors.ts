import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about what a township and its hotline say to each other. */
export const HOTLINE_ERRORS = {
  ERR_HOTLINE_ORDER_UNKNOWN: {
    category: 'not_found',
    zh: '本乡镇没有热线单号为“{externalNo}”的工单。请核对单号,或先推送工单。',
    en: "This township has no order with the hotline's number '{externalNo}'. Check the number, or push the order first.",
  },
  ERR_HOTLINE_NOT_ASKED: {
    category: 'conflict',
    zh: '工单“{externalNo}”没有向热线申请{kindZh},无需裁定。',
    en: "Nobody asked the hotline for a ruling on '{externalNo}' ({kind}), so there is nothing to rule on.",
  },
  ERR_HOTLINE_RULED: {
    category: 'conflict',
    zh: '工单“{externalNo}”的{kindZh}申请已于 {at} 以“{ruling}”了结,不再接受裁定。',
    en: "The request of '{externalNo}' ({kind}) was settled as '{ruling}' at {at}; it takes no further ruling.",
  },
  ERR_HOTLINE_AMOUNT: {
    category: 'invalid',
    zh: '批准的延期应为 1 至 {asked} 的整数(不超过所申请的),收到 {found}。',
    en: 'Expected the granted extension to be a whole number from 1 to {asked}, as asked for at most, but found {found}.',
  },
  ERR_HOTLINE_NOT_REVOCABLE: {
    category: 'conflict',
    zh: '工单“{externalNo}”现为“{stateZh}”,不能收回:已反馈的请回访,并入其他工单的请先移出群体。',
    en: "Order '{externalNo}' is in state '{state}' and cannot be taken back: call back on what was answered, or have it leave its cluster first.",
  },
  ERR_HOTLINE_OWN_ORDER: {
    category: 'conflict',
    zh: '只有首接单位对热线派单的异议才能退回热线,{orderNo} 不是。请改选其他裁定。',
    en: 'Only what a first recipient objects to in an order of the hotline can be returned to it; {orderNo} is none. Choose another ruling.',
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of this catalogue. */
export const hotlineError = errorsOf(HOTLINE_ERRORS);
