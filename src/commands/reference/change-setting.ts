import type { Command } from '../../domain/command.ts';
import { settingValue } from '../../domain/reference/reference-tables.ts';
import { checkSetting, settingSpec } from '../../domain/reference/settings.ts';

export interface ChangeSetting {
  readonly name: string;
  /** Null takes the township's value away, so that the default holds again. */
  readonly value: unknown;
}

/**
 * Changes a setting of the actor's township.
 *
 * @throws {@link DomainError} ERR_SETTING_UNKNOWN, ERR_SETTING_VALUE
 */
export const changeSetting: Command<ChangeSetting, Record<string, never>> = {
  type: 'change-setting',
  decide({ rows, actor, now, record }, { name, value }) {
    settingSpec(name);
    if (value !== null) checkSetting(name, value);
    const id = `${actor.tenantId}/${name}`;
    const before = rows.find(settingValue, id);
    if (value !== null) {
      const changed = { value, changedAt: now, changedBy: actor.id };
      rows.put(settingValue, { id, revision: before?.revision ?? 0, tenantId: actor.tenantId, name, ...changed });
    } else if (before) {
      rows.remove(settingValue, id);
    }
    record({ type: 'setting.changed', detail: { name, before: before?.value ?? null, after: value } });
    return {};
  },
};
