import type { Role } from '../actor.ts';
import { SCOPES_OF_ROLE } from './role-scopes.ts';
import { organisationError } from './organisation-errors.ts';

/** Roles that one person must not hold together, with the reason. */
const RULES: readonly {
  readonly role: Role;
  readonly apartFrom: (other: Role) => boolean;
  readonly zh: string;
  readonly en: string;
}[] = [
  {
    role: 'system_admin',
    apartFrom: touchesCases,
    zh: '系统管理员不接触诉求内容',
    en: 'system administrators see no content of cases',
  },
  { role: 'auditor', apartFrom: () => true, zh: '审计员只看日志', en: 'auditors see logs and nothing else' },
  { role: 'scorer', apartFrom: changesCases, zh: '计分人员不得改动工单', en: 'who scores does not change orders' },
];

/**
 * Refuses roles that one person must not hold together.
 *
 * @throws {@link DomainError} ERR_ROLES_INCOMPATIBLE
 */
export function requireCompatible(roles: readonly Role[]): void {
  for (const { role, apartFrom, zh, en } of RULES) {
    if (!roles.includes(role)) continue;
    const other = roles.find((each) => each !== role && apartFrom(each));
    if (other) throw organisationError('ERR_ROLES_INCOMPATIBLE', { role, other, lawZh: zh, law: en });
  }
}

// helpers

function touchesCases(role: Role): boolean {
  return SCOPES_OF_ROLE[role].some((scope) => scope === 'appeals:read' || scope === 'appeals:write');
}

function changesCases(role: Role): boolean {
  return SCOPES_OF_ROLE[role].includes('appeals:write');
}
