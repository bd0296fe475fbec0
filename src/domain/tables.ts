import { ACCOUNT_TABLES } from './organisation/account-tables.ts';
import { APPEAL_TABLES } from './appeal/appeal-tables.ts';
import { CLUSTER_TABLES } from './cluster/cluster-tables.ts';
import { DUTY_TABLES } from './duty-dispute/duty-tables.ts';
import { CONSULTATION_TABLES } from './round-table/consultation-tables.ts';
import { DIRECTIVE_TABLES } from './directive/directive-tables.ts';
import { EXCLUSION_TABLES } from './exclusion/exclusion-tables.ts';
import { ENGINE_TABLES } from './process/engine-tables.ts';
import { HAND_DOWN_TABLES } from './hand-down/hand-down-tables.ts';
import { HOTLINE_TABLES } from './hotline/hotline-tables.ts';
import { ORGANISATION_TABLES } from './organisation/organisation-tables.ts';
import { PROCESS_TABLES } from './process/process-tables.ts';
import { PRIVACY_TABLES } from './privacy/privacy-tables.ts';
import { PROACTIVE_TABLES } from './proactive/proactive-tables.ts';
import { REFERENCE_TABLES } from './reference/reference-tables.ts';
import { SIDE_ROUTE_TABLES } from './side-route/side-route-tables.ts';
import type { TableSpec } from './table.ts';
import { WORKSHEET_TABLES } from './worksheet/worksheet-tables.ts';
import { WEBHOOK_TABLES } from './webhook/webhook-tables.ts';
import { WHISTLE_TABLES } from './whistle/whistle-tables.ts';

/** Every table of the product; the migrations make exactly these. */
export const TABLES: readonly TableSpec[] = [
  ...PROCESS_TABLES,
  ...ENGINE_TABLES,
  ...ACCOUNT_TABLES,
  ...ORGANISATION_TABLES,
  ...APPEAL_TABLES,
  ...EXCLUSION_TABLES,
  ...CLUSTER_TABLES,
  ...PRIVACY_TABLES,
  ...CONSULTATION_TABLES,
  ...HAND_DOWN_TABLES,
  ...REFERENCE_TABLES,
  ...PROACTIVE_TABLES,
  ...DIRECTIVE_TABLES,
  ...WORKSHEET_TABLES,
  ...WHISTLE_TABLES,
  ...DUTY_TABLES,
  ...SIDE_ROUTE_TABLES,
  ...HOTLINE_TABLES,
  ...WEBHOOK_TABLES,
];
