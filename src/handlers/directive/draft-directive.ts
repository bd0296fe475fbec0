import { directiveProblem } from '../../domain/directive/directive-draft.ts';
import { directiveError } from '../../domain/directive/directive-errors.ts';
import type { Handler, HandlerInput } from '../../domain/process/handler.ts';
import { changedDirective, directiveOf } from './directive-work.ts';
import { text, unitByCode } from '../order-work.ts';

/** Completes a draft: matter, lead and assisting units, path, limit. @throws {@link DomainError} ERR_DIRECTIVE_FIELD */
export const draftDirective: Handler = {
  jobType: 'draft-directive',
  run(input) {
    const row = directiveOf(input);
    const { variables } = input;
    const lead = unitKeyOf(input, 'leadUnit', text(variables['leadUnit']) ?? '');
    const codes = (text(variables['coUnits']) ?? '').split(/[,，、]/).filter(Boolean);
    const draft = {
      title: text(variables['title']) ?? '',
      path: text(variables['path']) ?? '',
      limitDays: Number(variables['limitDays'] ?? row.limitDays),
    };
    const problem = directiveProblem(draft);
    if (problem) throw problem;
    const guideLeader = text(variables['guideLeader']) ?? row.guideLeader;
    const coUnitKeys = codes.map((code) => unitKeyOf(input, 'coUnits', code.trim())).filter((key) => key !== lead);
    return {
      variables: { leadUnitKey: lead, coUnitKeys, guideLeader },
      changes: [changedDirective(row, { ...draft, leadUnitKey: lead, coUnitKeys, guideLeader })],
    };
  },
};

// helpers

function unitKeyOf(input: HandlerInput, field: string, code: string): number {
  const unit = unitByCode(input, code);
  if (unit) return unit.key;
  throw directiveError('ERR_DIRECTIVE_FIELD', {
    field,
    expected: `在用的组织代码,而不是“${code}”`,
    expectedEn: `the code of an active unit, not '${code}'`,
  });
}
