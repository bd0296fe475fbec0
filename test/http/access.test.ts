import t from 'tap';
import { multipart, openTestServer, TEST_LIMITS } from '../helpers/http.ts';
import { FORM, userTask } from './diagrams.ts';

const server = await openTestServer(t);
const { app, call, deploy, keyFor, account, signIn, host, log } = server;

t.test('every route says who may use it and how it refuses', async (t) => {
  const { paths } = app.swagger() as unknown as {
    paths: Record<string, Record<string, { responses: object; security?: unknown[] }>>;
  };
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const isPublic = operation.security?.length === 0;
      t.equal('x-scopes' in operation, !isPublic, `${method} ${path} names its scopes`);
      t.ok('400' in operation.responses && '500' in operation.responses, `${method} ${path} declares refusals`);
      if (isPublic) continue;
      const url = path.replace(/\{\w+\}/g, '1');
      t.equal((await call(null, method.toUpperCase(), url)).status, 401, `${method} ${path} without a credential`);
    }
  }
});

t.test('scopes decide', async (t) => {
  const reader = await keyFor('yunxi', ['processes:read']);
  t.equal((await call(reader, 'POST', '/v2/process-instances/search', {})).status, 200);
  const refused = await call(reader, 'POST', '/v2/process-instances', { processDefinitionId: 'x' });
  t.match(refused, { status: 403, body: { code: 'ERR_NOT_ALLOWED', detail: /processes:write/, detailZh: /权限/ } });
  t.equal((await deploy(reader, { 'a.bpmn': 'x' })).status, 403, 'refused before the body is read');
  t.equal((await call('jsk_nonsense', 'GET', '/v2/topology')).status, 401);
});

t.test('people sign in and out', async (t) => {
  await account('yunxi', 'registrar1', ['registrar'], 7);
  const opened = await call(null, 'POST', '/api/session', { login: 'registrar1', password: 'registrar1-password' });
  t.match(opened, {
    status: 201,
    body: { caller: { kind: 'person', displayName: '测试registrar1', unitKey: '7', roles: ['registrar'] } },
  });
  const cookie = String(opened.headers['set-cookie']);
  t.match(cookie, /jiesu_session=jss_[\w-]{43};.*HttpOnly; SameSite=Lax/);
  t.notMatch(
    await host.store.reader('session').select(),
    [{ id: cookie.slice(14, 61) }],
    'the token itself is not stored',
  );

  const browser = await signIn('registrar1');
  t.match((await call(null, 'GET', '/api/session', undefined, browser)).body, {
    scopes: ['appeals:read', 'appeals:write'],
  });
  const away = { ...browser, origin: 'https://evil.example' };
  t.match(await call(null, 'DELETE', '/api/session', undefined, away), {
    status: 403,
    body: { code: 'ERR_FOREIGN_ORIGIN' },
  });
  const { origin: _origin, ...without } = browser;
  t.equal(
    (await call(null, 'DELETE', '/api/session', undefined, without)).status,
    403,
    'no origin and no header of ours',
  );
  t.equal((await call(null, 'DELETE', '/api/session', undefined, browser)).status, 204);
  t.equal((await call(null, 'GET', '/api/session', undefined, browser)).status, 401);

  const late = await signIn('registrar1');
  host.clock.move(12 * 3_600_000 + 60_000);
  t.equal((await call(null, 'GET', '/api/session', undefined, late)).status, 401, 'a session ends');
});

t.test('guessing passwords is slowed down', async (t) => {
  await account('yunxi', 'guessed', ['registrar']);
  const guess = (password: string, login = 'guessed') => call(null, 'POST', '/api/session', { login, password });
  t.match(await guess('wrong'), { status: 401, body: { code: 'ERR_SIGN_IN_REFUSED' } });
  t.match(
    await guess('wrong', 'nobody-here'),
    { status: 401, body: { code: 'ERR_SIGN_IN_REFUSED' } },
    'tells not who exists',
  );
  for (let i = 0; i < 2; i++) t.equal((await guess('wrong')).status, 401);
  t.match(await guess('guessed-password'), { status: 429, body: { code: 'ERR_SIGN_IN_THROTTLED' } });
  await account('yunxi', 'colleague', ['registrar']);
  t.equal((await guess('colleague-password', 'colleague')).status, 201, 'who sits at the next desk is not locked out');
  host.clock.move(15 * 60_000 + 1);
  t.equal((await guess('guessed-password')).status, 201);
});

t.test('accounts are made, changed and closed', async (t) => {
  await account('yunxi', 'chief', ['township_admin']);
  const chief = await signIn('chief');
  const make = (body: object) => call(null, 'POST', '/api/accounts', body, chief);
  const body = {
    login: 'wang',
    password: 'a long password',
    displayName: '王',
    roles: ['section_handler'],
    unitKey: '9',
  };
  const { accountKey } = (await make(body)).body;
  t.match(await make(body), { status: 409, body: { code: 'ERR_LOGIN_TAKEN' } });
  t.match(await make({ ...body, login: 'li', password: 'short' }), {
    status: 400,
    body: { code: 'ERR_PASSWORD_TOO_WEAK', place: 'body/password' },
  });
  t.match(await make({ ...body, login: 'li', roles: ['mayor'] }), { status: 400, body: { place: 'body/roles/0' } });
  t.match(await make({ ...body, login: 'root', roles: ['system_admin'] }), {
    status: 403,
    body: { code: 'ERR_GRANT_NOT_HELD' },
  });
  t.match(await make({ ...body, login: 'zhao', more: 1 }), { status: 400, body: { rule: 'additionalProperties' } });

  const signedIn = await call(null, 'POST', '/api/session', { login: 'wang', password: 'a long password' });
  const wang = { cookie: String(signedIn.headers['set-cookie']).split(';')[0] ?? '' };
  t.equal((await call(null, 'GET', '/api/session', undefined, wang)).status, 200);
  t.equal((await call(null, 'GET', '/api/accounts', undefined, wang)).status, 403);
  const path = `/api/accounts/${accountKey}`;
  t.match((await call(null, 'GET', path, undefined, chief)).body, { login: 'wang', unitKey: '9', active: true });
  t.equal((await call(null, 'PATCH', path, { active: false }, chief)).status, 204);
  t.equal((await call(null, 'GET', '/api/session', undefined, wang)).status, 401, 'signed out at once');
  t.equal((await call(null, 'POST', '/api/session', { login: 'wang', password: 'a long password' })).status, 401);
  const { items } = (await call(null, 'GET', '/api/accounts?limit=2', undefined, chief)).body;
  t.equal(items.length, 2);
  t.notMatch(JSON.stringify(items), /scrypt/);

  const elsewhere = await keyFor('lucheng', ['admin:read', 'admin:write']);
  t.equal((await call(elsewhere, 'GET', path)).status, 404);
  t.equal((await call(elsewhere, 'PATCH', path, { active: true })).status, 404);
});

t.test('API keys are given and revoked', async (t) => {
  const admin = await keyFor('yunxi', ['admin:read', 'admin:write', 'processes:read']);
  const headers = { 'idempotency-key': 'key-1' };
  const body = { name: 'dashboard', scopes: ['processes:read'] };
  const made = (await call(admin, 'POST', '/api/api-keys', body, headers)).body;
  t.same((await call(admin, 'POST', '/api/api-keys', body, headers)).body, made, 'repeated: the same key and token');
  t.match(await call(admin, 'POST', '/api/api-keys', body), { status: 409, body: { code: 'ERR_API_KEY_NAME_TAKEN' } });
  t.match(await call(admin, 'POST', '/api/api-keys', { name: 'more', scopes: ['*'] }), {
    status: 403,
    body: { code: 'ERR_GRANT_NOT_HELD' },
  });
  t.equal((await call(made.token, 'POST', '/v2/jobs/search', {})).status, 200);
  const listed = await call(admin, 'GET', '/api/api-keys');
  t.notMatch(listed.text, made.token);
  const elsewhere = await keyFor('lucheng', ['admin:write']);
  t.equal((await call(elsewhere, 'DELETE', `/api/api-keys/${made.apiKeyKey}`)).status, 404);
  t.equal((await call(admin, 'DELETE', `/api/api-keys/${made.apiKeyKey}`)).status, 204);
  t.equal((await call(made.token, 'POST', '/v2/jobs/search', {})).status, 401, 'revoked at once');
});

t.test('people of a unit see and do their own tasks only', async (t) => {
  const key = await keyFor('yunxi', ['*']);
  await deploy(key, {
    'handle.bpmn': userTask('handle', '=[&quot;unit:&quot; + string(unit) + &quot;:section_handler&quot;]'),
    'verify.form': FORM,
  });
  const tasks: string[] = [];
  for (const unit of [21, 22]) {
    const { processInstanceKey } = (
      await call(key, 'POST', '/v2/process-instances', { processDefinitionId: 'handle', variables: { unit } })
    ).body;
    tasks.push(
      (await call(key, 'POST', '/v2/user-tasks/search', { filter: { processInstanceKey } })).body.items[0].userTaskKey,
    );
  }
  await account('yunxi', 'handler21', ['section_handler'], 21);
  await account('yunxi', 'office', ['response_office'], 30);
  const accountKey = await account('yunxi', 'helper', ['mediator'], 40);
  const [handler, office, helper] = [await signIn('handler21'), await signIn('office'), await signIn('helper')];
  const seen = async (browser: Record<string, string>) =>
    (await call(null, 'POST', '/v2/user-tasks/search', {}, browser)).body.items.map(
      (item: { userTaskKey: string }) => item.userTaskKey,
    );

  t.same(await seen(handler), [tasks[0]]);
  t.same(await seen(office), tasks);
  t.same(await seen(helper), []);
  t.same((await call(null, 'GET', '/api/tasks', undefined, office)).body.items, [], 'what one sees is not one’s own');
  t.match(await call(null, 'POST', `/v2/user-tasks/${tasks[0]}/completion`, {}, office), {
    status: 403,
    body: { code: 'ERR_TASK_OF_OTHERS' },
  });
  await account('yunxi', 'inspector', ['inspector'], 30);
  t.equal(
    (
      await call(
        null,
        'POST',
        `/v2/user-tasks/${tasks[0]}/assignment`,
        { assignee: 'account:1' },
        await signIn('inspector'),
      )
    ).status,
    403,
  );
  t.equal((await call(null, 'GET', `/v2/user-tasks/${tasks[1]}`, undefined, handler)).status, 404);
  t.equal((await call(null, 'POST', `/v2/user-tasks/${tasks[1]}/completion`, {}, handler)).status, 404);
  t.equal(
    (await call(null, 'POST', `/v2/user-tasks/${tasks[1]}/assignment`, { assignee: `account:${accountKey}` }, office))
      .status,
    204,
  );
  t.same(await seen(helper), [tasks[1]], 'assigned tasks are seen wherever they belong');
  t.equal((await call(null, 'POST', `/v2/user-tasks/${tasks[1]}/completion`, {}, helper)).status, 204);
  t.equal((await call(null, 'POST', `/v2/user-tasks/${tasks[0]}/completion`, {}, handler)).status, 204);
  t.equal((await call(null, 'POST', '/v2/process-instances/search', {}, handler)).status, 403);
});

t.test('the log tells what happened and nothing of what was in it', async (t) => {
  await call(null, 'POST', '/api/session', { login: 'somebody-secret', password: 'very secret' });
  await call(null, 'GET', '/api/accounts?after=13900000000', undefined, { authorization: 'Bearer jsk_secret' });
  const lines = log.join('');
  t.match(lines, /"route":"\/api\/session","status":401/);
  t.notMatch(lines, /secret|13900000000|password/);
});

t.test('answers carry secure headers', async (t) => {
  const { headers } = await call(null, 'GET', '/healthz');
  const policy = String(headers['content-security-policy']);
  t.match(policy, /script-src 'self';/);
  t.match(policy, /frame-ancestors 'none'/);
  t.match(headers, { 'x-content-type-options': 'nosniff', 'x-request-id': /^[\w-]{36}$/ });
  t.equal(
    (await call(null, 'GET', '/healthz', undefined, { 'x-request-id': 'hotline-42' })).headers['x-request-id'],
    'hotline-42',
  );
  const page = await app.inject({ url: '/docs' });
  t.equal(page.statusCode, 200);
  t.notMatch(page.payload, /<script>[^<]/, 'no script in the page');
  t.equal(page.headers['content-security-policy'], policy, 'the same policy on the page of the documentation');
  t.match((await call(null, 'GET', '/metrics')).text, /http_request_duration_seconds_bucket/);
  t.equal((await call(null, 'GET', '/openapi.json')).body.openapi, '3.1.0');
});

t.test('too many requests are refused', async (t) => {
  const few = await openTestServer(t, { nodeEnv: 'production', http: { ...TEST_LIMITS, requestsPerMinute: 3 } });
  const [one, other] = [await few.keyFor('yunxi', ['*']), await few.keyFor('yunxi', ['*'])];
  for (let n = 0; n < 3; n++) t.equal((await few.call(one, 'GET', '/v2/topology')).status, 200);
  const refused = await few.call(one, 'GET', '/v2/topology');
  t.match(refused, { status: 429, body: { code: 'ERR_TOO_MANY_REQUESTS' } });
  t.match(refused.headers, { 'retry-after': /^\d+$/, 'content-type': 'application/problem+json' });
  t.equal((await few.call(other, 'GET', '/v2/topology')).status, 200, 'each caller on their own');
  t.equal((await few.call(null, 'GET', '/metrics')).status, 401, 'numbers are not public in production');
  t.match((await few.app.inject({ url: '/healthz' })).headers, { 'strict-transport-security': /max-age/ });
  t.equal((await few.app.inject({ method: 'POST', url: '/v2/deployments', ...multipart('x', {}) })).statusCode, 401);
});
