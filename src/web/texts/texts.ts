/** The same texts in two languages; that none is missing, the compiler sees. */
export interface Texts<T> {
  readonly zh: T;
  readonly en: Same<T>;
}
type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

/** Texts of one part of the program, Chinese first. Values may hold vue-i18n's `{name}` placeholders and `one | many` plurals. */
export function defineTexts<const T extends object>(zh: T, en: Same<T>): Texts<T> {
  return { zh, en };
}
