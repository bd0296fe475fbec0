import { hash } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical-json.ts';
import type { Command, SubmitOptions } from '../../domain/command.ts';
import { idempotency } from '../../domain/process/process-tables.ts';
import { storeError } from '../../domain/store-errors.ts';
import type { WorkingSet } from '../../domain/working-set.ts';

/** An Idempotency-Key as it is kept: hashes only. */
export interface IdempotencyMark {
  readonly id: string;
  readonly requestHash: string;
}

/** The mark of a request, null when it came without a key. The same key of another actor or for another command is another mark. */
export function idempotencyMark(
  command: Command<never, unknown>,
  input: unknown,
  options: SubmitOptions,
): IdempotencyMark | null {
  if (options.idempotencyKey === undefined) return null;
  const { tenantId, id } = options.actor;
  return {
    id: sha256(JSON.stringify([tenantId, id, command.type, options.idempotencyKey])),
    requestHash: sha256(options.request ?? canonicalJson(input)),
  };
}

/**
 * The answer given before under this mark, as `{ value }`; undefined when there is none.
 *
 * @throws {@link DomainError} ERR_IDEMPOTENCY_KEY_REUSED when the request was another one
 */
export function answerGiven(
  rows: WorkingSet,
  mark: IdempotencyMark,
  command: string,
): { readonly value: unknown } | undefined {
  const row = rows.find(idempotency, mark.id);
  if (!row) return undefined;
  if (row.requestHash !== mark.requestHash) throw storeError('ERR_IDEMPOTENCY_KEY_REUSED', { command });
  return row.answer as { readonly value: unknown };
}

/** Keeps the answer under the mark, with the change that it answers. */
export function keepAnswer(rows: WorkingSet, mark: IdempotencyMark, value: unknown, now: number): void {
  // wrapped, because PostgreSQL takes a bare JSON null for no value
  rows.put(idempotency, { ...mark, answer: { value: value ?? null }, createdAt: now });
}

function sha256(text: string): string {
  return hash('sha256', text, 'base64url');
}
