import type { MessageText } from '../reference/message-templates.ts';
import type {
  dailyLine,
  extensionRequest,
  homesteadMediation,
  homesteadVisit,
  suspension,
} from './side-route-tables.ts';
import type { RowOf } from '../table.ts';

/** What happened to an order beside plain handling; oldest first. */
export interface SideRouteFile {
  readonly extensions: readonly RowOf<typeof extensionRequest>[];
  readonly suspensions: readonly RowOf<typeof suspension>[];
  readonly mediations: readonly (RowOf<typeof homesteadMediation> & {
    readonly log: readonly RowOf<typeof homesteadVisit>[];
  })[];
}

export interface SideRouteQuery {
  ofOrder(orderKey: number): Promise<SideRouteFile>;
  /** Lines of a day. @param unitKey - those of one handling unit alone */
  dailyLines(tenantId: string, date: string, unitKey: number | null): Promise<readonly RowOf<typeof dailyLine>[]>;
  /** A township's own wordings of messages, by name. */
  ownTexts(tenantId: string): Promise<ReadonlyMap<string, MessageText>>;
}
