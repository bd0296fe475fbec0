import { Type, type Static } from 'typebox';
import { signIn } from '../../../commands/organisation/sign-in.ts';
import { signOut } from '../../../commands/organisation/sign-out.ts';
import { accountError } from '../../../domain/organisation/account-errors.ts';
import { ROLES, SCOPES, systemActor } from '../../../domain/actor.ts';
import { scopesOfRoles } from '../../../domain/organisation/role-scopes.ts';
import { SIGNED_IN } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { SESSION_COOKIE } from '../../plugins/identity.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { Instant, Key, Nullable, instantText, keyText, keyTextOrNull } from '../../schemas/common.ts';
import { createSignInThrottle } from '../../sign-in-throttle.ts';
import { hashPassword, hashToken, newToken, verifyPassword } from '../../tokens.ts';

const TAG = 'Session';
const SignIn = Type.Object(
  { login: Type.String({ minLength: 1, maxLength: 100 }), password: Type.String({ minLength: 1, maxLength: 1_000 }) },
  { additionalProperties: false },
);
const Caller = Type.Object({
  id: Type.String({ description: 'What tasks and histories call this caller' }),
  kind: Type.Enum(['person', 'client', 'system']),
  accountKey: Nullable(Key),
  displayName: Nullable(Type.String()),
  tenantId: Type.String(),
  unitKey: Nullable(Key),
  roles: Type.Array(Type.Enum(ROLES)),
  scopes: Type.Array(Type.Enum(SCOPES)),
});
const SignedIn = Type.Object({ expiresAt: Instant, caller: Caller });

/** A township hall has one address for everybody in it: one who mistypes must not lock the others out. */
const COLLEAGUES = 20;

/** Signing in and out. */
export function sessionRoutes(deps: HttpDeps): readonly Route[] {
  const { accounts } = deps.queries;
  const { failedSignIns } = deps.settings.http;
  const ofLogin = createSignInThrottle(deps.clock, failedSignIns);
  const ofAddress = createSignInThrottle(deps.clock, failedSignIns * COLLEAGUES);
  const cookie = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.settings.nodeEnv === 'production',
  } as const;
  // a login that does not exist takes as long as a wrong password
  const nobody = hashPassword(newToken('jss_'));
  return [
    route(
      'POST',
      '/api/session',
      {
        access: 'public',
        tag: TAG,
        summary: 'Sign in',
        description: 'Sets the session cookie.',
        body: SignIn,
        answer: SignedIn,
        status: 201,
      },
      open,
    ),
    route('GET', '/api/session', { access: SIGNED_IN, tag: TAG, summary: 'Get the caller', answer: Caller }, show),
    route('DELETE', '/api/session', { access: SIGNED_IN, tag: TAG, summary: 'Sign out' }, close),
  ];

  async function open({ body, request, reply }: Ask<unknown, unknown, Static<typeof SignIn>>) {
    ofLogin.check(body.login);
    ofAddress.check(request.ip);
    const account = await accounts.findByLogin(body.login);
    const isRight = await verifyPassword(body.password, account?.passwordHash ?? (await nobody));
    if (!account?.active || !isRight) {
      ofLogin.failed(body.login);
      ofAddress.failed(request.ip);
      throw accountError('ERR_SIGN_IN_REFUSED');
    }
    ofLogin.succeeded(body.login);
    const token = newToken('jss_');
    const { key, tenantId, roles, unitKey, displayName, passwordHash } = account;
    const lifetimeMs = deps.settings.http.sessionHours * 3_600_000;
    const input = { accountKey: key, passwordHash, sessionId: hashToken(token), lifetimeMs };
    const { expiresAt } = await deps.submit(signIn, input, { actor: systemActor('sign-in', tenantId) });
    void reply.setCookie(SESSION_COOKIE, token, { ...cookie, maxAge: Math.floor(lifetimeMs / 1_000) });
    const caller = {
      id: `account:${key}`,
      kind: 'person',
      accountKey: keyText(key),
      displayName,
      tenantId,
      unitKey: keyTextOrNull(unitKey),
    };
    return { expiresAt: instantText(expiresAt), caller: { ...caller, roles, scopes: scopesOfRoles(roles) } };
  }

  async function show({ actor }: Ask<unknown, unknown, unknown>) {
    const { id, kind, tenantId, unitKey, roles, scopes } = actor;
    const key = kind === 'person' ? Number(id.slice('account:'.length)) : null;
    const account = key === null ? undefined : await accounts.find(tenantId, key);
    const displayName = account?.displayName ?? null;
    return {
      id,
      kind,
      accountKey: keyTextOrNull(key),
      displayName,
      tenantId,
      unitKey: keyTextOrNull(unitKey),
      roles,
      scopes,
    };
  }

  async function close({ request, reply, options }: Ask<unknown, unknown, unknown>) {
    if (request.sessionId) await deps.submit(signOut, { sessionId: request.sessionId }, options);
    void reply.clearCookie(SESSION_COOKIE, cookie);
  }
}
