import { ACCOUNT_TABLES } from './account-tables.ts';
import { APPEAL_TABLES } from './appeal-tables.ts';
import { ENGINE_TABLES } from './engine-tables.ts';
import { ORGANISATION_TABLES } from './organisation-tables.ts';
import { PROCESS_TABLES } from './process-tables.ts';
import { REFERENCE_TABLES } from './reference-tables.ts';
import type { TableSpec } from './table.ts';

/** Every table of the product; the migrations make exactly these. */
export const TABLES: readonly TableSpec[] = [
  ...PROCESS_TABLES,
  ...ENGINE_TABLES,
  ...ACCOUNT_TABLES,
  ...ORGANISATION_TABLES,
  ...APPEAL_TABLES,
  ...REFERENCE_TABLES,
];
