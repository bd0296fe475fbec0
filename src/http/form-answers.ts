import { httpError } from '../domain/http-errors.ts';
import { hasPersonalNumber, identifiesSomebody, type KnownPeople } from '../domain/privacy/masking.ts';

/** A component of a form-js form, as far as answers are checked against it. @see form-js schema version 18 */
interface Component {
  readonly type?: string;
  readonly key?: string;
  readonly path?: string;
  readonly label?: string;
  readonly disabled?: boolean;
  readonly readonly?: boolean;
  readonly serializeToString?: boolean;
  readonly conditional?: { readonly hide?: string };
  readonly values?: readonly { readonly value: unknown }[];
  readonly components?: readonly Component[];
  readonly validate?: {
    readonly required?: boolean;
    readonly min?: number;
    readonly max?: number;
    readonly minLength?: number;
    readonly maxLength?: number;
  };
}

type Values = Readonly<Record<string, unknown>>;
interface Fault {
  readonly rule: string;
  readonly zh: string;
  readonly en: string;
}

/**
 * Holds answers against the form they were asked by. What the form does not ask for is let through: it belongs to the diagram.
 * Hidden and read-only fields may be left out, since browsers leave them out.
 *
 * @param form - form-js schema as JSON text; a form that cannot be read asks for nothing
 * @throws {@link DomainError} ERR_ANSWER_INVALID naming the field and what it must be
 */
export function checkAnswers(form: string, answers: Values): void {
  checkAll(componentsOf(form), answers, 'variables');
}

/**
 * Refuses answers that say who somebody of the case is: they become variables of the process, which are kept in clear.
 *
 * @throws {@link DomainError} ERR_ANSWER_INVALID
 */
export function checkImpersonal(answers: unknown, people: KnownPeople, place = 'variables'): void {
  if (typeof answers === 'string') {
    if (identifiesSomebody(answers, people)) throw refusal({}, place, PERSONAL);
  } else if (typeof answers === 'object' && answers !== null) {
    for (const [name, value] of Object.entries(answers)) checkImpersonal(value, people, `${place}.${name}`);
  }
}

/** Whether there is any free text in answers: something that is neither a number, nor a date, nor a word of a list. */
export function holdsText(answers: unknown): boolean {
  if (typeof answers === 'string') return !/^[A-Za-z_][\w.:-]*$|^[\d.:TZ+-]{0,10}$/.test(answers);
  return typeof answers === 'object' && answers !== null && Object.values(answers).some(holdsText);
}

// helpers

const PERSONAL: Fault = {
  rule: 'personal-data',
  zh: '不应含诉求人姓名、住址或个人号码,请写入办理记录',
  en: 'hold no name, address or number of the appellant: write it in a note of the order',
};

function componentsOf(form: string): readonly Component[] {
  const { components } = JSON.parse(form) as { readonly components?: unknown };
  return Array.isArray(components) ? (components as Component[]) : [];
}

function checkAll(components: readonly Component[], answers: unknown, place: string): void {
  for (const component of components) {
    if (component.type === 'dynamiclist') checkList(component, answers, place);
    else if (component.components)
      checkAll(component.components, at(answers, component.path), below(place, component.path));
    else if (component.key) checkField(component, component.key, answers, place);
  }
}

function checkList(component: Component, answers: unknown, place: string): void {
  const rows = at(answers, component.path);
  const where = below(place, component.path);
  if (rows === undefined || rows === null) return;
  if (!Array.isArray(rows)) throw refusal(component, where, typeFault('list', '列表'));
  for (const [i, row] of rows.entries()) checkAll(component.components ?? [], row, `${where}[${i}]`);
}

function checkField(component: Component, key: string, answers: unknown, place: string): void {
  const value = at(answers, key);
  const fault = faultOf(component, value);
  if (fault) throw refusal(component, below(place, key), fault);
}

function faultOf(component: Component, value: unknown): Fault | undefined {
  const { validate, type } = component;
  if (value === undefined || value === null || value === '') {
    const mayLack = component.disabled || component.readonly || component.conditional?.hide;
    return validate?.required && !mayLack ? { rule: 'required', zh: '必填', en: 'be filled in' } : undefined;
  }
  switch (type) {
    case 'checkbox':
      return typeof value === 'boolean' ? undefined : typeFault('true or false', '是或否(true/false)');
    case 'number':
      if (component.serializeToString) return typeof value === 'string' ? undefined : typeFault('text', '文字');
      return typeof value === 'number'
        ? boundsFault(value, validate?.min, validate?.max)
        : typeFault('a number', '数字');
    case 'textfield':
    case 'textarea':
      return typeof value === 'string' ? textFault(value, validate) : typeFault('text', '文字');
    case 'datetime':
      return typeof value === 'string' ? undefined : typeFault('a date as text', '日期文字');
    case 'radio':
    case 'select':
      return choiceFault(component, [value]);
    case 'checklist':
    case 'taglist':
      return Array.isArray(value) ? choiceFault(component, value) : typeFault('a list', '列表');
    default:
      return undefined;
  }
}

function choiceFault({ values }: Component, chosen: readonly unknown[]): Fault | undefined {
  // choices that come from variables are not known here
  if (!values || values.length === 0) return undefined;
  const allowed = values.map(({ value }) => value);
  if (chosen.every((value) => allowed.includes(value))) return undefined;
  const list = allowed.map((value) => JSON.stringify(value)).join(', ');
  return { rule: 'enum', zh: `应为以下之一:${list}`, en: `be one of ${list}` };
}

function boundsFault(value: number, min = -Infinity, max = Infinity): Fault | undefined {
  if (value < min) return { rule: 'minimum', zh: `不小于 ${min}`, en: `be at least ${min}` };
  return value > max ? { rule: 'maximum', zh: `不大于 ${max}`, en: `be at most ${max}` } : undefined;
}

function textFault(
  value: string,
  { minLength = 0, maxLength = Infinity }: Component['validate'] = {},
): Fault | undefined {
  // answers become variables of the process, which are kept in clear
  if (hasPersonalNumber(value)) {
    const zh = '不应含电话或证件号码,请写入办理记录';
    return { rule: 'personal-data', zh, en: 'hold no phone or identity number: write it in a note of the order' };
  }
  if (value.length < minLength)
    return { rule: 'minLength', zh: `不少于 ${minLength} 字`, en: `have at least ${minLength} characters` };
  if (value.length > maxLength)
    return { rule: 'maxLength', zh: `不超过 ${maxLength} 字`, en: `have at most ${maxLength} characters` };
  return undefined;
}

function typeFault(en: string, zh: string): Fault {
  return { rule: 'type', zh: `应为${zh}`, en: `be ${en}` };
}

function refusal({ label }: Component, place: string, { rule, zh, en }: Fault) {
  return httpError('ERR_ANSWER_INVALID', { place, rule, label: label ?? place, zh, en });
}

function at(answers: unknown, path: string | undefined): unknown {
  let value = answers;
  for (const name of path ? path.split('.') : []) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Values)[name];
  }
  return value;
}

function below(place: string, path: string | undefined): string {
  return path ? `${place}.${path}` : place;
}
