import type { Actor } from '../actor.ts';
import type {
  appeal,
  callback,
  contactLog,
  deadline,
  orderNote,
  party,
  siteCheck,
  subTask,
  workOrder,
} from './appeal-tables.ts';
import type { AppealSource, AppealType, Category, Level } from './appeal-words.ts';
import type { orgUnit } from '../organisation/organisation-tables.ts';
import type { auditEntry } from '../process/process-tables.ts';
import type { Page, SearchRequest } from '../search.ts';
import type { RowOf } from '../table.ts';
import type { WorkOrderState } from './work-order-state.ts';

/** What people read about appeals and their orders. Personal data stays sealed; the room that shows it masks it. */

/** An order with the heading of its appeal. */
export type WorkOrderItem = RowOf<typeof workOrder> &
  Pick<
    RowOf<typeof appeal>,
    'externalNo' | 'source' | 'type' | 'category' | 'title' | 'placeKind' | 'unitKey' | 'receivedAt'
  >;

/** Everything about one order. */
export interface WorkOrderFile {
  readonly order: RowOf<typeof workOrder>;
  readonly appeal: RowOf<typeof appeal>;
  readonly party: RowOf<typeof party>;
  /** Oldest first, as all lists here. */
  readonly deadlines: readonly RowOf<typeof deadline>[];
  readonly contacts: readonly RowOf<typeof contactLog>[];
  readonly siteChecks: readonly RowOf<typeof siteCheck>[];
  readonly subTasks: readonly RowOf<typeof subTask>[];
  readonly callbacks: readonly RowOf<typeof callback>[];
  readonly notes: readonly RowOf<typeof orderNote>[];
}

/**
 * Orders as far as the asker may see them: those of every unit, or those that their unit handles or assists in.
 * An order that may not be seen does not exist for the asker.
 */
export interface WorkOrderQuery {
  search(request: SearchRequest<WorkOrderFields>, asker: Actor): Promise<Page<WorkOrderItem>>;
  find(asker: Actor, orderNo: string): Promise<WorkOrderFile | undefined>;
  /** What has happened to an order and in its processes, oldest first. */
  history(
    asker: Actor,
    orderNo: string,
    afterKey: number,
    limit: number,
  ): Promise<readonly RowOf<typeof auditEntry>[] | undefined>;
  /** Order number, heading and level by process instance, for lists of tasks. */
  ofInstances(tenantId: string, processInstanceKeys: readonly number[]): Promise<ReadonlyMap<number, OrderHeading>>;
}
export interface OrderHeading {
  readonly orderNo: string;
  readonly title: string;
  /** Null when no appeal is behind it. */
  readonly category: Category | null;
  readonly state: WorkOrderState;
  readonly level: Level | null;
  readonly dueAt: number | null;
}
/** What tasks are about that belong to no order. */
export interface MatterQuery {
  /** By process instance, for lists of tasks; a whistle blown for a finding is named rather than the finding. */
  ofInstances(tenantId: string, processInstanceKeys: readonly number[]): Promise<ReadonlyMap<number, MatterHeading>>;
}
export interface MatterHeading {
  readonly kind: 'finding' | 'whistle' | 'directive';
  /** What its page is found by: its number, or a directive's key. */
  readonly id: string;
  readonly no: string;
  /** A whistle has the place to come to; null: not yet. */
  readonly title: string | null;
}
export interface WorkOrderFields {
  readonly key: number;
  readonly orderNo: string;
  readonly externalNo: string;
  readonly state: WorkOrderState;
  readonly level: Level;
  readonly ownerUnitKey: number;
  readonly source: AppealSource;
  readonly type: AppealType;
  readonly category: Category;
  readonly receivedAt: number;
  readonly dueAt: number;
  readonly closedAt: number;
  readonly sensitive: boolean;
  readonly supervised: boolean;
  /** Keyed hash of the appellant's telephone number. */
  readonly phoneHash: string;
}

/** The organisation tree. */
export interface OrganisationQuery {
  search(request: SearchRequest<OrgUnitFields>): Promise<Page<RowOf<typeof orgUnit>>>;
  /** Every township by its public name: who has no account chooses one. */
  townships(): Promise<readonly { readonly tenantId: string; readonly name: string }[]>;
}
export interface OrgUnitFields {
  readonly key: number;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parentKey: number;
}
