import type { Knex } from 'knex';
import type { Actor } from '../domain/actor.ts';
import { userTask, USER_TASK_STATES } from '../domain/process/process-tables.ts';
import type { OwnTaskFields, UserTaskFields, UserTaskItem, UserTaskQuery } from '../domain/query-ports.ts';
import type { SearchRequest } from '../domain/search.ts';
import { elementsOf } from '../domain/organisation/act-scopes.ts';
import { groupsOf, groupsOfStanding, seesAllUnits } from '../domain/organisation/role-scopes.ts';
import { definitionColumns, formAt } from './process-query.ts';
import { columnsOf, namesOf, rowOf } from './reading.ts';
import { searchPage, type Field } from './search.ts';

/** Work that waits for people, as far as the asker may see it. */
export function createUserTaskQuery(knex: Knex): UserTaskQuery {
  const columns = [
    ...columnsOf(knex, userTask, 't', namesOf(userTask, 'variables')),
    ...definitionColumns(knex),
    knex.raw(
      '(select f.key from form_definition f where f.tenant_id = t.tenant_id and f.form_id = t.form_id order by f.version desc limit 1) as "formKey"',
    ),
  ];
  const row = (read: Readonly<Record<string, unknown>>) => rowOf<typeof userTask, UserTaskItem>(userTask, read);

  return {
    search: ({ tenantId, ...request }, asker) => searchIn(() => visible(tenantId, asker), request),
    searchOwn: ({ tenantId, ...request }, asker) =>
      searchPage<OwnTaskFields, UserTaskItem>(
        {
          knex,
          from: () => withOrder(asker.kind === 'person' ? own(tenantId, asker) : visible(tenantId, asker)),
          columns,
          fields: ownFields(),
          key: 't.key',
          row,
        },
        request,
      ),
    async find(asker, key) {
      const read = await visible(asker.tenantId, asker).where('t.key', key).select(columns).first();
      return read && row(read);
    },
    async findForm(asker, key) {
      const task = await visible(asker.tenantId, asker).where('t.key', key).first('t.form_id as formId');
      if (!task?.formId) return undefined;
      return formAt(knex, (query) =>
        query.where({ 'f.tenant_id': asker.tenantId, 'f.form_id': task.formId }).orderBy('f.version', 'desc'),
      );
    },
  };

  function searchIn(from: () => Knex.QueryBuilder, request: Omit<SearchRequest<UserTaskFields>, 'tenantId'>) {
    return searchPage<UserTaskFields, UserTaskItem>(
      { knex, from, columns, fields: fields(), key: 't.key', row },
      request,
    );
  }

  function withOrder(tasks: Knex.QueryBuilder): Knex.QueryBuilder {
    return tasks
      .leftJoin('process_instance as i', 'i.key', 't.process_instance_key')
      .leftJoin('process_instance as r', 'r.key', 'i.root_process_instance_key')
      .leftJoin(
        'work_order as o',
        (on) => void on.on('o.tenant_id', 't.tenant_id').andOn('o.order_no', 'r.business_key'),
      )
      .leftJoin('appeal as a', 'a.key', 'o.key');
  }

  function visible(tenantId: string, asker: Actor): Knex.QueryBuilder {
    return seesAllUnits(asker) ? all(tenantId) : own(tenantId, asker);
  }

  function all(tenantId: string): Knex.QueryBuilder {
    return knex('user_task as t')
      .leftJoin('process_definition as d', 'd.key', 't.process_definition_key')
      .where('t.tenant_id', tenantId);
  }

  function own(tenantId: string, asker: Actor): Knex.QueryBuilder {
    return all(tenantId).where((or) => {
      void or.where('t.assignee', asker.id);
      holdsAny(or, 't.candidate_users', [asker.id]);
      holdsAny(or, 't.candidate_groups', groupsOf(asker));
      for (const standing of asker.stands ?? []) {
        void or.orWhere((lent) => {
          void lent.whereIn('t.element_id', [...elementsOf(standing.acts)]);
          void lent.andWhere((offered) => holdsAny(offered, 't.candidate_groups', groupsOfStanding(standing)));
        });
      }
    });
  }
}

// helpers

function fields(): Readonly<Record<keyof UserTaskFields, Field>> {
  return {
    key: 't.key',
    state: { column: 't.state', words: USER_TASK_STATES },
    assignee: 't.assignee',
    priority: 't.priority',
    elementId: 't.element_id',
    name: 't.name',
    candidateGroup: listField('t.candidate_groups'),
    candidateUser: listField('t.candidate_users'),
    processDefinitionKey: 't.process_definition_key',
    processInstanceKey: 't.process_instance_key',
    elementInstanceKey: 't.element_instance_key',
    processId: 'd.process_id',
    createdAt: 't.created_at',
    endedAt: 't.ended_at',
    dueAt: 't.due_at',
    followUpAt: 't.follow_up_at',
  };
}

function ownFields(): Readonly<Record<keyof OwnTaskFields, Field>> {
  return {
    ...fields(),
    lostAt: {
      column: LOST_AT,
      where(query, { lt }) {
        if (lt !== undefined) query.whereRaw(`${LOST_AT} < ?`, [lt]);
      },
    },
    level: 'o.level',
    text: {
      column: 'a.title',
      where(query, { like }) {
        if (like === undefined) return;
        const part = `%${like.replace(/[\\%_]/g, '\\$&')}%`;
        query.where((or) => {
          // who gets a task of a report of wrongdoing, or of a panel, does not find it by its title
          const shown = `a.type <> 'report' and not (d.process_id = 'hand_down' and cast(t.candidate_groups as text) like '%"mediator"%')`;
          void or.whereRaw(`${shown} and a.title like ? escape '\\'`, [part]);
          for (const column of ['o.order_no', 't.name']) void or.orWhereRaw(`${column} like ? escape '\\'`, [part]);
        });
      },
    },
  };
}

/** The earlier of two dates of which either may be missing. */
const LOST_AT = 'case when t.due_at is null or o.due_at < t.due_at then coalesce(o.due_at, t.due_at) else t.due_at end';

/** A list of texts as JSON: a text is in it when it stands there in quotes. */
function listField(column: string): Field {
  return {
    column,
    where(query, match) {
      const wanted = [...(match.eq === undefined ? [] : [match.eq]), ...(match.in ?? [])].map(String);
      if (wanted.length > 0) query.where((or) => holdsAny(or, column, wanted));
      const unwanted = [...(match.neq === undefined ? [] : [match.neq]), ...(match.notIn ?? [])].map(String);
      if (unwanted.length > 0) query.whereNot((or) => holdsAny(or, column, unwanted));
      if (match.exists !== undefined) query.whereRaw(`cast(${column} as text) ${match.exists ? '<>' : '='} '[]'`);
    },
  };
}

function holdsAny(or: Knex.QueryBuilder, column: string, texts: readonly string[]): void {
  for (const text of texts) {
    const quoted = JSON.stringify(text).replace(/[\\%_]/g, '\\$&');
    void or.orWhereRaw(`cast(${column} as text) like ? escape '\\'`, [`%${quoted}%`]);
  }
}
