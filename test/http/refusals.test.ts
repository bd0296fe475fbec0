import { readFile } from 'node:fs/promises';
import t from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { systemActor, type Role } from '../../src/domain/actor.ts';
import { TABLES } from '../../src/domain/tables.ts';
import { openTestServer, type Answer } from '../helpers/http.ts';

/*
 * Every route that changes something, asked wrongly: by nobody, by another township, by who may not, about what is not there, too late and
 * twice. Each is refused by name in both languages, and nothing has changed. A route that is not in this list fails the test: say here how it
 * refuses. All data is made up.
 */

const { call, keyFor, account, signIn, host } = await openTestServer(t);
await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', systemActor('test', 'yunxi'));
const admin = await keyFor('yunxi', ['*']);
const reader = await keyFor('yunxi', ['appeals:read']);
const worker = await keyFor('yunxi', ['jobs:work']);
const stranger = await keyFor('elsewhere', ['*']);
const hotline = await keyFor('yunxi', ['hotline:write']);
const units: Record<string, string> = {};
const keys: Record<string, number> = {};
const browsers: Record<string, Record<string, string>> = {};
for (const [kind, code, name] of [
  ['section', 'response_office', '接诉即办办公室'],
  ['section', 'urban_construction', '城乡建设科'],
  ['section', 'civil_affairs', '民政科'],
  ['section', 'spare', '备用科室'],
  ['section', 'closing', '拟撤科室'],
  ['village', 'village_01', '示例村甲'],
]) {
  units[code ?? ''] = (await post('/api/org-units', { parentKey: null, kind, code, name })).body.unitKey;
}
const PEOPLE: readonly (readonly [login: string, role: Role, unit: string])[] = [
  ['registrar', 'registrar', 'response_office'],
  ['office', 'response_office', 'response_office'],
  ['secretary', 'party_secretary', 'response_office'],
  ['deputy', 'deputy_leader', 'response_office'],
  ['inspector', 'inspector', 'response_office'],
  ['agent', 'callback_agent', 'response_office'],
  ['scorer', 'scorer', 'response_office'],
  ['auditor', 'auditor', 'response_office'],
  ['command', 'district_command', 'response_office'],
  ['chief', 'township_admin', 'response_office'],
  ['handler', 'section_handler', 'urban_construction'],
  ['outsider', 'section_handler', 'civil_affairs'],
  ['village', 'village_secretary', 'village_01'],
];
for (const [login, role, unit] of PEOPLE) {
  keys[login] = await account('yunxi', login, [role], Number(units[unit]));
  browsers[login] = await signIn(login);
}
// what there is to ask about

const APPEAL = {
  source: 'web',
  type: 'complaint',
  category: 'road_damage',
  title: '村口道路破损',
  content: '村口路面坑洼,请尽快维修。',
  placeKind: 'rural',
  unitKey: units['village_01'],
  objectKey: '村口路',
  appellant: { name: '测试甲', phone: '10000001234', address: '示例村甲12号' },
};
const PUSHED = {
  externalNo: 'BJ-1',
  type: 'help',
  category: 'road_damage',
  title: '路灯不亮',
  content: '路灯不亮。',
  placeKind: 'rural',
  unitCode: 'village_01',
  appellant: { anonymous: true },
};
const work = (await post('/api/appeals', APPEAL)).body.orderNo as string;
const ended = (await post('/api/appeals', { ...APPEAL, objectKey: '别处' })).body.orderNo as string;
await complete('registrar', ended, 'verify', {
  screening: { complete: false, legalChannel: 'none', inDuty: true, inArea: true },
});
await post(`/api/appeals/${ended}/withdrawal`);
await post('/api/hotline/orders', PUSHED, hotline);
await complete('registrar', work, 'verify', {
  screening: { complete: true, legalChannel: 'none', inDuty: true, inArea: true },
});
await complete('secretary', work, 'sign_off', { signOff: 'approve' });
const ANALYSIS = { alliance: true, reason: 'no_means', place: '示例村甲', units: ['urban_construction'] };
const whistle = (await post('/api/whistles', { analysis: ANALYSIS }, 'village')).body.whistleNo as string;
const over = (await post('/api/whistles', { analysis: ANALYSIS }, 'village')).body.whistleNo as string;
await post(`/api/whistles/${over}/cancellation`, undefined, 'village');
const DIRECTIVE = {
  title: '整治管线',
  path: '逐条街巷清理',
  limitDays: 30,
  source: 'duty_dispute',
  leadUnitKey: units['urban_construction'],
  coUnitKeys: [],
  orderNos: [],
};
const directive = (await post('/api/directives', DIRECTIVE, 'command')).body.directiveKey as string;
const issued = (await post('/api/directives', DIRECTIVE, 'command')).body.directiveKey as string;
await complete('command', 'ZL-2026-N2', 'issue', { issueDecision: 'issue' });
const { apiKeyKey } = (await post('/api/api-keys', { name: 'old', scopes: ['appeals:read'] })).body;
const WEBHOOK = { url: 'http://127.0.0.1:9/in', secret: 'long enough for a secret', events: ['order.*'] };
const { webhookKey } = (await post('/api/webhooks', WEBHOOK, admin)).body;
const { postKey } = (
  await post(`/api/accounts/${keys['handler']}/posts`, { unitKey: units['civil_affairs'], roles: ['section_handler'] })
).body;
const PERIOD = { startAt: '2026-01-06T09:00:00+08:00', endAt: '2026-01-07T09:00:00+08:00' };
const SHIFT = {
  unitKey: units['urban_construction'],
  accountKey: String(keys['handler']),
  roles: ['section_handler'],
  ...PERIOD,
};
const { shiftKey } = (await post('/api/duty-shifts', SHIFT)).body;
const DELEGATION = {
  toAccountKey: String(keys['deputy']),
  role: 'party_secretary',
  acts: ['sign_off'],
  ...PERIOD,
  reason: '外出学习',
};
const { delegationKey } = (await post('/api/delegations', DELEGATION, 'secretary')).body;
const { code } = (await post(`/api/appeals/${work}/access-code`, undefined, 'registrar')).body;
const RESULT = { channel: 'sms', reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' };
const { channel: _, ...HEARD } = RESULT;
const CODE = 'ABCD-EFGH-JKLM';
const NONE = '9007199254740001';
const NO_ORDER = 'JS-20260105-999999';
const SAID = { text: '请回复' };

// how each refuses

/** Who asks, whereof when it is not the route's own address, with which body, and the status and code of the refusal. */
type Case = readonly [who: string, url: string | null, body: unknown, status: number, code: string];
interface Row {
  readonly url: string;
  readonly body?: unknown;
  /** Anybody may ask. */
  readonly isPublic?: true;
  /** Changes nothing whoever asks. */
  readonly reads?: true;
  /** Answer to another township; absent: 404. `own`: each township has its own, none can name another's. */
  readonly elsewhere?: 'own';
  /** Addresses and bodies that name nothing there is. */
  readonly nonsense?: readonly (readonly [url: string, body?: unknown])[];
  /** The rest: roles, units, states. */
  readonly cases?: readonly Case[];
  /** Somebody by whom it is done once; the second time it is refused so. */
  readonly twice?: readonly [who: string, status: number, code: string];
}

const order = (path: string, of = work) => `/api/work-orders/${of}/${path}`;
const appeal = (path: string, of = work) => `/api/appeals/${of}/${path}`;
const own = (path: string, of = work) => `/api/townships/yunxi/appeals/${of}/${path}`;
const line = (path: string, of = PUSHED.externalNo) => `/api/hotline/orders/${of}/${path}`;
const sound = (path: string, of = whistle) => `/api/whistles/${of}/${path}`;
/** With the scopes of one who only reads. */
const scope = (who: string): Case => [who, null, undefined, 403, 'ERR_NOT_ALLOWED'];
const ofOrder = (path: string, body?: unknown): Row => ({
  url: order(path),
  body,
  nonsense: [[order(path, NO_ORDER), body]],
  cases: [scope('scorer')],
});
const ofAppeal = (path: string, body?: unknown, ...cases: Case[]): Row => ({
  url: appeal(path),
  body,
  nonsense: [[appeal(path, NO_ORDER), body]],
  cases: [scope('scorer'), ...cases],
});
const ofCitizen = (path: string, body: object = {}): Row => ({
  url: own(path),
  body: { code: CODE, ...body },
  isPublic: true,
  nonsense: [
    [own(path), { code: CODE, ...body }],
    [own(path, NO_ORDER), { code, ...body }],
    [own(path).replace('yunxi', 'nowhere'), { code, ...body }],
  ],
});
const ofLine = (path: string, body?: unknown, ...cases: Case[]): Row => ({
  url: line(path),
  body,
  nonsense: [[line(path, 'BJ-none'), body]],
  cases: [scope(reader), ...cases],
});
const ofWhistle = (path: string, body?: unknown, ...cases: Case[]): Row => ({
  url: sound(path),
  body,
  nonsense: [[sound(path, 'CS-20260105-999999'), body]],
  cases: [scope('scorer'), ...cases],
});
const ofAdmin = (url: string, body: unknown, row: Partial<Row> = {}): Row => ({
  url,
  body,
  ...row,
  cases: [scope('handler'), ...(row.cases ?? [])],
});
const UNIT = { unitKey: units['urban_construction'] };
const ARRIVAL = { ...UNIT, latitude: 40.1, longitude: 117.1, personCount: 1, topRank: 'section_leader' };
const LIMIT = { amount: 3, unit: 'natural_days', calendar: 'hotline' };
const ITEM = {
  title: '农村道路养护',
  category: 'road_damage',
  mainUnitCode: 'urban_construction',
  coUnitCodes: [],
  legalBasis: '镇职责清单',
  scope: 'township',
};
const ACCOUNT = { login: 'new', password: 'a long password', displayName: '新', roles: ['registrar'] };
const CLUSTER = '/api/clusters/9007199254740001';
const FORECAST = { category: 'noise', placeKind: 'rural', title: '夏季噪声', content: '夜市噪声' };
const PLACE = { latitude: 40.1, longitude: 117.1 };
const unit = (path = '', of = units['spare']) => `/api/org-units/${of}${path}`;

const ROWS: Readonly<Record<string, Row>> = {
  'post /api/accounts': ofAdmin('/api/accounts', ACCOUNT, {
    elsewhere: 'own',
    cases: [
      ['chief', null, { ...ACCOUNT, roles: ['system_admin'] }, 403, 'ERR_GRANT_NOT_HELD'],
      ['chief', null, { ...ACCOUNT, roles: ['scorer', 'registrar'] }, 409, 'ERR_ROLES_INCOMPATIBLE'],
    ],
    twice: ['chief', 409, 'ERR_LOGIN_TAKEN'],
  }),
  'patch /api/accounts/{accountKey}': ofAdmin(
    `/api/accounts/${keys['handler']}`,
    { active: true },
    {
      nonsense: [[`/api/accounts/${NONE}`, { active: true }]],
    },
  ),
  'post /api/accounts/{accountKey}/posts': ofAdmin(
    `/api/accounts/${keys['outsider']}/posts`,
    { unitKey: units['spare'], roles: ['section_handler'] },
    {
      nonsense: [
        [`/api/accounts/${NONE}/posts`, { unitKey: units['spare'], roles: ['section_handler'] }],
        [`/api/accounts/${keys['outsider']}/posts`, { unitKey: NONE, roles: ['section_handler'] }],
      ],
      twice: [admin, 409, 'ERR_POST_TAKEN'],
    },
  ),
  'post /api/api-keys': ofAdmin(
    '/api/api-keys',
    { name: 'new', scopes: ['appeals:read'] },
    {
      elsewhere: 'own',
      cases: [['chief', null, { name: 'all', scopes: ['*'] }, 403, 'ERR_GRANT_NOT_HELD']],
      twice: [admin, 409, 'ERR_API_KEY_NAME_TAKEN'],
    },
  ),
  'delete /api/api-keys/{apiKeyKey}': ofAdmin(`/api/api-keys/${apiKeyKey}`, undefined, {
    nonsense: [[`/api/api-keys/${NONE}`]],
  }),
  'post /api/webhooks': {
    url: '/api/webhooks',
    body: WEBHOOK,
    elsewhere: 'own',
    nonsense: [['/api/webhooks', { ...WEBHOOK, apiKeyKey: NONE }]],
    cases: [
      [worker, null, WEBHOOK, 403, 'ERR_NOT_ALLOWED'],
      ['registrar', null, WEBHOOK, 403, 'ERR_WEBHOOK_CONSUMER'],
      ['registrar', null, { ...WEBHOOK, apiKeyKey }, 403, 'ERR_WEBHOOK_CONSUMER'],
      [reader, null, { ...WEBHOOK, secret: 'short' }, 400, 'ERR_OUTLET_ADDRESS'],
      [reader, null, { ...WEBHOOK, url: 'http://me:too@127.0.0.1/' }, 400, 'ERR_OUTLET_ADDRESS'],
      [reader, null, { ...WEBHOOK, url: 'http://169.254.169.254/' }, 403, 'ERR_OUTLET_HOST'],
    ],
  },
  'patch /api/webhooks/{webhookKey}': {
    url: `/api/webhooks/${webhookKey}`,
    body: { enabled: false },
    nonsense: [[`/api/webhooks/${NONE}`, { enabled: false }]],
    cases: [
      [worker, null, { enabled: false }, 403, 'ERR_NOT_ALLOWED'],
      [reader, null, { enabled: false }, 404, 'ERR_WEBHOOK_NOT_FOUND'],
      [admin, null, { url: 'http://intranet.example/' }, 403, 'ERR_OUTLET_HOST'],
    ],
  },
  'post /api/webhooks/{webhookKey}/replays': {
    url: `/api/webhooks/${webhookKey}/replays`,
    body: { since: '2026-01-05T00:00:00+08:00' },
    nonsense: [[`/api/webhooks/${NONE}/replays`, { since: '2026-01-05T00:00:00+08:00' }]],
    cases: [
      [reader, null, { since: '2026-01-05T00:00:00+08:00' }, 404, 'ERR_WEBHOOK_NOT_FOUND'],
      [admin, null, {}, 400, 'ERR_REQUEST_INVALID'],
      [admin, null, { event: '999999999.0' }, 400, 'ERR_REQUEST_INVALID'],
    ],
  },
  'delete /api/webhooks/{webhookKey}': {
    url: `/api/webhooks/${webhookKey}`,
    nonsense: [[`/api/webhooks/${NONE}`]],
    cases: [[reader, null, undefined, 404, 'ERR_WEBHOOK_NOT_FOUND']],
    twice: [admin, 404, 'ERR_WEBHOOK_NOT_FOUND'],
  },
  'post /api/appeals': {
    url: '/api/appeals',
    body: APPEAL,
    nonsense: [['/api/appeals', { ...APPEAL, unitKey: NONE }]],
    cases: [
      scope('scorer'),
      ['registrar', null, { ...APPEAL, title: '请致电10000001234' }, 400, 'ERR_APPEAL_FIELD'],
      ['registrar', null, { ...APPEAL, accusedUnitKey: units['spare'] }, 400, 'ERR_APPEAL_FIELD'],
    ],
  },
  'post /api/appeals/preview': {
    url: '/api/appeals/preview',
    body: { type: 'help', category: 'noise', placeKind: 'rural' },
    reads: true,
    elsewhere: 'own',
    cases: [scope('handler')],
  },
  'post /api/appeals/similar': {
    url: '/api/appeals/similar',
    body: { category: 'noise' },
    reads: true,
    elsewhere: 'own',
    cases: [scope('handler')],
  },
  'post /api/appeals/{orderNo}/access-code': ofAppeal('access-code', undefined, scope('handler')),
  'post /api/appeals/{orderNo}/callback-results': ofAppeal(
    'callback-results',
    RESULT,
    ['handler', null, RESULT, 403, 'ERR_NOT_ALLOWED'],
    ['outsider', null, RESULT, 404, 'ERR_ORDER_NOT_FOUND'],
    ['agent', null, RESULT, 409, 'ERR_CALLBACK_STATE'],
  ),
  'post /api/appeals/{orderNo}/reveal': ofAppeal(
    'reveal',
    { reason: '联系诉求人' },
    ['outsider', null, { reason: '联系诉求人' }, 404, 'ERR_ORDER_NOT_FOUND'],
    ['handler', null, { reason: ' ' }, 400, 'ERR_REVEAL_REASON'],
  ),
  'post /api/appeals/{orderNo}/supplements': ofAppeal(
    'supplements',
    SAID,
    ['outsider', null, SAID, 404, 'ERR_ORDER_NOT_FOUND'],
    ['registrar', appeal('supplements', ended), SAID, 409, 'ERR_ORDER_ENDED'],
  ),
  'post /api/appeals/{orderNo}/withdrawal': ofAppeal(
    'withdrawal',
    undefined,
    ['outsider', null, undefined, 404, 'ERR_ORDER_NOT_FOUND'],
    ['registrar', appeal('withdrawal', ended), undefined, 409, 'ERR_ORDER_ENDED'],
  ),
  'put /api/calendar/days/{date}': ofAdmin(
    '/api/calendar/days/2026-02-02',
    { kind: 'holiday', note: '停电' },
    {
      elsewhere: 'own',
      cases: [['chief', '/api/calendar/days/2026-02-30', { kind: 'holiday', note: '停电' }, 400, 'ERR_CALENDAR_DATE']],
    },
  ),
  'delete /api/calendar/days/{date}': ofAdmin('/api/calendar/days/2026-02-02', undefined, {
    elsewhere: 'own',
    cases: [['chief', '/api/calendar/days/2026-02-30', undefined, 400, 'ERR_CALENDAR_DATE']],
  }),
  'put /api/calendar/years': ofAdmin(
    '/api/calendar/years',
    { year: 2027, notice: '示例', holidays: [], adjustedWorkdays: ['2026-01-01'] },
    {
      elsewhere: 'own',
      cases: [
        scope('chief'),
        [
          admin,
          null,
          { year: 2027, notice: '示例', holidays: [], adjustedWorkdays: ['2026-01-01'] },
          400,
          'ERR_CALENDAR_YEAR',
        ],
      ],
    },
  ),
  'put /api/clusters/{clusterKey}/leader': {
    url: `${CLUSTER}/leader`,
    body: { leader: 'deputy' },
    cases: [scope('handler'), scope('registrar'), ['office', null, { leader: 'deputy' }, 404, 'ERR_CLUSTER_NOT_FOUND']],
  },
  'post /api/clusters/{clusterKey}/members/{orderNo}/detachment': {
    url: `${CLUSTER}/members/${work}/detachment`,
    body: { reason: '另一件事' },
    cases: [scope('handler'), ['office', null, { reason: '另一件事' }, 404, 'ERR_CLUSTER_NOT_FOUND']],
  },
  'post /api/clusters/{clusterKey}/representatives': {
    url: `${CLUSTER}/representatives`,
    body: { orderNo: work },
    cases: [scope('handler'), ['office', null, { orderNo: work }, 404, 'ERR_CLUSTER_NOT_FOUND']],
  },
  'delete /api/clusters/{clusterKey}/representatives/{orderNo}': {
    url: `${CLUSTER}/representatives/${work}`,
    cases: [scope('handler'), ['office', null, undefined, 404, 'ERR_CLUSTER_NOT_FOUND']],
  },
  'post /api/delegations': {
    url: '/api/delegations',
    body: { ...DELEGATION, toAccountKey: NONE },
    elsewhere: 'own',
    cases: [
      scope('scorer'),
      ['secretary', null, { ...DELEGATION, toAccountKey: NONE }, 404, 'ERR_ACCOUNT_NOT_FOUND'],
      ['handler', null, DELEGATION, 403, 'ERR_ROLE_NOT_HELD'],
      ['secretary', null, { ...DELEGATION, toAccountKey: String(keys['auditor']) }, 403, 'ERR_STAND_IN'],
      ['secretary', null, { ...DELEGATION, endAt: PERIOD.startAt }, 400, 'ERR_PERIOD'],
      ['secretary', null, DELEGATION, 409, 'ERR_DELEGATION_OVERLAPS'],
    ],
  },
  'delete /api/delegations/{delegationKey}': {
    url: `/api/delegations/${delegationKey}`,
    nonsense: [[`/api/delegations/${NONE}`]],
    cases: [scope('scorer'), ['handler', null, undefined, 403, 'ERR_DELEGATION_OF_OTHERS']],
    twice: ['secretary', 404, 'ERR_DELEGATION_NOT_FOUND'],
  },
  'post /api/directives': {
    url: '/api/directives',
    body: DIRECTIVE,
    nonsense: [
      ['/api/directives', { ...DIRECTIVE, leadUnitKey: NONE }],
      ['/api/directives', { ...DIRECTIVE, orderNos: [NO_ORDER] }],
    ],
    cases: [
      scope('office'),
      ['command', null, { ...DIRECTIVE, leadUnitKey: units['village_01'] }, 409, 'ERR_NOT_FIRST_RECIPIENT'],
      ['command', null, { ...DIRECTIVE, orderNos: [ended] }, 409, 'ERR_DIRECTIVE_ORDER'],
    ],
  },
  'post /api/directives/{directiveKey}/progress': {
    url: `/api/directives/${directive}/progress`,
    body: { percent: 10, text: '已摸排' },
    nonsense: [[`/api/directives/${NONE}/progress`, { percent: 10, text: '已摸排' }]],
    cases: [
      scope('scorer'),
      ['outsider', null, { percent: 10, text: '已摸排' }, 403, 'ERR_DIRECTIVE_UNIT'],
      ['handler', null, { percent: 10, text: '已摸排' }, 409, 'ERR_DIRECTIVE_STATE'],
      ['handler', null, { percent: 10, text: '请致电10000001234' }, 400, 'ERR_DIRECTIVE_FIELD'],
    ],
  },
  'post /api/directives/{directiveKey}/withdrawal': {
    url: `/api/directives/${issued}/withdrawal`,
    nonsense: [[`/api/directives/${NONE}/withdrawal`]],
    cases: [
      scope('office'),
      ['command', `/api/directives/${directive}/withdrawal`, undefined, 409, 'ERR_DIRECTIVE_STATE'],
    ],
    twice: ['command', 409, 'ERR_DIRECTIVE_STATE'],
  },
  'put /api/duty-list/{code}': ofAdmin('/api/duty-list/3.5', ITEM, {
    nonsense: [['/api/duty-list/3.5', { ...ITEM, mainUnitCode: 'nowhere' }]],
    cases: [['chief', null, { ...ITEM, title: ' ' }, 400, 'ERR_DUTY_ITEM_FIELD']],
  }),
  'post /api/duty-shifts': {
    url: '/api/duty-shifts',
    body: SHIFT,
    nonsense: [['/api/duty-shifts', { ...SHIFT, unitKey: NONE }]],
    cases: [
      scope('handler'),
      ['village', null, SHIFT, 403, 'ERR_ROLE_NOT_HELD'],
      ['office', null, { ...SHIFT, endAt: PERIOD.startAt }, 400, 'ERR_PERIOD'],
      ['office', null, { ...SHIFT, accountKey: String(keys['auditor']) }, 403, 'ERR_STAND_IN'],
      ['office', null, SHIFT, 409, 'ERR_SHIFT_OVERLAPS'],
    ],
  },
  'delete /api/duty-shifts/{shiftKey}': {
    url: `/api/duty-shifts/${shiftKey}`,
    nonsense: [[`/api/duty-shifts/${NONE}`]],
    cases: [scope('handler'), ['village', null, undefined, 403, 'ERR_ROLE_NOT_HELD']],
    twice: ['office', 404, 'ERR_SHIFT_NOT_FOUND'],
  },
  'post /api/findings': {
    url: '/api/findings',
    body: {
      category: 'noise',
      placeKind: 'rural',
      title: '噪声',
      content: '噪声',
      kind: 'patrol_routine',
      gridKey: NONE,
      position: PLACE,
    },
    cases: [scope('scorer')],
  },
  'post /api/forecasts': {
    url: '/api/forecasts',
    body: { ...FORECAST, unitKeys: [NONE] },
    nonsense: [['/api/forecasts', { ...FORECAST, unitKeys: [NONE] }]],
    cases: [scope('handler'), scope('village')],
  },
  'post /api/seasons': {
    url: '/api/seasons',
    body: { ...FORECAST, startsOn: '11-01', unitKeys: [NONE] },
    nonsense: [['/api/seasons', { ...FORECAST, startsOn: '11-01', unitKeys: [NONE] }]],
    cases: [
      scope('handler'),
      ['office', null, { ...FORECAST, startsOn: '02-31', unitKeys: [] }, 400, 'ERR_APPEAL_FIELD'],
    ],
  },
  'delete /api/seasons/{seasonKey}': {
    url: `/api/seasons/${NONE}`,
    nonsense: [[`/api/seasons/${NONE}`]],
    cases: [scope('handler')],
  },
  'post /api/hotline/orders': {
    url: '/api/hotline/orders',
    body: { ...PUSHED, externalNo: 'BJ-2', unitCode: 'nowhere' },
    cases: [
      scope(reader),
      scope('office'),
      [hotline, null, { ...PUSHED, title: '另一件事' }, 409, 'ERR_EXTERNAL_NO_TAKEN'],
    ],
  },
  'post /api/hotline/orders/{externalNo}/callback-results': ofLine('callback-results', HEARD, [
    hotline,
    null,
    HEARD,
    409,
    'ERR_CALLBACK_STATE',
  ]),
  'post /api/hotline/orders/{externalNo}/extension-rulings': ofLine('extension-rulings', { granted: true }, [
    hotline,
    null,
    { granted: true },
    409,
    'ERR_HOTLINE_NOT_ASKED',
  ]),
  'post /api/hotline/orders/{externalNo}/return-rulings': ofLine('return-rulings', { granted: true }, [
    hotline,
    null,
    { granted: true },
    409,
    'ERR_HOTLINE_NOT_ASKED',
  ]),
  'post /api/hotline/orders/{externalNo}/recordings': ofLine('recordings'),
  'post /api/hotline/orders/{externalNo}/revocation': ofLine('revocation'),
  'post /api/hotline/orders/{externalNo}/supervisions': ofLine('supervisions'),
  'post /api/hotline/orders/{externalNo}/supplements': ofLine('supplements', SAID),
  'post /api/hotline/orders/{externalNo}/urges': ofLine('urges'),
  'post /api/hotline/orders/{externalNo}/withdrawal': ofLine('withdrawal'),
  'put /api/hotline/outlet': ofAdmin(
    '/api/hotline/outlet',
    { url: 'http://127.0.0.1:9/in', secret: 'long enough for a secret' },
    {
      elsewhere: 'own',
      cases: [['chief', null, { url: 'http://127.0.0.1:9/in', secret: 'short' }, 400, 'ERR_OUTLET_ADDRESS']],
    },
  ),
  'delete /api/hotline/outlet': ofAdmin('/api/hotline/outlet', undefined, { elsewhere: 'own' }),
  'put /api/limits/{name}/{level}': ofAdmin('/api/limits/order/L3', LIMIT, {
    elsewhere: 'own',
    nonsense: [
      ['/api/limits/nonsense/L3', LIMIT],
      ['/api/limits/order/L9', LIMIT],
    ],
    cases: [['chief', null, { ...LIMIT, amount: 0.5 }, 400, 'ERR_DEADLINE_AMOUNT']],
  }),
  'delete /api/limits/{name}/{level}': ofAdmin('/api/limits/order/L3', undefined, {
    elsewhere: 'own',
    nonsense: [['/api/limits/nonsense/L3'], ['/api/limits/order/L9']],
  }),
  'put /api/message-templates/{name}': ofAdmin(
    '/api/message-templates/answered',
    { zh: '已答复', en: 'Answered' },
    {
      elsewhere: 'own',
      nonsense: [['/api/message-templates/nonsense', { zh: '已答复', en: 'Answered' }]],
      cases: [['chief', null, { zh: ' ', en: 'Answered' }, 400, 'ERR_TEMPLATE_TEXT']],
    },
  ),
  'delete /api/message-templates/{name}': ofAdmin('/api/message-templates/answered', undefined, {
    elsewhere: 'own',
    nonsense: [['/api/message-templates/nonsense']],
  }),
  'post /api/org-units': ofAdmin(
    '/api/org-units',
    { parentKey: units['response_office'], kind: 'section', code: 'new', name: '新科室' },
    {
      nonsense: [['/api/org-units', { parentKey: NONE, kind: 'section', code: 'new', name: '新科室' }]],
      cases: [
        ['chief', null, { parentKey: null, kind: 'section', code: 'spare', name: '新' }, 409, 'ERR_UNIT_CODE_TAKEN'],
      ],
    },
  ),
  'patch /api/org-units/{unitKey}': ofAdmin(
    unit(),
    { name: '新名' },
    {
      nonsense: [[unit('', NONE), { name: '新名' }]],
      cases: [['chief', null, { name: ' ' }, 400, 'ERR_APPEAL_FIELD']],
    },
  ),
  'post /api/org-units/{unitKey}/closure': ofAdmin(
    unit('/closure', units['closing']),
    {},
    {
      nonsense: [
        [unit('/closure', NONE), {}],
        [unit('/closure', units['closing']), { successorKey: NONE }],
      ],
      cases: [['chief', unit('/closure', units['urban_construction']), {}, 409, 'ERR_UNIT_IN_USE']],
      twice: ['chief', 409, 'ERR_UNIT_STATE'],
    },
  ),
  'put /api/org-units/{unitKey}/leaders/{kind}': ofAdmin(
    unit('/leaders/village_cadre', units['village_01']),
    { accountKey: String(keys['deputy']) },
    {
      nonsense: [[unit('/leaders/village_cadre', units['village_01']), { accountKey: NONE }]],
      cases: [
        [
          'chief',
          unit('/leaders/village_cadre', units['spare']),
          { accountKey: String(keys['deputy']) },
          400,
          'ERR_NOT_A_VILLAGE',
        ],
        ['chief', null, { accountKey: String(keys['auditor']) }, 403, 'ERR_STAND_IN'],
      ],
    },
  ),
  'post /api/org-units/{unitKey}/move': ofAdmin(
    unit('/move'),
    { parentKey: units['response_office'] },
    {
      nonsense: [
        [unit('/move', NONE), { parentKey: null }],
        [unit('/move'), { parentKey: NONE }],
      ],
      cases: [['chief', null, { parentKey: units['spare'] }, 400, 'ERR_UNIT_PARENT']],
    },
  ),
  'put /api/org-units/{unitKey}/place': ofAdmin(
    unit('/place'),
    { latitude: 40.1, longitude: 117.1 },
    {
      nonsense: [[unit('/place', NONE), { latitude: 40.1, longitude: 117.1 }]],
    },
  ),
  'post /api/org-units/{unitKey}/reopening': ofAdmin(unit('/reopening', units['civil_affairs']), undefined, {
    nonsense: [[unit('/reopening', NONE)]],
    cases: [['chief', null, undefined, 409, 'ERR_UNIT_STATE']],
  }),
  'post /api/panel-candidates': {
    url: '/api/panel-candidates',
    body: { villageKey: units['village_01'], category: 'old_cadre', name: '测试乙' },
    nonsense: [['/api/panel-candidates', { villageKey: NONE, category: 'old_cadre', name: '测试乙' }]],
    cases: [
      scope('scorer'),
      [
        'handler',
        null,
        { villageKey: units['village_01'], category: 'old_cadre', name: '测试乙' },
        403,
        'ERR_HAND_DOWN_ROLE',
      ],
    ],
  },
  'post /api/points-entries/{entryKey}/approval': {
    url: `/api/points-entries/${NONE}/approval`,
    cases: [
      scope('scorer'),
      ['handler', null, undefined, 403, 'ERR_HAND_DOWN_ROLE'],
      ['secretary', null, undefined, 404, 'ERR_POINTS_NOT_FOUND'],
    ],
  },
  'delete /api/posts/{postKey}': ofAdmin(`/api/posts/${postKey}`, undefined, {
    nonsense: [[`/api/posts/${NONE}`]],
    twice: ['chief', 404, 'ERR_POST_NOT_FOUND'],
  }),
  'put /api/report-officers': ofAdmin(
    '/api/report-officers',
    { accountKeys: [String(keys['inspector']), NONE] },
    {
      elsewhere: 'own',
      cases: [
        scope('office'),
        ['chief', null, { accountKeys: [String(keys['inspector']), NONE] }, 400, 'ERR_REPORT_OFFICERS'],
        [
          stranger,
          null,
          { accountKeys: [String(keys['inspector']), String(keys['agent'])] },
          400,
          'ERR_REPORT_OFFICERS',
        ],
      ],
    },
  ),
  'post /api/session': {
    url: '/api/session',
    body: { login: 'nobody', password: 'wrong password' },
    isPublic: true,
    cases: [[admin, null, { login: 'nobody', password: 'wrong password' }, 401, 'ERR_SIGN_IN_REFUSED']],
  },
  'delete /api/session': { url: '/api/session', elsewhere: 'own' },
  'put /api/session/post': {
    url: '/api/session/post',
    body: { postKey: NONE },
    elsewhere: 'own',
    cases: [['handler', null, { postKey: NONE }, 404, 'ERR_POST_NOT_FOUND']],
  },
  'put /api/settings/{name}': ofAdmin(
    '/api/settings/repeat_days',
    { value: 10 },
    {
      elsewhere: 'own',
      nonsense: [['/api/settings/nonsense', { value: 10 }]],
      cases: [['chief', null, { value: 'ten' }, 400, 'ERR_SETTING_VALUE']],
    },
  ),
  'post /api/townships/{tenantId}/appeals': {
    url: '/api/townships/nowhere/appeals',
    body: { ...APPEAL, source: undefined, objectKey: undefined, unitKey: undefined },
    isPublic: true,
    nonsense: [
      [
        '/api/townships/nowhere/appeals',
        {
          type: 'help',
          category: 'noise',
          title: '噪声',
          content: '噪声',
          placeKind: 'rural',
          appellant: { anonymous: true },
        },
      ],
    ],
  },
  'post /api/townships/{tenantId}/appeals/{orderNo}/consents': ofCitizen('consents', {
    purpose: 'named_to_panel',
    given: true,
  }),
  'post /api/townships/{tenantId}/appeals/{orderNo}/correction': ofCitizen('correction', { name: '测试丁' }),
  'post /api/townships/{tenantId}/appeals/{orderNo}/deletion': {
    ...ofCitizen('deletion'),
    cases: [[admin, null, { code }, 409, 'ERR_DELETION_DURING']],
  },
  'post /api/townships/{tenantId}/appeals/{orderNo}/explanations': { ...ofCitizen('explanations'), reads: true },
  'post /api/townships/{tenantId}/appeals/{orderNo}/own-data': ofCitizen('own-data'),
  'post /api/townships/{tenantId}/appeals/{orderNo}/photos': {
    url: own('photos'),
    isPublic: true,
    cases: [[admin, null, undefined, 404, 'ERR_ACCESS_CODE']],
  },
  'post /api/townships/{tenantId}/appeals/{orderNo}/rating': {
    ...ofCitizen('rating', { contacted: true, resolved: true, satisfaction: 'satisfied' }),
    cases: [
      [admin, null, { code, contacted: true, resolved: true, satisfaction: 'satisfied' }, 409, 'ERR_CALLBACK_STATE'],
    ],
  },
  'post /api/townships/{tenantId}/appeals/{orderNo}/status': { ...ofCitizen('status'), reads: true },
  'post /api/townships/{tenantId}/appeals/{orderNo}/supplements': ofCitizen('supplements', SAID),
  'post /api/townships/{tenantId}/appeals/{orderNo}/withdrawal': ofCitizen('withdrawal'),
  'post /api/townships/{tenantId}/snaps': {
    url: '/api/townships/nowhere/snaps',
    isPublic: true,
    nonsense: [
      [
        '/api/townships/nowhere/snaps',
        {
          category: 'noise',
          placeKind: 'rural',
          title: '噪声',
          content: '噪声',
          unitKey: units['village_01'],
          position: PLACE,
        },
      ],
    ],
  },
  'post /api/townships/{tenantId}/snaps/status': {
    url: '/api/townships/yunxi/snaps/status',
    isPublic: true,
    reads: true,
    nonsense: [['/api/townships/yunxi/snaps/status', { receipt: 'A'.repeat(22) }]],
  },
  'post /api/whistles': {
    url: '/api/whistles',
    body: { analysis: ANALYSIS },
    nonsense: [
      ['/api/whistles', { analysis: { ...ANALYSIS, units: ['nowhere'] } }],
      ['/api/whistles', { analysis: ANALYSIS, orderNos: [NO_ORDER] }],
    ],
    cases: [
      scope('scorer'),
      ['agent', null, { analysis: ANALYSIS }, 403, 'ERR_WHISTLE_ROLE'],
      ['village', null, { analysis: { ...ANALYSIS, units: ['village_01'] } }, 400, 'ERR_WHISTLE_FIELD'],
      ['office', null, { analysis: ANALYSIS, orderNos: [ended] }, 409, 'ERR_ORDER_ENDED'],
    ],
  },
  'post /api/whistles/preview': {
    url: '/api/whistles/preview',
    body: { alliance: true },
    reads: true,
    elsewhere: 'own',
    cases: [scope('scorer')],
  },
  'post /api/whistles/{whistleNo}/back-ratings': ofWhistle(
    'back-ratings',
    { ...UNIT, rating: 'necessary' },
    ['outsider', null, { ...UNIT, rating: 'necessary' }, 403, 'ERR_NOT_OWN_UNIT'],
    ['outsider', null, { unitKey: units['civil_affairs'], rating: 'necessary' }, 403, 'ERR_UNIT_NOT_INVITED'],
    ['handler', null, { ...UNIT, rating: 'necessary' }, 409, 'ERR_NOT_REPORTED'],
  ),
  'post /api/whistles/{whistleNo}/cancellation': ofWhistle(
    'cancellation',
    undefined,
    ['handler', null, undefined, 403, 'ERR_NOT_OWN_UNIT'],
    ['village', sound('cancellation', over), undefined, 409, 'ERR_WHISTLE_STAGE'],
  ),
  'post /api/whistles/{whistleNo}/contacts': ofWhistle(
    'contacts',
    UNIT,
    ['outsider', null, UNIT, 403, 'ERR_NOT_OWN_UNIT'],
    ['handler', sound('contacts', over), UNIT, 409, 'ERR_WHISTLE_STAGE'],
  ),
  'post /api/whistles/{whistleNo}/rating-corrections': ofWhistle(
    'rating-corrections',
    UNIT,
    ['village', null, UNIT, 403, 'ERR_WHISTLE_ROLE'],
    [admin, null, UNIT, 409, 'ERR_RATING_MISSING'],
  ),
  'post /api/whistles/{whistleNo}/report-ins': {
    ...ofWhistle(
      'report-ins',
      ARRIVAL,
      ['outsider', null, ARRIVAL, 403, 'ERR_NOT_OWN_UNIT'],
      ['handler', sound('report-ins', over), ARRIVAL, 409, 'ERR_WHISTLE_STAGE'],
    ),
    twice: ['handler', 409, 'ERR_ALREADY_REPORTED'],
  },
  'post /api/work-orders/search': {
    url: '/api/work-orders/search',
    body: {},
    reads: true,
    elsewhere: 'own',
    cases: [scope(worker)],
  },
  'post /api/work-orders/{orderNo}/attachments': { ...ofOrder('attachments?kind=photo') },
  'post /api/work-orders/{orderNo}/attachments/{attachmentKey}/reveal': {
    url: order(`attachments/${NONE}/reveal`),
    body: { reason: '核查现场照片' },
    cases: [
      scope(worker),
      ['handler', null, { reason: '核查现场照片' }, 404, 'ERR_ATTACHMENT_NOT_FOUND'],
      ['outsider', null, { reason: '核查现场照片' }, 404, 'ERR_ORDER_NOT_FOUND'],
    ],
  },
  'post /api/work-orders/{orderNo}/condition-resolved': and(ofOrder('condition-resolved'), [
    ['agent', null, undefined, 403, 'ERR_NOT_OWN_UNIT'],
    ['handler', null, undefined, 409, 'ERR_SUSPENSION_NOT_FOUND'],
  ]),
  'post /api/work-orders/{orderNo}/consents': and(
    ofOrder('consents', { purpose: 'named_to_panel', given: true, form: 'written' }),
    [['inspector', null, { purpose: 'named_to_panel', given: true, form: 'written' }, 403, 'ERR_NOT_OWN_UNIT']],
  ),
  'post /api/work-orders/{orderNo}/exclusion-reversal': and(ofOrder('exclusion-reversal'), [
    ['handler', null, undefined, 403, 'ERR_EXCLUSION_ROLE'],
    ['secretary', null, undefined, 404, 'ERR_EXCLUSION_NOT_FOUND'],
  ]),
  'post /api/work-orders/{orderNo}/exclusions': and(
    ofOrder('exclusions', { code: 'malicious', evidence: '会议纪要第三项' }),
    [
      ['outsider', null, { code: 'malicious', evidence: '会议纪要第三项' }, 403, 'ERR_EXCLUSION_UNIT'],
      ['handler', null, { code: 'malicious', evidence: '致电10000001234' }, 400, 'ERR_APPEAL_FIELD'],
      [
        'office',
        order('exclusions', ended),
        { code: 'malicious', evidence: '会议纪要第三项' },
        409,
        'ERR_EXCLUSION_STATE',
      ],
    ],
  ),
  'post /api/work-orders/{orderNo}/instalments/{number}/payment': and(ofOrder('instalments/1/payment'), [
    ['agent', null, undefined, 403, 'ERR_NOT_OWN_UNIT'],
    ['handler', null, undefined, 404, 'ERR_AGREEMENT_NOT_FOUND'],
  ]),
  'put /api/work-orders/{orderNo}/measures': and(ofOrder('measures', { measures: '限期清理' }), [
    ['agent', null, { measures: '限期清理' }, 403, 'ERR_NOT_OWN_UNIT'],
    ['handler', null, { measures: '限期清理' }, 400, 'ERR_WORKSHEET_FIELD'],
  ]),
  'post /api/work-orders/{orderNo}/mediation-refusal': and(ofOrder('mediation-refusal', { party: 'respondent' }), [
    ['agent', null, { party: 'respondent' }, 403, 'ERR_NOT_OWN_UNIT'],
    ['handler', null, { party: 'respondent' }, 404, 'ERR_CONSULTATION_NOT_FOUND'],
  ]),
  'post /api/work-orders/{orderNo}/minutes': and(ofOrder('minutes', { session: 1, text: '无' }), [
    ['agent', null, { session: 1, text: '无' }, 403, 'ERR_NOT_OWN_UNIT'],
    ['handler', null, { session: 1, text: '无' }, 404, 'ERR_CONSULTATION_NOT_FOUND'],
  ]),
  'post /api/work-orders/{orderNo}/notes': and(ofOrder('notes', { kind: 'site_check', text: '已到现场' }), [
    ['outsider', null, { kind: 'site_check', text: '已到现场' }, 404, 'ERR_ORDER_NOT_FOUND'],
  ]),
  'post /api/work-orders/{orderNo}/objections': and(ofOrder('objections', SAID), [
    ['handler', null, SAID, 404, 'ERR_HAND_DOWN_NOT_FOUND'],
  ]),
  'post /api/work-orders/{orderNo}/recusals': and(ofOrder('recusals', { candidateKey: NONE, reason: 'kinship' }), [
    ['handler', null, { candidateKey: NONE, reason: 'kinship' }, 404, 'ERR_HAND_DOWN_NOT_FOUND'],
  ]),
  'post /api/work-orders/{orderNo}/verdict-overturning': and(ofOrder('verdict-overturning', { reason: '证据不足' }), [
    ['secretary', null, { reason: '证据不足' }, 404, 'ERR_HAND_DOWN_NOT_FOUND'],
  ]),
  'post /api/work-orders/{orderNo}/votes': and(
    ofOrder('votes', { stage: 'panel', candidateKey: NONE, choice: 'reasonable' }),
    [['village', null, { stage: 'panel', candidateKey: NONE, choice: 'reasonable' }, 404, 'ERR_HAND_DOWN_NOT_FOUND']],
  ),
  'post /api/work-orders/{orderNo}/worksheet': {
    ...and(ofOrder('worksheet', {}), [
      ['agent', null, {}, 403, 'ERR_NOT_OWN_UNIT'],
      ['office', order('worksheet', ended), {}, 409, 'ERR_ORDER_ENDED'],
    ]),
    twice: ['office', 409, 'ERR_WORKSHEET_TWICE'],
  },
};

function and(row: Row, cases: readonly Case[]): Row {
  return { ...row, cases: [...(row.cases ?? []), ...cases] };
}

// the test

t.test('every route that writes is in this list, and no other', async (t) => {
  const reviewed = await readFile(new URL('openapi.json', import.meta.url), 'utf8');
  const routes = [...reviewed.matchAll(/^"((?:post|put|patch|delete) \/api\/[^"]*)"/gm)].map(
    ([, name]) => name as string,
  );
  t.same(Object.keys(ROWS).sort(), routes.sort());
});

for (const [name, row] of Object.entries(ROWS)) {
  t.test(name, async (t) => {
    const method = (name.split(' ')[0] ?? '').toUpperCase();
    const refused = async (who: string | null, url: string, body: unknown, expected: object, what: string) => {
      const before = await stored();
      const answer = who === null ? await call(null, method, url, body) : await as(who, method, url, body);
      t.match(answer, expected, what);
      if (answer.status >= 400)
        t.match(
          answer.body,
          { code: /^ERR_/, detail: /[a-z]{3} [a-z]/, detailZh: /[一-鿿]/ },
          `${what}, in both languages`,
        );
      t.same(await stored(), before, `${what}, nothing changed`);
    };
    const { url, body, nonsense = [], cases = [], twice } = row;
    if (!row.isPublic) {
      await refused(null, url, body, { status: 401, body: { code: 'ERR_NOT_SIGNED_IN' } }, 'not signed in');
      if (row.elsewhere !== 'own') await refused(stranger, url, body, { status: 404 }, 'another township');
    }
    for (const [at, said] of nonsense) await refused(admin, at, said, { status: 404 }, `nonsense ${at}`);
    for (const [who, at, said, status, code] of cases) {
      const sent = code === 'ERR_NOT_ALLOWED' && said === undefined ? body : said;
      await refused(who, at ?? url, sent, { status, body: { code } }, `${who} ${code}`);
    }
    if (!twice) return;
    const [who, status, code] = twice;
    t.match(await as(who, method, url, body), { status: /^20\d$/ }, 'once');
    await refused(who, url, body, { status, body: { code } }, 'twice');
  });
}

// helpers

/** @param who - an API key, or the login of a person */
function as(who: string, method: string, url: string, body?: unknown): Promise<Answer> {
  return browsers[who] ? call(null, method, url, body, browsers[who]) : call(who, method, url, body);
}

function post(url: string, body?: unknown, who = admin): Promise<Answer> {
  return as(who, 'POST', url, body);
}

/** How many rows each table has and how often they were written; what is learned of diagrams and who looked at them are left out. */
async function stored(): Promise<unknown> {
  const counted = TABLES.filter(({ name }) => !/^(engine_|session$|key_block$)/.test(name)).map(
    ({ name, versioned }) =>
      `select '${name}' as n, count(*) as c, ${versioned ? 'sum(revision)' : '0'} as r from ${name}`,
  );
  return host.store.reader.raw(counted.join(' union all '));
}

async function complete(who: string, orderNo: string, elementId: string, variables: object): Promise<void> {
  const [task] = await host.store
    .reader('user_task')
    .join('process_instance', 'process_instance.key', 'user_task.process_instance_key')
    .where({ business_key: orderNo, element_id: elementId, 'user_task.state': 'CREATED' })
    .select('user_task.key');
  const answer = await post(`/v2/user-tasks/${task?.key}/completion`, { variables }, who);
  if (answer.status !== 204) throw new Error(`${elementId}: ${answer.text}`);
}
