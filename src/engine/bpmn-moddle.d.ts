// bpmn-moddle 10 publishes the types of its elements only, not of its reader
declare module 'bpmn-moddle' {
  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, object>>);
    fromXML(
      xml: string,
      typeName?: string,
    ): Promise<{ rootElement: object; warnings: readonly { readonly message: string }[] }>;
  }
  export type Definitions = object;
}
