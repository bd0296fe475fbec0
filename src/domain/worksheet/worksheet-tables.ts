import { defineTable, integer, json, nullable, oneOf, text } from '../table.ts';
import type { IssueClass, Screening, TaskSource } from './worksheet-words.ts';

/**
 * What the worksheet 1330 knows about an order beyond the order itself. Its key is the order's.
 * Texts hold no personal data; `responsible` and `claimLeader` name an account.
 */
export const worksheetEntry = defineTable({
  name: 'worksheet_entry',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    processInstanceKey: integer,
    taskSource: oneOf<TaskSource>(),
    screening: oneOf<Screening>(),
    screeningReason: nullable(text),
    screenedAt: nullable(integer),
    screenedBy: nullable(text),
    issueClass: nullable(oneOf<IssueClass>()),
    /** 结果目标 */
    targetResult: nullable(text),
    /** 主要内容; absent: the appeal's title. */
    mainContent: nullable(text),
    /** 解决措施 */
    measures: nullable(text),
    responsible: nullable(text),
    claimLeader: nullable(text),
    claimedAt: nullable(integer),
    reportedAt: integer,
  },
  indexes: { byTenant: ['tenantId'] },
});

/**
 * The four slots of responsibility (四办), filled before an order is dispatched: the leader for the party committee, the section, the village or
 * community, and the units that handle jointly. Its key is the order's.
 */
export const orderResponsibility = defineTable({
  name: 'order_responsibility',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    /** Account or role. */
    leader: text,
    sectionKey: integer,
    villageKey: integer,
    jointUnitKeys: json<readonly number[]>(),
    filledAt: integer,
  },
  indexes: {},
});

export const WORKSHEET_TABLES = [worksheetEntry, orderResponsibility] as const;
