import type { Schema } from '@bpmn-io/form-js-viewer';

type Component = Schema['components'][number];

interface Translated {
  readonly properties?: { readonly labelEn?: string; readonly textEn?: string };
  readonly values?: readonly { readonly label: string; readonly labelEn?: string }[];
  readonly components?: readonly Component[];
}

/**
 * The form in a language. Forms are written in Chinese; what has a custom property `labelEn` (a field) or a key `labelEn` (a choice) is shown by
 * it to readers of English, the rest in Chinese.
 */
export function inLanguage(schema: Schema, language: string): Schema {
  return language === 'zh' ? schema : { ...schema, components: schema.components.map(inEnglish) };
}

function inEnglish(component: Component): Component {
  const { properties, values, components } = component as Translated;
  return {
    ...component,
    ...(properties?.labelEn && { label: properties.labelEn }),
    ...(properties?.textEn && { text: properties.textEn }),
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
