import type { ScopeInstance } from './process-instance.ts';

/** An element that a process instance stands at. */
export interface OpenElement {
  readonly elementId: string;
  /** Element instance keys: of the entry itself and, of a multi-instance activity, of its open items. */
  readonly keys: readonly number[];
}

/** Where an instance stands: what waits in each of its scopes, outer ones first. Nothing once it has ended. */
export function openElements(tree: ScopeInstance | null): readonly OpenElement[] {
  if (!tree) return [];
  const own = Object.values(tree.slots).map(({ elementId, key, multi }) => {
    return { elementId, keys: [key, ...Object.values(multi?.open ?? {}).map((item) => item.key)] };
  });
  return [...own, ...tree.children.flatMap(({ scope }) => openElements(scope))];
}
