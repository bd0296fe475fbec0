import { Type, type Static } from 'typebox';
import { changeSetting } from '../../../commands/reference/change-setting.ts';
import { loadOfficialCalendar } from '../../../commands/reference/load-official-calendar.ts';
import { setCalendarDay } from '../../../commands/reference/set-calendar-day.ts';
import { setLimit } from '../../../commands/reference/set-limit.ts';
import { DAY_KINDS } from '../../../domain/reference/calendar.ts';
import { DEADLINE_CALENDARS, TIME_UNITS, type DeadlineCalendar } from '../../../domain/appeal/deadline.ts';
import { ANY_LEVEL, limitLevels, LIMITS, type LimitName } from '../../../domain/reference/limits.ts';
import { LEVELS } from '../../../domain/appeal/appeal-words.ts';
import type { Reference } from '../../../domain/reference/reference.ts';
import { SETTINGS } from '../../../domain/reference/settings.ts';
import { needs, type Access } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';

const READ = needs('admin:read', 'appeals:read');
const WRITE = needs('admin:write');
/** The official calendar is the same for every township of the host. */
const WRITE_HOST: Access = { scopes: ['admin:write'], roles: ['system_admin'] };
const TAG = 'Tuning';
const Label = { zh: Type.String(), en: Type.String() };
const LimitValue = Type.Object(
  {
    amount: Type.Number({ minimum: 0 }),
    unit: Type.Enum(TIME_UNITS),
    calendar: Type.Unsafe<DeadlineCalendar>(Type.Enum(Object.keys(DEADLINE_CALENDARS))),
  },
  { additionalProperties: false },
);
const Limits = Type.Object({
  items: Type.Array(
    Type.Object({
      name: Type.String(),
      ...Label,
      values: Type.Array(Type.Object({ level: Type.String(), default: LimitValue, value: LimitValue })),
    }),
  ),
});
const LIMIT_PARAMS = Type.Object({
  name: Type.String({ maxLength: 60 }),
  level: Type.String({ maxLength: 40, description: 'L1 … L4, a class that the limit names, or `*` for all others' }),
});
const Settings = Type.Object({
  items: Type.Array(
    Type.Object({ name: Type.String(), ...Label, kind: Type.String(), default: Type.Unknown(), value: Type.Unknown() }),
  ),
});
const SETTING_PARAMS = Type.Object({ name: Type.String({ maxLength: 60 }) });
const DAY_PARAMS = Type.Object({ date: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }) });
const Day = Type.Object(
  { kind: Type.Enum(DAY_KINDS), note: Type.String({ minLength: 1, maxLength: 200, description: 'On what it rests' }) },
  { additionalProperties: false },
);
const IsoDate = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const OfficialYear = Type.Object(
  {
    year: Type.Integer({ minimum: 2000, maximum: 2100 }),
    notice: Type.String({ minLength: 1, maxLength: 200, description: 'Number of the official notice' }),
    holidays: Type.Array(
      Type.Object(
        { name: Type.String({ maxLength: 40 }), from: IsoDate, to: IsoDate },
        { additionalProperties: false },
      ),
      { maxItems: 50 },
    ),
    adjustedWorkdays: Type.Array(IsoDate, { maxItems: 50 }),
  },
  { additionalProperties: false },
);

/** What administrators tune without touching a diagram: limits, settings, calendars. */
export function tuningRoutes({ submit, referenceOf }: HttpDeps): readonly Route[] {
  const limitChange = { access: WRITE, tag: TAG, params: LIMIT_PARAMS } as const;
  return [
    route('GET', '/api/limits', { access: READ, tag: TAG, summary: 'List limits 时限', answer: Limits }, listLimits),
    route(
      'PUT',
      '/api/limits/{name}/{level}',
      { ...limitChange, summary: 'Change a limit', body: LimitValue },
      changeLimit,
    ),
    route(
      'DELETE',
      '/api/limits/{name}/{level}',
      { ...limitChange, summary: 'Take a limit back to its default' },
      resetLimit,
    ),
    route(
      'GET',
      '/api/settings',
      { access: READ, tag: TAG, summary: 'List settings 参数', answer: Settings },
      listSettings,
    ),
    route(
      'PUT',
      '/api/settings/{name}',
      {
        access: WRITE,
        tag: TAG,
        summary: 'Change a setting',
        description: 'A value of null takes it back to its default.',
        params: SETTING_PARAMS,
        body: Type.Object({ value: Type.Unknown() }, { additionalProperties: false }),
      },
      change,
    ),
    route(
      'PUT',
      '/api/calendar/days/{date}',
      { access: WRITE, tag: TAG, summary: 'Fix a day of the township', params: DAY_PARAMS, body: Day },
      fixDay,
    ),
    route(
      'DELETE',
      '/api/calendar/days/{date}',
      { access: WRITE, tag: TAG, summary: 'Let the official calendar hold for a day', params: DAY_PARAMS },
      freeDay,
    ),
    route(
      'PUT',
      '/api/calendar/years',
      {
        access: WRITE_HOST,
        tag: TAG,
        summary: 'Store the official calendar of a year',
        body: OfficialYear,
        answer: Type.Object({ year: Type.Integer() }),
      },
      loadYear,
    ),
  ];

  async function listLimits({ actor }: Ask<unknown, unknown, unknown>) {
    const reference = referenceOf(actor.tenantId);
    return { items: Object.keys(LIMITS).map((name) => showLimit(name as LimitName, reference)) };
  }

  async function changeLimit({
    params,
    body,
    options,
  }: Ask<Static<typeof LIMIT_PARAMS>, unknown, Static<typeof LimitValue>>) {
    await submit(setLimit, { ...params, value: body }, options);
  }

  async function resetLimit({ params, options }: Ask<Static<typeof LIMIT_PARAMS>, unknown, unknown>) {
    await submit(setLimit, { ...params, value: null }, options);
  }

  async function listSettings({ actor }: Ask<unknown, unknown, unknown>) {
    const reference = referenceOf(actor.tenantId);
    return {
      items: Object.entries(SETTINGS).map(([name, { zh, en, kind, default: standard }]) => {
        return { name, zh, en, kind, default: standard, value: reference.setting(name) };
      }),
    };
  }

  async function change({ params, body, options }: Ask<Static<typeof SETTING_PARAMS>, unknown, { value: unknown }>) {
    await submit(changeSetting, { name: params.name, value: body.value }, options);
  }

  async function fixDay({ params, body, options }: Ask<Static<typeof DAY_PARAMS>, unknown, Static<typeof Day>>) {
    await submit(setCalendarDay, { date: params.date, ...body }, options);
  }

  async function freeDay({ params, options }: Ask<Static<typeof DAY_PARAMS>, unknown, unknown>) {
    await submit(setCalendarDay, { date: params.date, kind: null, note: '' }, options);
  }

  async function loadYear({ body, options }: Ask<unknown, unknown, Static<typeof OfficialYear>>) {
    return submit(loadOfficialCalendar, body, options);
  }
}

// helpers

/** A limit that is the same for all levels has the level `*` alone; one without `*` has the levels it names. */
function showLimit(name: LimitName, reference: Reference) {
  const { zh, en, values } = LIMITS[name];
  const defaults: Readonly<Record<string, Static<typeof LimitValue>>> = values;
  const listed = limitLevels(name);
  const levels = listed.length > 1 && listed.includes(ANY_LEVEL) ? LEVELS : listed;
  const shown = levels.map((level) => ({
    level,
    default: defaults[level] ?? defaults[ANY_LEVEL],
    value: plain(reference.limit(name, level === ANY_LEVEL ? null : level)),
  }));
  return { name, zh, en, values: shown };
}

function plain({ amount, unit, calendar }: Static<typeof LimitValue>) {
  return { amount, unit, calendar };
}
