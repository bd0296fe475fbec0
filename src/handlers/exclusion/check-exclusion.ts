import { account } from '../../domain/organisation/account-tables.ts';
import { siteCheck } from '../../domain/appeal/appeal-tables.ts';
import { exclusionError } from '../../domain/exclusion/exclusion-errors.ts';
import { handDownCase } from '../../domain/hand-down/hand-down-tables.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { exclusionOf } from './exclusion-work.ts';
import { orderOf } from '../order-work.ts';

/**
 * Refuses the applicant as reviewer, by name, and completes what table D14 asks for.
 *
 * @throws {@link DomainError} ERR_EXCLUSION_SAME_PERSON
 */
export const checkExclusion: Handler = {
  jobType: 'check-exclusion',
  run(input) {
    const order = orderOf(input);
    const row = exclusionOf(input);
    const samePerson = row.appliedBy === input.actor.id;
    if (samePerson) {
      const key = row.appliedBy.startsWith('account:') ? Number(row.appliedBy.slice('account:'.length)) : undefined;
      const person = (key !== undefined && input.rows.find(account, key)?.displayName) || row.appliedBy;
      throw exclusionError('ERR_EXCLUSION_SAME_PERSON', { orderNo: order.orderNo, person });
    }
    const verdict = input.rows.list(handDownCase, 'byOrder', [order.key]).at(-1);
    return {
      variables: {
        exclusion: {
          code: row.code,
          evidenceComplete: input.variables['evidenceComplete'] === true,
          secondReview: true,
          samePerson,
          siteChecked: input.rows.list(siteCheck, 'byOrder', [order.key]).length > 0,
          verdictStands: verdict?.state === 'calming' || verdict?.state === 'closed',
        },
      },
    };
  },
};
