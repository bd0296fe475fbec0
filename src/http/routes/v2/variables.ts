import { createHash } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { setVariables } from '../../../commands/process/set-variables.ts';
import { httpError } from '../../../domain/http-errors.ts';
import type { VariableItem } from '../../../domain/query-ports.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { keyOf, keyParams, keyText, matchOf, pageOf, same } from '../../schemas/common.ts';
import * as shapes from '../../schemas/v2-instances.ts';
import { matches } from '../../matching.ts';
import { found, tenantOf } from '../../tenant.ts';

const TAG = 'Variable';
const VARIABLE_PARAMS = Type.Object({ variableKey: Type.String({ pattern: '^[0-9]{1,32}$' }) });
const ELEMENT_PARAMS = keyParams('elementInstanceKey');
const TASK_PARAMS = keyParams('userTaskKey');
type Search = Static<typeof shapes.VariableSearch>;
type TaskSearch = Static<typeof shapes.UserTaskVariableSearch>;

/** Data of process instances; never personal data. */
export function variableRoutes(deps: HttpDeps): readonly Route[] {
  const { variables, userTasks } = deps.queries;
  return [
    route(
      'POST',
      '/v2/variables/search',
      {
        access: needs('processes:read'),
        tag: TAG,
        summary: 'Search variables',
        body: shapes.VariableSearch,
        answer: shapes.VariablePage,
      },
      search,
    ),
    route(
      'GET',
      '/v2/variables/{variableKey}',
      {
        access: needs('processes:read'),
        tag: TAG,
        summary: 'Get a variable',
        params: VARIABLE_PARAMS,
        answer: shapes.VariableResult,
      },
      get,
    ),
    route(
      'POST',
      '/v2/user-tasks/{userTaskKey}/variables/search',
      {
        access: needs('processes:read', 'appeals:read'),
        tag: 'User task',
        summary: 'Search the variables visible to a user task',
        params: TASK_PARAMS,
        body: shapes.UserTaskVariableSearch,
        answer: shapes.VariablePage,
      },
      searchOfTask,
    ),
    route(
      'PUT',
      '/v2/element-instances/{elementInstanceKey}/variables',
      {
        access: needs('processes:write'),
        tag: 'Element instance',
        summary: 'Set variables',
        params: ELEMENT_PARAMS,
        body: shapes.SetVariables,
      },
      set,
    ),
  ];

  async function search({ actor, body }: Ask<unknown, unknown, Search>) {
    const filter = body?.filter;
    if (!filter)
      throw httpError('ERR_REQUEST_INVALID', {
        place: 'body/filter/processInstanceKey',
        rule: 'required',
        found: 'is missing: variables are searched within one instance',
        foundZh: '缺少必填字段:变量按流程实例查询',
      });
    const items = await variables.ofInstance(tenantOf(actor, filter.tenantId), keyOf(filter.processInstanceKey));
    const scope = matchOf(filter.scopeKey, keyOf);
    return pageFrom(
      items ?? [],
      body,
      (item) => matches(item.name, matchOf(filter.name, same)) && matches(item.scopeKey, scope),
    );
  }

  async function get({ actor, params }: Ask<Static<typeof VARIABLE_PARAMS>, unknown, unknown>) {
    const scopeKey = scopeOf(params.variableKey);
    const instanceKey = await variables.findInstanceOf(actor.tenantId, scopeKey);
    const items = instanceKey === undefined ? [] : await variables.ofInstance(actor.tenantId, instanceKey);
    const item = items?.find((each) => variableKey(each) === params.variableKey);
    return showVariable(found(item, { zh: '变量', en: 'variable' }, params.variableKey));
  }

  async function searchOfTask({ actor, params, body }: Ask<Static<typeof TASK_PARAMS>, unknown, TaskSearch>) {
    const task = found(
      await userTasks.find(actor, keyOf(params.userTaskKey)),
      { zh: '任务', en: 'user task' },
      params.userTaskKey,
    );
    const items = await variables.visibleAt(actor.tenantId, task.processInstanceKey, task.elementInstanceKey);
    const name = matchOf(body?.filter?.name, same);
    return pageFrom(items ?? [], body, (item) => matches(item.name, name));
  }

  async function set({
    actor,
    params,
    body,
    options,
  }: Ask<Static<typeof ELEMENT_PARAMS>, unknown, Static<typeof shapes.SetVariables>>) {
    const elementInstanceKey = keyOf(params.elementInstanceKey);
    const owner = await variables.findInstanceOf(actor.tenantId, elementInstanceKey);
    const processInstanceKey = found(owner, { zh: '元素实例', en: 'element instance' }, params.elementInstanceKey);
    const input = { elementInstanceKey, processInstanceKey, variables: body.variables, local: body.local ?? false };
    await deps.submit(setVariables, input, options);
  }
}

// helpers

/** An instance has few variables: the page is cut here. Cursors are positions. */
function pageFrom(
  items: readonly VariableItem[],
  body: Search | TaskSearch,
  isWanted: (item: VariableItem) => boolean,
) {
  const { limit, from, after } = pageOf(body?.page ?? {});
  const { field = 'name', order } = body?.sort?.[0] ?? {};
  const sign = order === 'DESC' ? -1 : 1;
  const wanted = items.filter(isWanted).sort((a, b) => sign * (a[field] < b[field] ? -1 : Number(a[field] > b[field])));
  const start = after === undefined ? (from ?? 0) : Number(after) || 0;
  const shown = wanted.slice(start, start + limit);
  const page = {
    totalItems: wanted.length,
    hasMoreTotalItems: false,
    startCursor: shown.length > 0 ? String(start) : null,
    endCursor: shown.length > 0 ? String(start + shown.length) : null,
  };
  return { items: shown.map(showVariable), page };
}

function showVariable(item: VariableItem) {
  return {
    name: item.name,
    value: JSON.stringify(item.value ?? null),
    isTruncated: false,
    tenantId: item.tenantId,
    variableKey: variableKey(item),
    scopeKey: keyText(item.scopeKey),
    processInstanceKey: keyText(item.processInstanceKey),
  };
}

/** Variables have no key of their own: theirs is made of their scope's key and 32 bits of their name. */
function variableKey({ scopeKey, name }: VariableItem): string {
  const hash = createHash('sha256').update(name).digest().readUInt32BE(0);
  return ((BigInt(scopeKey) << 32n) | BigInt(hash)).toString();
}

function scopeOf(key: string): number {
  return keyOf((BigInt(key) >> 32n).toString());
}
