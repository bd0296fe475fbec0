import type { Schema } from '@bpmn-io/form-js-viewer';
import { FORM_TEXTS } from './form-texts.ts';

type Component = Schema['components'][number];

interface Translated {
  readonly properties?: Readonly<Record<string, string>>;
  readonly values?: readonly { readonly label: string; readonly labelEn?: string }[];
  readonly components?: readonly Component[];
}

/**
 * The form in a language. Forms are written in Chinese; what has a custom property such as `labelEn` (a field) or a key `labelEn` (a choice) is
 * shown by it to readers of English, the rest in Chinese.
 */
export function inLanguage(schema: Schema, language: string): Schema {
  return language === 'zh' ? schema : { ...schema, components: schema.components.map(inEnglish) };
}

/** The fields of a form that carry a value, with their labels. */
export function fieldsOf(
  schema: Schema | null,
  language: string,
): readonly { readonly key: string; readonly label: string }[] {
  return schema ? inLanguage(schema, language).components.flatMap(fieldsIn) : [];
}

function fieldsIn(component: Component): readonly { readonly key: string; readonly label: string }[] {
  const { key, label, dateLabel, components } = component as Translated &
    Partial<Record<'key' | 'label' | 'dateLabel', string>>;
  return [...(key ? [{ key, label: label ?? dateLabel ?? key }] : []), ...(components ?? []).flatMap(fieldsIn)];
}

function inEnglish(component: Component): Component {
  const { properties, values, components } = component as Translated;
  return {
    ...component,
    ...Object.fromEntries(
      FORM_TEXTS.map((name) => [name, properties?.[`${name}En`]] as const).filter(([, english]) => english),
    ),
    ...(values && { values: values.map((value) => ({ ...value, label: value.labelEn ?? value.label })) }),
    ...(components && { components: components.map(inEnglish) }),
  };
}

/** form-js knows English only and has no place for another language. @see https://github.com/bpmn-io/form-js/issues/1192 */
const SAID: readonly (readonly [RegExp, string])[] = [
  [/^Field is required\.$/, '必填'],
  [/^Field must have minimum value of (.+)\.$/, '不小于 $1'],
  [/^Field must have maximum value of (.+)\.$/, '不大于 $1'],
  [/^Field must have minimum length of (.+)\.$/, '不少于 $1 字'],
  [/^Field must have maximum length of (.+)\.$/, '不超过 $1 字'],
  [/^Field must match pattern (.+)\.$/, '格式应符合 $1'],
  [/^Value is not a number\.$/, '应为数字'],
  [/^Please select a valid value.*$/, '数值不在允许的步长上'],
];

interface Validator {
  validateFieldInstance(instance: object, value: unknown): string[];
}

/** A module by which form-js's validator speaks the reader's language. */
export function speaking(languageOf: () => string) {
  // form-js calls it by its injector, which looks at $inject
  const teach = (validator: Validator) => {
    const validate = validator.validateFieldInstance.bind(validator);
    validator.validateFieldInstance = (instance, value) =>
      validate(instance, value).map((sentence) => saidIn(languageOf(), sentence));
    return validator;
  };
  teach.$inject = ['validator'];
  return { __init__: ['validatorLanguage'], validatorLanguage: ['factory', teach] };
}

function saidIn(language: string, sentence: string): string {
  if (language !== 'zh') return sentence;
  for (const [pattern, zh] of SAID) if (pattern.test(sentence)) return sentence.replace(pattern, zh);
  return sentence;
}

/** Words that form-js writes into the page itself. */
const WRITTEN: Readonly<Record<string, string>> = {
  Select: '请选择',
  'Add new': '添加一行',
  Search: '搜索',
  Browse: '选择文件',
  'Nothing to show.': '暂无内容',
  'Remove tag': '移除',
  'Previous page': '上一页',
  'Next page': '下一页',
  Increment: '增加',
  Decrement: '减少',
  'Skip to search': '跳到搜索',
  'Clear selection': '清除选择',
  'No results': '没有结果',
};
const SPOKEN = ['placeholder', 'title', 'aria-label'] as const;

/**
 * Keeps the words that form-js has no place to translate in the reader's language, also those that it writes later.
 *
 * @returns ends it
 */
export function translateWritten(place: HTMLElement, languageOf: () => string): () => void {
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) for (const node of [target, ...addedNodes]) translate(node);
  });
  observer.observe(place, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: [...SPOKEN],
  });
  return () => observer.disconnect();

  function translate(node: Node): void {
    if (languageOf() !== 'zh') return;
    if (node instanceof Text) {
      const zh = WRITTEN[node.data];
      // what somebody named in the form is theirs
      if (zh && node.parentElement?.closest('label, option') === null) node.data = zh;
      return;
    }
    if (!(node instanceof Element)) return;
    for (const name of SPOKEN) {
      const zh = WRITTEN[node.getAttribute(name) ?? ''];
      if (zh) node.setAttribute(name, zh);
    }
    for (const child of node.childNodes) translate(child);
  }
}
