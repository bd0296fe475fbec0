import type { AppealFacts, HotlineTerms, RegisterAppealInput } from './appeal-input.ts';
import type { AppealSource, AppealType, Category, PlaceKind } from './appeal-words.ts';
import { fieldError } from '../field-error.ts';
import { identifiesSomebody } from '../privacy/masking.ts';
import { findSensitiveWords } from './sensitive-words.ts';
import type { Vault } from '../privacy/vault.ts';

/** An appeal as it is said or pushed, in clear text: only the rooms at the edge hold it, and only for a moment. */
export interface AppealDraft {
  readonly externalNo?: string;
  readonly source: AppealSource;
  readonly type: AppealType;
  readonly category: Category;
  /** 1–60 characters, no personal data. */
  readonly title: string;
  readonly content: string;
  readonly placeKind: PlaceKind;
  /** Village or community it is about. */
  readonly unitKey?: number;
  /** Of a report of wrongdoing: the unit that is accused. */
  readonly accusedUnitKey?: number;
  /** Building, company or road it is about. */
  readonly objectKey?: string;
  readonly occurredAt?: number;
  readonly facts?: Partial<Omit<AppealFacts, 'type' | 'category' | 'placeKind' | 'keywords'>>;
  readonly hotline?: HotlineTerms;
  readonly appellant: {
    readonly kind?: 'natural' | 'legal' | 'other';
    readonly name?: string;
    readonly phone?: string;
    readonly address?: string;
    readonly anonymous?: boolean;
    readonly confidential?: boolean;
    readonly replyWanted?: boolean;
  };
}

/**
 * The command's input: personal data sealed, that of a report of wrongdoing with its own key, the phone as a keyed hash as well, sensitive words picked out.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD when what is kept in clear names the appellant
 */
export function sealAppeal(vault: Vault, draft: AppealDraft): RegisterAppealInput {
  const { appellant, title, content, facts } = draft;
  for (const field of ['title', 'objectKey'] as const) {
    const known = { names: [appellant.name ?? ''], addresses: [appellant.address ?? ''] };
    if (appellant.kind !== 'legal' && identifiesSomebody(draft[field] ?? '', known))
      throw fieldError(
        field,
        { zh: '不含诉求人姓名、住址和个人号码的文字', en: 'text without the name, address or number of the appellant' },
        { zh: '这些信息', en: 'it' },
      );
  }
  const phone = appellant.phone === undefined ? null : plainPhone(appellant.phone);
  const sealer = draft.type === 'report' ? vault.reports : vault;
  const seal = (text: string | null | undefined) => (text ? sealer.seal(text) : null);
  const about = { type: draft.type, category: draft.category, placeKind: draft.placeKind };
  return {
    externalNo: draft.externalNo ?? null,
    source: draft.source,
    ...about,
    title,
    contentSealed: sealer.seal(content),
    unitKey: draft.unitKey ?? null,
    ...(draft.accusedUnitKey !== undefined && { accusedUnitKey: draft.accusedUnitKey }),
    objectKey: draft.objectKey ?? null,
    occurredAt: draft.occurredAt ?? null,
    fingerprint: vault.fingerprint(JSON.stringify([draft.type, draft.category, title, content, phone])),
    party: {
      kind: appellant.kind ?? 'natural',
      nameSealed: seal(appellant.name),
      phoneSealed: seal(phone),
      // who reports is not recognised in other appeals
      phoneHash: phone && draft.type !== 'report' ? vault.fingerprint(phone) : null,
      addressSealed: seal(appellant.address),
      anonymous: appellant.anonymous ?? false,
      confidential: appellant.confidential ?? false,
      replyWanted: appellant.replyWanted ?? true,
    },
    facts: {
      ...about,
      keywords: findSensitiveWords(`${title}\n${content}`),
      crowd: facts?.crowd ?? 1,
      affected: facts?.affected ?? 1,
      departments: facts?.departments ?? 1,
      statutoryDays: facts?.statutoryDays ?? null,
      risk: facts?.risk ?? 'low',
      supplyCut: facts?.supplyCut ?? false,
      ...(draft.hotline?.level && { hotlineLevel: draft.hotline.level }),
    },
    ...(draft.hotline && { hotline: draft.hotline }),
  };
}

/** A phone number without spaces, hyphens and country code, so that the same number always gives the same hash. */
export function plainPhone(phone: string): string {
  return phone.replaceAll(/[\s()-]/g, '').replace(/^(\+|00)86/, '');
}
