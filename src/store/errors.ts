import { DomainError } from '../domain/errors.ts';
import { RevisionConflict } from '../domain/storage-port.ts';
import { storeError } from '../domain/store-errors.ts';

/**
 * What a driver's error means to the commit loop.
 *
 * @param table - the table that was being written, when known
 * @returns {@link RevisionConflict} for what another try may cure, else a {@link DomainError} ERR_ROW_NOT_STORABLE or ERR_STORE_UNAVAILABLE
 */
export function translated(error: unknown, table: string | null): Error {
  if (error instanceof RevisionConflict || error instanceof DomainError) return error;
  const { code = '', message = String(error) } = error as { readonly code?: string; readonly message?: string };
  if (isRace(code, message)) return new RevisionConflict(table ?? 'database', [], { cause: error });
  // a TypeError or RangeError: JSON cannot express it, or becomes too long
  if (isDataError(code) || error instanceof TypeError || error instanceof RangeError) {
    return storeError('ERR_ROW_NOT_STORABLE', { table, reason: message }, { cause: error });
  }
  return storeError('ERR_STORE_UNAVAILABLE', { reason: message }, { cause: error });
}

/** A row that exists already or must be unique; PostgreSQL: serialization failure, deadlock. */
function isRace(code: string, message: string): boolean {
  return (
    ['23505', '40001', '40P01'].includes(code) ||
    (code === 'SQLITE_CONSTRAINT' && message.includes('UNIQUE constraint'))
  );
}

/** PostgreSQL: class 22 data exception, 23 constraint violation. A broken JSON text is SQLite's plain error. */
function isDataError(code: string): boolean {
  return (
    /^2[23]/.test(code) ||
    ['SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_TOOBIG', 'SQLITE_RANGE', 'SQLITE_ERROR'].includes(code)
  );
}
