import type { Knex } from 'knex';
import type { DutyStore } from '../domain/duties-port.ts';
import type { EngineFacts } from '../domain/process/engine-facts.ts';
import type { Storage } from '../domain/storage-port.ts';
import type { AttachmentFiles } from '../domain/privacy/attachment-files-port.ts';
import type { RetentionStore } from '../domain/privacy/retention-port.ts';
import { createAttachmentFiles } from './attachment-files.ts';
import { createDutyStore } from './duty-store.ts';
import type { ReferenceReader } from '../domain/references.ts';
import { createEngineFacts } from './engine-facts.ts';
import { migrate } from './migrate.ts';
import { openPostgres, postgresMigrationKnex } from './postgres.ts';
import { openSqlite, sqliteMigrationKnex } from './sqlite.ts';
import { createRetentionStore } from './retention-store.ts';
import { createReferenceReader } from './reference-store.ts';
import { createStorage } from './storage.ts';
import type { WebhookStore } from '../domain/webhook/webhook-port.ts';
import { createWebhookStore } from './webhook-store.ts';
import { listChecksums, listTenants } from './tenant-query.ts';

export interface StoreOptions {
  /** `postgres://…`; null for SQLite. */
  readonly databaseUrl: string | null;
  /** The SQLite file; its folder is made when missing. Not `:memory:`: several connections share it. */
  readonly file: string;
}

/** An open database. */
export interface Store {
  /** For the commit loop. */
  readonly storage: Storage;
  readonly engineFacts: EngineFacts;
  /** For the clockwork. */
  readonly duties: DutyStore;
  readonly references: ReferenceReader;
  /** Bytes of attached files. */
  readonly files: AttachmentFiles;
  /** Which orders hold personal data that has been kept long enough. */
  readonly retention: RetentionStore;
  /** How far webhooks have been told. */
  readonly webhooks: WebhookStore;
  /** For queries: its reads do not wait for writes. */
  readonly reader: Knex;
  /** For the rare write that is no command. */
  readonly writer: Knex;
  /** Townships that have an account. */
  tenants(): Promise<readonly string[]>;
  /** Checksums of all files that were ever deployed for a township. */
  checksums(tenantId: string): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
}

/**
 * Opens the database, its schema brought up to date.
 *
 * @throws {@link DomainError} ERR_MIGRATION_FAILED
 */
export async function openStore({ databaseUrl, file }: StoreOptions): Promise<Store> {
  await migrate(databaseUrl === null ? sqliteMigrationKnex(file) : postgresMigrationKnex(databaseUrl));
  const database = databaseUrl === null ? openSqlite(file) : openPostgres(databaseUrl);
  return {
    storage: createStorage(database),
    engineFacts: createEngineFacts(database.writer),
    duties: createDutyStore(database),
    references: createReferenceReader(database.reader),
    files: createAttachmentFiles(database),
    retention: createRetentionStore(database.reader),
    webhooks: createWebhookStore(database),
    reader: database.reader,
    writer: database.writer,
    tenants: () => listTenants(database.reader),
    checksums: (tenantId) => listChecksums(database.reader, tenantId),
    close: () => database.close(),
  };
}
