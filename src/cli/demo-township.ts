import type { Host } from '../app.ts';
import { createAccount } from '../commands/organisation/create-account.ts';
import { createOrgUnit } from '../commands/organisation/create-org-unit.ts';
import { givePost } from '../commands/organisation/give-post.ts';
import { systemActor, type Actor, type Role } from '../domain/actor.ts';
import type { Submit } from '../domain/command.ts';
import { hashPassword } from '../http/tokens.ts';
import { seedWholeTree } from './organisation-seed.ts';
import { villageName } from './simulate/identity.ts';
import { PRESETS } from './simulate/presets.ts';
import { seedTownship } from './simulate/township.ts';

/** Tenant of the demonstration. Everything in it is made up. */
export const DEMO_TENANT = 'yunxi-demo';

const PRESET = { ...PRESETS.mixed_town, place: '云溪镇(演示,全部为虚构数据)' };
/** Of every demonstration account. Never a secret: it is printed at each start. */
const PASSWORD = 'yunxi-demo-only';

interface DemoAccount {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Code of the unit that the account acts for. */
  readonly unit: string;
  /** A post beside it. */
  readonly also?: { readonly unit: string; readonly roles: readonly Role[] };
}

/** One account for each role, so that an appeal can be taken through its whole life. */
const ACCOUNTS: readonly DemoAccount[] = [
  { login: 'demo.registrar', name: '登记员', roles: ['registrar'], unit: 'response_office' },
  { login: 'demo.secretary', name: '党委书记', roles: ['party_secretary'], unit: 'township' },
  { login: 'demo.deputy', name: '分管领导', roles: ['deputy_leader'], unit: 'township' },
  { login: 'demo.office', name: '专班主任', roles: ['response_office'], unit: 'response_office' },
  { login: 'demo.handler', name: '城建科办理人', roles: ['section_handler'], unit: 'urban_construction' },
  { login: 'demo.leader', name: '城建科负责人', roles: ['section_leader'], unit: 'urban_construction' },
  { login: 'demo.village', name: '村书记', roles: ['village_secretary'], unit: 'village_1' },
  { login: 'demo.grid-leader', name: '网格长', roles: ['grid_leader'], unit: 'grid_001' },
  { login: 'demo.grid', name: '网格员', roles: ['grid_member'], unit: 'grid_001' },
  { login: 'demo.inspector', name: '督查员', roles: ['inspector'], unit: 'group_supervision' },
  { login: 'demo.callback', name: '回访员', roles: ['callback_agent'], unit: 'group_publicity' },
  {
    login: 'demo.clerk',
    name: '民生办办理人兼网格员',
    roles: ['section_handler'],
    unit: 'civil_affairs',
    also: { unit: 'grid_002', roles: ['grid_member'] },
  },
  { login: 'demo.mediator', name: '调解员', roles: ['mediator'], unit: 'justice_office' },
  { login: 'demo.department', name: '部门联络员', roles: ['department_contact'], unit: 'police_station' },
  { login: 'demo.district', name: '区指挥中心', roles: ['district_command'], unit: 'township' },
  { login: 'demo.archive', name: '档案员', roles: ['archive_clerk'], unit: 'response_office' },
  { login: 'demo.designer', name: '流程设计师', roles: ['process_designer'], unit: 'township' },
  { login: 'demo.admin', name: '乡镇管理员', roles: ['township_admin'], unit: 'township' },
  { login: 'demo.system', name: '系统管理员', roles: ['system_admin'], unit: 'township' },
  { login: 'demo.auditor', name: '审计员', roles: ['auditor'], unit: 'township' },
];

/** Units other than `demo.handler`'s own that receive orders; each has somebody to handle them. */
const HANDLING_UNITS = [
  'response_office',
  'community_building',
  'rural_work',
  'civil_affairs',
  'law_enforcement',
  'planning_office',
  'justice_office',
  'police_station',
  'labour_inspection',
  'market_supervision',
  'heating_company',
] as const;

/** Fills an empty host with the demonstration township 云溪镇: organisation of preset `mixed_town`, 90 grids, an account for each role. */
export async function seedDemoTownship({ loop: { submit } }: Pick<Host, 'loop'>): Promise<void> {
  const actor = systemActor('seed-demo-township', DEMO_TENANT);
  const units = new Map<string, number>();
  const noting: Submit = async (command, input, options) => {
    const answer = await submit(command, input, options);
    const { code, unitKey } = { ...input, ...answer } as unknown as { code: string; unitKey: number };
    units.set(code, unitKey);
    return answer;
  };
  const villages = await seedTownship(noting, actor, PRESET);
  await seedGrids(noting, actor, villages);
  const township = units.get('township');
  if (township !== undefined) await seedWholeTree(noting, actor, township);
  const handlers = HANDLING_UNITS.map((unit): DemoAccount => {
    return {
      login: `demo.handler.${unit}`,
      name: `${unit} 办理人`,
      roles: ['section_handler', 'section_leader'],
      unit,
    };
  });
  await Promise.all(
    [...ACCOUNTS, ...handlers].map(async ({ login, name, roles, unit, also }) => {
      const account = {
        login,
        passwordHash: await hashPassword(PASSWORD),
        displayName: `${name}(演示)`,
        roles,
        unitKey: units.get(unit) ?? null,
      };
      const { accountKey } = await submit(createAccount, account, { actor });
      const unitKey = also && units.get(also.unit);
      if (unitKey) await submit(givePost, { accountKey, unitKey, roles: also.roles }, { actor });
    }),
  );
}

/** What the start of the program says about the demonstration. */
export function printDemo(): readonly string[] {
  return [
    `  演示 demo   ${PRESET.place} · made-up township, tenant ${DEMO_TENANT}`,
    `  密码 password of all demo accounts: ${PASSWORD}`,
    ...ACCOUNTS.map(({ login, name, roles }) => `    ${login.padEnd(18)}${name} ${roles.join(', ')}`),
    `    demo.handler.<unit> ${HANDLING_UNITS.join(', ')}`,
  ];
}

// helpers

/** The preset's grids, spread over its villages and communities. */
async function seedGrids(submit: Submit, actor: Actor, villages: readonly number[]): Promise<void> {
  for (let i = 0; i < PRESET.grids; i++) {
    const village = i % villages.length;
    const number = Math.floor(i / villages.length) + 1;
    const unit = {
      parentKey: villages[village] ?? null,
      kind: 'grid',
      code: `grid_${String(i + 1).padStart(3, '0')}`,
      name: `${villageName(village)}第${number}网格`,
    } as const;
    await submit(createOrgUnit, unit, { actor });
  }
}
