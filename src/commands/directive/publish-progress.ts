import type { Command } from '../../domain/command.ts';
import { refused } from '../../domain/directive/directive-draft.ts';
import { directiveError } from '../../domain/directive/directive-errors.ts';
import { directive, directiveProgress } from '../../domain/directive/directive-tables.ts';
import { hasPersonalNumber } from '../../domain/privacy/masking.ts';
import { actsFor } from '../../domain/organisation/role-scopes.ts';
import { directiveByKey, notNow, tellDirective } from './directive-rows.ts';

export interface PublishProgress {
  readonly directiveKey: number;
  /** 0–100. */
  readonly percent: number;
  /** 1–500 characters without a personal number. */
  readonly text: string;
  /**
   * Whether anybody may read it. What is kept for the units is no published progress: it ends no urging, and done cannot be reported on it.
   *
   * @defaultValue true
   */
  readonly isPublic?: boolean;
}

/**
 * Publishes progress of a directive, by its lead unit, or keeps it for the units.
 *
 * @throws DomainError ERR_DIRECTIVE_NOT_FOUND · ERR_DIRECTIVE_UNIT · ERR_DIRECTIVE_FIELD
 * @throws DomainError ERR_DIRECTIVE_STATE when it is not being carried out
 */
export const publishProgress: Command<PublishProgress, { readonly progressKey: number }> = {
  type: 'publish-progress',
  prefetch: ({ directiveKey }) => [{ table: directive, key: directiveKey }],
  decide(context, { directiveKey, percent, text, isPublic = true }) {
    const { rows, actor, now, nextKey, record } = context;
    const row = directiveByKey(context, directiveKey);
    if (actor.kind === 'person' && !actsFor(actor, row.leadUnitKey))
      throw directiveError('ERR_DIRECTIVE_UNIT', { directive: row.directiveNo ?? row.draftNo });
    if (!Number.isInteger(percent) || percent < 0 || percent > 100)
      throw refused('percent', '0–100 的整数', 'a whole number from 0 to 100');
    if (text.trim().length < 1 || [...text].length > 500 || hasPersonalNumber(text))
      throw refused('text', '1–500 字且不含个人号码', '1–500 characters without a personal number');
    const progressKey = nextKey();
    const about = { key: progressKey, tenantId: actor.tenantId, directiveKey };
    rows.put(directiveProgress, { ...about, at: now, by: actor.id, percent, text, isPublic });
    record({ type: `directive.progress-${isPublic ? 'published' : 'noted'}`, key: directiveKey, detail: { percent } });
    if (isPublic) tellDirective(context, row, 'ProgressPublished', { zh: '公布进度', en: 'have progress published' });
    else if (row.state !== 'signed') throw notNow(row, { zh: '记录进度', en: 'have progress kept' });
    return { progressKey };
  },
};
