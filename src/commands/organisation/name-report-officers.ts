import { account } from '../../domain/organisation/account-tables.ts';
import type { Command } from '../../domain/command.ts';
import { privacyError } from '../../domain/privacy/privacy-errors.ts';
import { reportOfficer } from '../../domain/privacy/privacy-tables.ts';

export interface NameReportOfficers {
  /** Keys of two accounts. */
  readonly accountKeys: readonly number[];
}

/**
 * Names the two people of a township who read reports of wrongdoing; those named before stop to.
 *
 * @throws DomainError ERR_REPORT_OFFICERS unless there are two different active accounts
 * @see Petition Regulation art. 30
 */
export const nameReportOfficers: Command<NameReportOfficers, Record<string, never>> = {
  type: 'name-report-officers',
  decide({ rows, actor, now, record }, { accountKeys }) {
    const { tenantId } = actor;
    const named = [...new Set(accountKeys)].filter((key) => {
      const found = rows.find(account, key);
      return found?.tenantId === tenantId && found.active;
    });
    if (named.length !== 2 || accountKeys.length !== 2)
      throw privacyError('ERR_REPORT_OFFICERS', { found: accountKeys.join(', ') || 'none' });
    for (const [at, key] of named.entries()) {
      const id = `${tenantId}/${at + 1}`;
      const revision = rows.find(reportOfficer, id)?.revision ?? 0;
      rows.put(reportOfficer, { id, revision, tenantId, person: `account:${key}`, namedAt: now, namedBy: actor.id });
    }
    record({ type: 'report-officers.named', detail: { accountKeys: named.map(String) } });
    return {};
  },
};
