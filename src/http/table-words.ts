/** What people call the rows and columns of a decision table. */
export interface TableWords {
  /** By id of the row; English is the row's annotation and may be missing. @see DMN 1.3 §8.3.3, rule annotation */
  readonly rows: ReadonlyMap<string, { readonly zh: string; readonly en: string }>;
  /** Expression of an input by its label. */
  readonly inputs: ReadonlyMap<string, string>;
}

/** Reads the words of a table from its file, which deployment has found well formed. */
export function tableWords(xml: string): TableWords {
  return {
    rows: new Map(
      elementsOf(xml, 'rule').map(({ id, content }) => [
        id,
        {
          // a lock marks rows that the law fixes: of use to designers only
          zh: textOf(content, 'description').replace(/^🔒\s*/u, ''),
          en: textOf(textOf(content, 'annotationEntry', false), 'text'),
        },
      ]),
    ),
    inputs: new Map(
      elementsOf(xml, 'input').map(({ label, content }) => [
        label,
        textOf(textOf(content, 'inputExpression', false), 'text'),
      ]),
    ),
  };
}

// helpers

function elementsOf(xml: string, name: string) {
  const whole = new RegExp(`<(?:\\w+:)?${name}\\s([^>]*)>([\\s\\S]*?)</(?:\\w+:)?${name}>`, 'g');
  return [...xml.matchAll(whole)].map(([, attributes = '', content = '']) => ({
    id: attributeOf(attributes, 'id'),
    label: attributeOf(attributes, 'label'),
    content,
  }));
}

function attributeOf(attributes: string, name: string): string {
  return decoded(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
}

function textOf(content: string, name: string, isText = true): string {
  const found = new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([\\s\\S]*?)</(?:\\w+:)?${name}>`).exec(content)?.[1] ?? '';
  return isText ? decoded(found.trim()) : found;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function decoded(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? '');
}
