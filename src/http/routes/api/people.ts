import { Type, type Static } from 'typebox';
import { ROLES } from '../../../domain/actor.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { Key, keyTextOrNull, Nullable, pageAnswer, PageOf, pageOf, PageQuery } from '../../schemas/common.ts';

const Person = Type.Object({
  id: Type.String({ description: 'What tasks and histories call this person' }),
  displayName: Type.String(),
  unitKey: Nullable(Key),
  roles: Type.Array(Type.Enum(ROLES)),
  active: Type.Boolean(),
});

/** Who works in the township: names for what tasks and histories call people, and colleagues to give a task to. */
export function peopleRoutes({ queries }: HttpDeps): readonly Route[] {
  return [
    route(
      'GET',
      '/api/people',
      {
        access: needs('appeals:read', 'processes:read'),
        tag: 'Task',
        summary: 'List colleagues 同事名录',
        query: PageQuery,
        answer: PageOf(Person),
      },
      list,
    ),
  ];

  async function list({ actor, query }: Ask<unknown, Static<typeof PageQuery>, unknown>) {
    const page = await queries.accounts.search({ tenantId: actor.tenantId, filter: {}, page: pageOf(query) });
    return pageAnswer(page, ({ key, displayName, unitKey, roles, active }) => ({
      id: `account:${key}`,
      displayName,
      unitKey: keyTextOrNull(unitKey),
      roles,
      active,
    }));
  }
}
