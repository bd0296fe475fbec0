import { ACCOUNT_TABLES } from './account-tables.ts';
import { APPEAL_TABLES } from './appeal-tables.ts';
import { CLUSTER_TABLES } from './cluster-tables.ts';
import { DUTY_TABLES } from './duty-tables.ts';
import { CONSULTATION_TABLES } from './consultation-tables.ts';
import { DIRECTIVE_TABLES } from './directive-tables.ts';
import { EXCLUSION_TABLES } from './exclusion-tables.ts';
import { ENGINE_TABLES } from './engine-tables.ts';
import { HAND_DOWN_TABLES } from './hand-down-tables.ts';
import { HOTLINE_TABLES } from './hotline-tables.ts';
import { ORGANISATION_TABLES } from './organisation-tables.ts';
import { PROCESS_TABLES } from './process-tables.ts';
import { PRIVACY_TABLES } from './privacy-tables.ts';
import { PROACTIVE_TABLES } from './proactive-tables.ts';
import { REFERENCE_TABLES } from './reference-tables.ts';
import { SIDE_ROUTE_TABLES } from './side-route-tables.ts';
import type { TableSpec } from './table.ts';
import { WORKSHEET_TABLES } from './worksheet-tables.ts';
import { WEBHOOK_TABLES } from './webhook-tables.ts';
import { WHISTLE_TABLES } from './whistle-tables.ts';

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
