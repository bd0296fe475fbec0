import { defineTable, integer, nullable, oneOf, text } from '../table.ts';

/** Tables of what a township and the hotline that dispatches to it say to each other about an order. */

/** What may be asked of the hotline. */
export const HOTLINE_REQUESTS = {
  return: { zh: '退单', en: 'return', asks: 'ReturnRequested', ruled: 'ReturnRuled' },
  extension: { zh: '延期', en: 'extension', asks: 'ExtensionRequested', ruled: 'ExtensionRuled' },
} as const;
export type HotlineRequestKind = keyof typeof HOTLINE_REQUESTS;

/**
 * Something the hotline was asked to rule on. Open while `ruling` is null; `lapsed`: it did not rule in time. `amount` is of the order's own
 * unit of time: asked for at first, granted in the end. `reason` is a code or a text without personal data.
 */
export const hotlineRequest = defineTable({
  name: 'hotline_request',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    orderKey: integer,
    kind: oneOf<HotlineRequestKind>(),
    amount: nullable(integer),
    reason: nullable(text),
    askedAt: integer,
    askedBy: text,
    ruling: nullable(oneOf<'granted' | 'refused' | 'lapsed'>()),
    ruledAt: nullable(integer),
  },
  indexes: { byOrder: ['orderKey'] },
});

export const HOTLINE_NOTICES = {
  dispatch: { zh: '热线派单', en: 'dispatch with a date' },
  urge: { zh: '催办', en: 'urge' },
  supervise: { zh: '督办', en: 'supervise' },
  return_ruling: { zh: '退单裁定', en: 'ruling on a return' },
  extension_ruling: { zh: '延期裁定', en: 'ruling on an extension' },
  revocation: { zh: '热线收回', en: 'order taken back' },
  callback: { zh: '回访结果', en: 'result of a callback' },
} as const;
export type HotlineNoticeKind = keyof typeof HOTLINE_NOTICES;

/** Something the hotline said about an order, once. `dueAt`: by when it wants an answer. */
export const hotlineNotice = defineTable({
  name: 'hotline_notice',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    orderKey: integer,
    kind: oneOf<HotlineNoticeKind>(),
    at: integer,
    by: text,
    dueAt: nullable(integer),
    textSealed: nullable(text),
  },
  indexes: { byOrder: ['orderKey'] },
});

/** Where a township's hotline takes messages. The secret signs them; it is sealed like personal data. */
export const hotlineOutlet = defineTable({
  name: 'hotline_outlet',
  key: 'tenantId',
  versioned: true,
  columns: {
    tenantId: text,
    revision: integer,
    url: text,
    secretSealed: text,
    changedAt: integer,
    changedBy: text,
  },
  indexes: {},
});

export const HOTLINE_TABLES = [hotlineRequest, hotlineNotice, hotlineOutlet] as const;
