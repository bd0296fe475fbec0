import type { Knex } from 'knex';
import type { ScopeInstance } from '../domain/process/process-instance.ts';
import { processInstance } from '../domain/process/process-tables.ts';
import type { VariableItem, VariableQuery } from '../domain/query-ports.ts';
import { columnsOf, rowOf } from './reading.ts';

type Variables = Readonly<Record<string, unknown>>;

/** The variables of one scope, and the scopes around it, outermost first. */
interface Scope {
  readonly key: number;
  readonly variables: Variables;
  readonly around: readonly Scope[];
}

/** Data of process instances: in the instance's row, in its tree of scopes, and in the rows of open work. */
export function createVariableQuery(knex: Knex): VariableQuery {
  return {
    async ofInstance(tenantId, processInstanceKey) {
      const scopes = await scopesOf(tenantId, processInstanceKey);
      return scopes?.flatMap((scope) => itemsOf(scope, tenantId, processInstanceKey));
    },
    async visibleAt(tenantId, processInstanceKey, elementInstanceKey) {
      const scopes = await scopesOf(tenantId, processInstanceKey);
      if (!scopes) return undefined;
      const inner = scopes.find(({ key }) => key === elementInstanceKey) ?? scopes[0];
      const items = [...(inner?.around ?? []), ...(inner ? [inner] : [])].flatMap((scope) =>
        itemsOf(scope, tenantId, processInstanceKey),
      );
      // a later item is further in and hides what has the same name
      return [...new Map(items.map((item) => [item.name, item])).values()];
    },
    async findInstanceOf(tenantId, elementInstanceKey) {
      const instance = await knex('process_instance')
        .where({ key: elementInstanceKey, tenant_id: tenantId })
        .first('key');
      if (instance) return elementInstanceKey;
      const open = { tenant_id: tenantId, element_instance_key: elementInstanceKey };
      const task = await knex('user_task')
        .whereRaw("state = 'CREATED'")
        .where(open)
        .first('process_instance_key as found');
      const job =
        task ??
        (await knex('job').whereIn('state', ['CREATED', 'FAILED']).where(open).first('process_instance_key as found'));
      return job?.found;
    },
  };

  async function scopesOf(tenantId: string, key: number): Promise<Scope[] | undefined> {
    const columns = columnsOf(knex, processInstance, 't', ['tree', 'variables']);
    const read = await knex('process_instance as t')
      .where({ 't.key': key, 't.tenant_id': tenantId })
      .select(columns)
      .first();
    if (!read) return undefined;
    const { tree, variables } = rowOf(processInstance, read);
    const root: Scope = { key, variables, around: [] };
    if (!tree) return [root];
    return [root, ...inside(tree, root, await ownVariables(key))];
  }

  /** Local variables of tasks and jobs, by element instance. */
  async function ownVariables(processInstanceKey: number): Promise<ReadonlyMap<number, Variables>> {
    const columns = ['element_instance_key as key', 'variables'];
    const own = (table: string) =>
      knex(table).where({ process_instance_key: processInstanceKey }).whereNotNull('variables').select(columns);
    const rows: { key: number; variables: string | Variables }[] = [...(await own('user_task')), ...(await own('job'))];
    return new Map(
      rows.map(({ key, variables }) => [key, typeof variables === 'string' ? JSON.parse(variables) : variables]),
    );
  }
}

// helpers

/** Every scope inside `tree`: its slots with their items, and its children. */
function inside(tree: ScopeInstance, self: Scope, own: ReadonlyMap<number, Variables>): Scope[] {
  const around = [...self.around, self];
  const within = (key: number, variables: Variables | undefined, outer = around): Scope => ({
    key,
    variables: own.get(key) ?? variables ?? {},
    around: outer,
  });
  const slots = Object.values(tree.slots).flatMap((slot) => {
    const scope = within(slot.key, slot.variables);
    const items = Object.values(slot.multi?.open ?? {}).map((item) =>
      within(item.key, item.variables, [...around, scope]),
    );
    return [scope, ...items];
  });
  const children = tree.children.flatMap(({ scope: child }) => {
    const scope = within(child.key, child.variables);
    return [scope, ...inside(child, scope, own)];
  });
  return [...slots, ...children];
}

function itemsOf({ key, variables }: Scope, tenantId: string, processInstanceKey: number): VariableItem[] {
  return Object.entries(variables).map(([name, value]) => ({
    name,
    value,
    scopeKey: key,
    processInstanceKey,
    tenantId,
  }));
}
