import type { AppealFacts } from '../appeal/appeal-input.ts';
import type { Category, PlaceKind } from '../appeal/appeal-words.ts';
import type { FindingKind } from './proactive-words.ts';
import { findSensitiveWords } from '../appeal/sensitive-words.ts';
import type { Vault } from '../privacy/vault.ts';

/** A finding as it is reported, in clear text: only the rooms at the edge hold it, and only for a moment. */
export interface FindingDraft {
  readonly kind: FindingKind;
  readonly category: Category;
  readonly placeKind: PlaceKind;
  /** 1–60 characters, no personal data. */
  readonly title: string;
  readonly content: string;
  readonly objectKey?: string;
  readonly unitKey?: number;
  readonly gridKey?: number;
  /** Degrees. */
  readonly position?: Position;
  readonly safety?: boolean;
  readonly alreadyAppealed?: boolean;
  /** How the reporter can be reached. */
  readonly contact?: string;
  readonly photos?: readonly { readonly mediaType: string; readonly data: string }[];
}

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** A finding with its personal data sealed; made by {@link sealFinding}. */
export interface ReportFinding {
  readonly kind: FindingKind;
  readonly category: Category;
  readonly placeKind: PlaceKind;
  readonly title: string;
  readonly contentSealed: string;
  readonly objectKey: string | null;
  readonly unitKey: number | null;
  readonly gridKey: number | null;
  readonly placeSealed: string | null;
  /** To about 100 m. */
  readonly area: Position | null;
  readonly safety: boolean;
  readonly alreadyAppealed: boolean;
  readonly contactSealed: string | null;
  readonly photos: readonly { readonly mediaType: string; readonly contentSealed: string }[];
  /** Hash of the receipt that a resident keeps. */
  readonly receiptHash: string | null;
  readonly facts: AppealFacts;
}

/** The command's input: words, exact place, contact and photos sealed; the place rounded to about 100 m. */
export function sealFinding(vault: Vault, draft: FindingDraft, receiptHash: string | null = null): ReportFinding {
  const { position, safety = false, title, content } = draft;
  const about = { category: draft.category, placeKind: draft.placeKind };
  const rounded = (degrees: number) => Math.round(degrees * 1_000) / 1_000;
  return {
    ...about,
    kind: draft.kind,
    title,
    contentSealed: vault.seal(content),
    objectKey: draft.objectKey ?? null,
    unitKey: draft.unitKey ?? null,
    gridKey: draft.gridKey ?? null,
    placeSealed: position ? vault.seal(`${position.latitude},${position.longitude}`) : null,
    area: position ? { latitude: rounded(position.latitude), longitude: rounded(position.longitude) } : null,
    safety,
    alreadyAppealed: draft.alreadyAppealed ?? false,
    contactSealed: draft.contact ? vault.seal(draft.contact) : null,
    photos: (draft.photos ?? []).map(({ mediaType, data }) => ({ mediaType, contentSealed: vault.seal(data) })),
    receiptHash,
    facts: {
      ...about,
      type: draft.kind === 'suggestion' ? 'suggestion' : 'help',
      keywords: findSensitiveWords(`${title}\n${content}`),
      crowd: 1,
      affected: 1,
      departments: 1,
      statutoryDays: null,
      risk: safety ? 'high' : 'low',
      supplyCut: false,
    },
  };
}
