import type { Command } from '../../domain/command.ts';
import { directive } from '../../domain/directive/directive-tables.ts';
import { directiveByKey, tellDirective } from './directive-rows.ts';

export interface WithdrawDirective {
  readonly directiveKey: number;
}

/**
 * Withdraws an issued directive: the orders behind it get their old dates back.
 *
 * @throws DomainError ERR_DIRECTIVE_NOT_FOUND · ERR_DIRECTIVE_STATE when it is not in force
 */
export const withdrawDirective: Command<WithdrawDirective, Record<string, never>> = {
  type: 'withdraw-directive',
  prefetch: ({ directiveKey }) => [{ table: directive, key: directiveKey }],
  decide(context, { directiveKey }) {
    const row = directiveByKey(context, directiveKey);
    tellDirective(context, row, 'DirectiveWithdrawn', { zh: '撤回', en: 'be withdrawn' });
    return {};
  },
};
