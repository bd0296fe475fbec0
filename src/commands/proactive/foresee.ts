import type { Command, DecisionContext } from '../../domain/command.ts';
import { fieldError } from '../../domain/field-error.ts';
import type { ReportFinding } from '../../domain/proactive/finding-draft.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { reportFinding, type ReportedFinding } from './report-finding.ts';

export interface Foresee {
  /** Of kind `forecast`, without a place: each village or community gets a finding of its own. */
  readonly forecast: ReportFinding;
  /** Villages and communities; empty for all of the township. */
  readonly unitKeys: readonly number[];
}

/**
 * Reports what is foreseen, a hot spot or a season, as one finding for each village or community, which its grid looks at before anybody
 * complains.
 *
 * @throws DomainError ERR_APPEAL_FIELD when it is no forecast · ERR_UNIT_NOT_FOUND · ERR_FINDING_REPORTER
 * @see Regulation art. 26: issues that come often or are foreseen are governed ahead of time
 */
export const foresee: Command<Foresee, { readonly findings: readonly ReportedFinding[] }> = {
  type: 'foresee',
  decide: (context, input) => ({ findings: foreseen(context, input) }),
};

/** The findings of a forecast, one for each place. */
export function foreseen(context: DecisionContext, { forecast, unitKeys }: Foresee): readonly ReportedFinding[] {
  if (forecast.kind !== 'forecast') throw fieldError('kind', 'forecast', `'${forecast.kind}'`);
  const all = context.rows
    .list(orgUnit, 'byTenant', [context.actor.tenantId])
    .filter(({ kind, active }) => active && (kind === 'village' || kind === 'community'))
    .map(({ key }) => key);
  const places = unitKeys.length === 0 ? all : [...new Set(unitKeys)];
  return places.map((unitKey) => reportFinding.decide(context, { ...forecast, unitKey, gridKey: null }));
}
