/** The part of dmn-moddle 12 that is used; the package has no types of its own. */
declare module 'dmn-moddle' {
  export class DmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    /** Rejects when the text is not XML or not a `typeName`; what it leaves out is told in `warnings`. */
    fromXML(
      xml: string,
      typeName: string,
    ): Promise<{ readonly rootElement: object; readonly warnings: readonly { readonly message: string }[] }>;
  }
}
