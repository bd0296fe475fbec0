import type { Actor } from '../actor.ts';
import { dutyError } from '../duty-dispute/duty-errors.ts';
import type { DomainError } from '../errors.ts';
import { hasPersonalNumber } from '../privacy/masking.ts';
import { WHISTLE_REASONS, type WhistleLevel, type WhistleReason } from './whistle-words.ts';

/** What is known before a whistle is blown. */
export interface WhistleAnalysis {
  readonly solvableAlone: boolean;
  readonly risk: boolean;
  readonly enforcement: boolean;
  /** Breaking the law right now. */
  readonly ongoing: boolean;
  readonly squad: boolean;
  readonly alliance: boolean;
  readonly districtLeader: boolean;
  readonly reason: WhistleReason | null;
  readonly place: string | null;
  readonly units: readonly string[];
}

/**
 * The analysis with nothing left open. Units may be a list of codes or text with commas.
 *
 * @throws {@link DomainError} ERR_WHISTLE_FIELD when reason, place or units are missing, unless the matter can be solved alone
 */
export function checkedAnalysis(given: Readonly<Record<string, unknown>>): WhistleAnalysis {
  const flag = (name: string) => given[name] === true;
  const codes = typeof given['units'] === 'string' ? given['units'].split(/[,,、\s]+/) : given['units'];
  const units = (Array.isArray(codes) ? codes : []).filter(
    (code): code is string => typeof code === 'string' && code !== '',
  );
  const place = typeof given['place'] === 'string' && given['place'].trim() !== '' ? given['place'].trim() : null;
  const reason = Object.keys(WHISTLE_REASONS).find((word) => word === given['reason']) as WhistleReason | undefined;
  const analysis = {
    solvableAlone: flag('solvableAlone'),
    risk: flag('risk'),
    enforcement: flag('enforcement'),
    ongoing: flag('ongoing'),
    squad: flag('squad'),
    alliance: flag('alliance'),
    districtLeader: flag('districtLeader'),
    reason: reason ?? null,
    place,
    units: [...new Set(units)],
  };
  if (place !== null && hasPersonalNumber(place)) {
    throw fieldError(
      'place',
      '不含电话、证件号码的地点',
      'a place without a phone or identity number',
      '个人号码',
      'one',
    );
  }
  if (analysis.solvableAlone) return analysis;
  if (analysis.reason === null) {
    const words = Object.keys(WHISTLE_REASONS).join(' | ');
    throw fieldError('reason', words, words, '空', 'none of them');
  }
  if (place === null || [...place].length > 60) {
    throw fieldError('place', '60 字以内的地点', 'a place of at most 60 characters', '空或过长', 'nothing or more');
  }
  if (analysis.units.length === 0 || analysis.units.length > 30) {
    throw fieldError('units', '1–30 个单位代码', '1–30 codes of units', `${units.length} 个`, `${units.length}`);
  }
  return analysis;
}

/**
 * Who approves a whistle of this level: whom table D05 names. Where it names nobody, the grid leader or village secretary blows on their own
 * word, and for anybody else a leading member approves.
 */
export function approversOf({ kind, roles }: Actor, level: WhistleLevel, named: unknown): readonly unknown[] {
  const approvers: readonly unknown[] = Array.isArray(named) ? named : [];
  if (approvers.length > 0 || level === 'township') return approvers;
  const own = level === 'grid' ? 'grid_leader' : 'village_secretary';
  return kind !== 'person' || roles.includes(own) ? [] : ['leading_member'];
}

/** The refusal of a field of a whistle. */
export function fieldError(
  field: string,
  expected: string,
  expectedEn: string,
  found: string,
  foundEn: string,
): DomainError {
  return dutyError('ERR_WHISTLE_FIELD', { field, expected, expectedEn, found, foundEn });
}
