import type { ResourceFile } from '../../../domain/process/engine-port.ts';
import type { Act, GivenTask } from './act.ts';
import type { People } from './people.ts';

interface Field {
  readonly key?: string;
  readonly type?: string;
  readonly values?: readonly { readonly value: unknown }[];
}

const HOUR = 3_600_000;

/** Forms by id: what somebody sees who has not learned a task. */
export type Forms = ReadonlyMap<string, readonly Field[]>;

export function formsOf(files: readonly ResourceFile[]): Forms {
  const forms = files
    .filter(({ name }) => name.endsWith('.form'))
    .map(({ content }) => JSON.parse(content) as { id: string; components: readonly Field[] });
  return new Map(forms.map(({ id, components }) => [id, components]));
}

/** A task that nobody has learned is done as its form allows: any choice, any number, any words. */
export function byForm(people: People, task: GivenTask, fields: readonly Field[]): Act {
  const variables: Record<string, unknown> = {};
  for (const field of fields) if (field.key !== undefined) put(variables, field.key.split('.'), answer(people, field));
  return people.inOffice(task, 2 * HOUR, variables);
}

// helpers

function answer({ draw }: People, { type, values = [] }: Field): unknown {
  if (type === 'checklist') return values.map(({ value }) => value);
  if (values.length > 0) return draw.pick(values).value;
  if (type === 'number') return 1;
  return type === 'checkbox' ? false : '【模拟】';
}

function put(into: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) into[name] = value;
  else put((into[name] ??= {}) as Record<string, unknown>, rest, value);
}
