import t from 'tap';
import { readResources } from '../../src/cli/deploy-processes.ts';
import { FORM_TEXTS } from '../../src/web/forms/form-texts.ts';
import { tableWords } from '../../src/http/table-words.ts';
import { STEP_NAMES } from '../../src/web/texts/step-names.ts';
import { storedIn } from '../../src/web/texts/stored-words.ts';

/*
 * Diagrams and forms are written in Chinese; readers of English find each word that people see in English too.
 */

type Part = Readonly<Record<string, unknown>> & {
  readonly properties?: Readonly<Record<string, string>>;
  readonly values?: readonly { readonly label: string; readonly labelEn?: string }[];
  readonly components?: readonly Part[];
};
const FILES = readResources('processes');
const isChinese = (text: unknown) => typeof text === 'string' && /\p{Script=Han}/u.test(text);

t.test('each text of a form is there in English', async (t) => {
  const lacking = ({ properties, values, components, ...texts }: Part): readonly string[] => [
    ...FORM_TEXTS.filter((name) => isChinese(texts[name]) && !properties?.[`${name}En`]).map((name) =>
      String(texts[name]),
    ),
    ...(values ?? []).filter(({ label, labelEn }) => isChinese(label) && !labelEn).map(({ label }) => label),
    ...(components ?? []).flatMap(lacking),
  ];
  for (const { name, content } of FILES.filter((file) => file.name.endsWith('.form'))) {
    t.same(lacking(JSON.parse(content) as Part), [], `${name}: "properties": { "labelEn": … }, choices "labelEn"`);
  }
});

t.test('each process and each task has an English name, and nothing else has', async (t) => {
  const drawn = FILES.filter(({ name }) => name.endsWith('.bpmn')).map(({ content }) => [
    /<bpmn:process id="(\w+)"/.exec(content)?.[1],
    [...content.matchAll(/<bpmn:userTask id="(\w+)"/g)].map((match) => match[1]).sort(),
  ]);
  const named = Object.entries(STEP_NAMES).map(([id, { tasks }]) => [id, Object.keys(tasks).sort()]);
  const byId = (a: readonly unknown[], b: readonly unknown[]) => String(a[0]).localeCompare(String(b[0]));
  t.same(named.sort(byId), drawn.sort(byId), 'src/web/texts/step-names.ts');
});

t.test('each row of a table, and what it writes, is there in English', async (t) => {
  for (const { name, content } of FILES.filter((file) => file.name.endsWith('.dmn'))) {
    const lacking = [...tableWords(content).rows].filter(([, { en }]) => !en || isChinese(en)).map(([id]) => id);
    t.same(lacking, [], `${name}: <annotationEntry> of the row`);
    const written = [...content.matchAll(/<outputEntry[^>]*>\s*<text>(.*?)<\/text>/gs)]
      .flatMap(([, text = '']) => [...text.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? ''))
      .filter((text) => isChinese(text) && isChinese(storedIn('en', text)));
    t.same(written, [], `${name}: src/web/texts/stored-words.ts`);
  }
});
