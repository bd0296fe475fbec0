import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { account, apiKey, session } from '../../domain/organisation/account-tables.ts';
import type { Actor } from '../../domain/actor.ts';
import { accountPost, delegation, dutyShift, orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { httpError } from '../../domain/http-errors.ts';
import type { Committed } from '../../domain/committed.ts';
import { scopesOfRoles } from '../../domain/organisation/role-scopes.ts';
import type { TableSpec } from '../../domain/table.ts';
import { programOf } from '../../domain/webhook/webhook.ts';
import { requireAccess, type Access } from '../access.ts';
import type { HttpDeps } from '../deps.ts';
import { hashToken } from '../tokens.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null when nobody is signed in. */
    actor: Actor | null;
    /** Id of the session, when the caller has one. */
    sessionId: string | null;
  }
  interface FastifyContextConfig {
    access?: Access;
  }
}

export const SESSION_COOKIE = 'jiesu_session';

/** How long a caller is believed without asking the database again, ms; changes on this node count at once. */
const REMEMBERED_MS = 10_000;
const REMEMBERED_CALLERS = 10_000;
const CALLER_TABLES: readonly TableSpec[] = [account, session, apiKey, accountPost, orgUnit];
/** A new row of these lets somebody act for others. */
const STANDING_TABLES: readonly TableSpec[] = [delegation, dutyShift];

/** Finds out who asks, before anything else, and lets only those through whom the route allows. */
export async function identifyCallers(app: FastifyInstance, deps: HttpDeps): Promise<void> {
  await app.register(cookie);
  app.decorateRequest('actor', null);
  app.decorateRequest('sessionId', null);
  const remembered = new Map<string, { readonly actor: Actor | null; readonly until: number }>();
  const forget = deps.feed.onCommitted((committed) => {
    if (changesCallers(committed)) remembered.clear();
  });
  app.addHook('onClose', async () => forget());

  app.addHook('onRequest', async (request) => {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer) {
      request.actor = await recall(`key:${hashToken(bearer)}`, () => programWith(deps, hashToken(bearer)));
      return;
    }
    const token = request.cookies[SESSION_COOKIE];
    if (!token) return;
    const sessionId = hashToken(token);
    request.actor = await recall(`session:${sessionId}`, () => personOf(deps, sessionId));
    request.sessionId = request.actor && sessionId;
  });
  // before the body is read: nobody unknown makes us parse
  app.addHook('preParsing', async (request) => {
    requireAccess(request.routeOptions.config.access ?? 'public', request.actor);
    if (request.sessionId) requireOwnPage(request);
  });

  async function recall(id: string, find: () => Promise<Actor | null>): Promise<Actor | null> {
    const now = deps.clock.now();
    const known = remembered.get(id);
    if (known && known.until > now) return known.actor;
    const actor = await find();
    if (remembered.size >= REMEMBERED_CALLERS) remembered.clear();
    if (actor) remembered.set(id, { actor, until: now + REMEMBERED_MS });
    return actor;
  }
}

// helpers

async function personOf(deps: HttpDeps, sessionId: string): Promise<Actor | null> {
  const found = await deps.queries.staff.capacityOf(sessionId, deps.clock.now());
  if (!found) return null;
  const { account: person, unitKey, roles, formerUnitKeys, stands } = found;
  const { key, tenantId } = person;
  const scopes = scopesOfRoles(roles);
  return { kind: 'person', id: `account:${key}`, tenantId, unitKey, roles, scopes, formerUnitKeys, stands };
}

async function programWith(deps: HttpDeps, hash: string): Promise<Actor | null> {
  const found = await deps.queries.accounts.findApiKey(hash);
  return found ? programOf(found) : null;
}

function changesCallers({ changes }: Committed): boolean {
  return changes.some(
    ({ table, updates, removes }) =>
      STANDING_TABLES.includes(table) || (CALLER_TABLES.includes(table) && updates.length + removes.length > 0),
  );
}

/** A page of another host can make a browser send our cookie, but not set this header or forge its origin. */
function requireOwnPage(request: FastifyRequest): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
  const { origin } = request.headers;
  const own = origin === undefined ? request.headers['x-requested-with'] !== undefined : isHere(origin, request.host);
  if (!own) throw httpError('ERR_FOREIGN_ORIGIN');
}

/** The protocol is not compared: a proxy may have taken it off. */
function isHere(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: from } = new URL(origin);
  return URL.canParse(`${protocol}//${host}`) && new URL(`${protocol}//${host}`).host === from;
}
