import type { FastifyBaseLogger } from 'fastify';
import type { Registry } from 'prom-client';
import type { Clock } from '../domain/clock.ts';
import type { Submit } from '../domain/command.ts';
import type { DeployGate } from '../domain/process/engine-port.ts';
import type { CommitFeed, Queries } from '../domain/query-ports.ts';
import type { Reference } from '../domain/reference/reference.ts';
import type { AttachmentFiles } from '../domain/privacy/attachment-files-port.ts';
import type { Vault } from '../domain/privacy/vault.ts';

/** All that the HTTP room is given. */
export interface HttpDeps {
  readonly submit: Submit;
  readonly queries: Queries;
  readonly gate: DeployGate;
  readonly feed: CommitFeed;
  readonly clock: Clock;
  /** Seals personal data before it becomes part of a command, and opens what may be shown. */
  readonly vault: Vault;
  /** Bytes of attached files, sealed. */
  readonly files: AttachmentFiles;
  /** A township's calendar, limits and settings as they are now. */
  referenceOf(tenantId: string): Reference;
  readonly settings: HttpSettings;
  readonly metrics: Registry;
  /** Folder of the built browser program. Absent: the host serves the API alone. */
  readonly pagesDir?: string;
  readonly logger: FastifyBaseLogger;
  /** Whether the host can serve: database reachable, commit loop alive. Names what is not. */
  health(): Promise<Health>;
}

export interface Health {
  readonly ok: boolean;
  /** By part (`database`, `loop`): 'ok' or what is wrong. */
  readonly parts: Readonly<Record<string, string>>;
}

/** What the HTTP room needs of the configuration; `Config` satisfies it. */
export interface HttpSettings {
  readonly nodeEnv: string;
  readonly trustProxy: boolean;
  readonly secret: string;
  /** Hosts that messages may be sent to; `*` is any. */
  readonly outletHosts: readonly string[];
  readonly http: {
    readonly requestsPerMinute: number;
    readonly failedSignIns: number;
    readonly bodyBytes: number;
    readonly resourceBytes: number;
    readonly sessionHours: number;
    readonly longPollMs: number;
  };
}
