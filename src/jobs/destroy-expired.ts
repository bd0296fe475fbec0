import { destroyPersonalData } from '../commands/privacy/destroy-personal-data.ts';
import { systemActor } from '../domain/actor.ts';
import type { Clock } from '../domain/clock.ts';
import type { Submit } from '../domain/command.ts';
import type { Log } from '../domain/committed.ts';
import type { Reference } from '../domain/reference/reference.ts';
import type { RetentionStore } from '../domain/privacy/retention-port.ts';
import {
  pseudonymOf,
  RETENTION_CLASSES,
  retentionCutoff,
  WORDS_GONE,
  type RetentionClass,
} from '../domain/privacy/retention.ts';
import type { Vault } from '../domain/privacy/vault.ts';
import type { Duty } from './duty.ts';

export interface DestroyExpiredOptions {
  readonly store: RetentionStore;
  readonly referenceOf: (tenantId: string) => Pick<Reference, 'setting'>;
  readonly vault: Pick<Vault, 'seal' | 'fingerprint'>;
  readonly submit: Submit;
  readonly clock: Clock;
  readonly log: Log;
  /** @defaultValue 3600000 */
  readonly intervalMs?: number;
}

const LIMIT = 200;

/** Destroys personal data whose time is over, class by class; logged by class and number, without the data. */
export function destroyExpired({
  store,
  referenceOf,
  vault,
  submit,
  clock,
  log,
  intervalMs = 3_600_000,
}: DestroyExpiredOptions): Duty {
  return {
    name: 'destroy-expired',
    intervalMs,
    async tick() {
      const tick = { done: 0, failed: 0, more: false };
      for (const tenantId of await store.tenants()) {
        for (const name of Object.keys(RETENTION_CLASSES) as RetentionClass[]) {
          const months = Number(referenceOf(tenantId).setting(RETENTION_CLASSES[name].setting));
          const due = await store.due(tenantId, name, retentionCutoff(clock.now(), months), LIMIT);
          const results = await Promise.all(due.map(({ orderKey }) => destroy(tenantId, orderKey, name)));
          const done = results.filter(Boolean).length;
          tick.done += done;
          tick.failed += due.length - done;
          // what fails again and again must not keep the clockwork busy
          if (due.length === LIMIT && done > 0) tick.more = true;
        }
      }
      return tick;
    },
  };

  async function destroy(tenantId: string, orderKey: number, name: RetentionClass): Promise<boolean> {
    try {
      const pseudonymSealed = vault.seal(pseudonymOf(vault, orderKey));
      const input = { orderKey, class: name, pseudonymSealed, goneSealed: vault.seal(WORDS_GONE) };
      await submit(destroyPersonalData, input, { actor: systemActor('destroy-expired', tenantId) });
      return true;
    } catch (error) {
      log.warn({ err: error, orderKey, class: name }, 'personal data not destroyed');
      return false;
    }
  }
}
