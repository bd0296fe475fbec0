import type { Command } from '../../domain/command.ts';
import { checkTemplate, findTemplate, type MessageText } from '../../domain/reference/message-templates.ts';
import { templateError } from '../../domain/reference/message-template-errors.ts';
import { messageTemplate } from '../../domain/side-route/side-route-tables.ts';

export interface WordMessage {
  readonly name: string;
  /** Null takes the township's wording away, so that the standard text holds again. */
  readonly text: MessageText | null;
}

/**
 * Words a message of the actor's township otherwise.
 *
 * @throws {@link DomainError} ERR_TEMPLATE_UNKNOWN, ERR_TEMPLATE_TEXT, ERR_TEMPLATE_PLACEHOLDER
 */
export const wordMessage: Command<WordMessage, Record<string, never>> = {
  type: 'word-message',
  decide({ rows, actor, now, record }, { name, text }) {
    if (text) checkTemplate(name, text);
    else if (!findTemplate(name)) throw templateError('ERR_TEMPLATE_UNKNOWN', { name, known: '' });
    const id = `${actor.tenantId}/${name}`;
    const before = rows.find(messageTemplate, id);
    if (text) {
      const changed = { zh: text.zh, en: text.en, changedAt: now, changedBy: actor.id };
      rows.put(messageTemplate, { id, revision: before?.revision ?? 0, tenantId: actor.tenantId, name, ...changed });
    } else if (before) {
      rows.remove(messageTemplate, id);
    }
    record({ type: 'message-template.changed', detail: { name, before: shown(before), after: text } });
    return {};
  },
};

// helpers

function shown(row: MessageText | undefined): MessageText | null {
  return row ? { zh: row.zh, en: row.en } : null;
}
