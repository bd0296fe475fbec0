import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { readResources } from '../../src/cli/deploy-processes.ts';
import { DIRECTIVE_STATES } from '../../src/domain/directive/directive-tables.ts';
import { RULINGS } from '../../src/domain/duty-dispute/duty-tables.ts';
import {
  checkTemplate,
  findTemplate,
  MESSAGE_TEMPLATES,
  placeholdersFor,
  PLACEHOLDERS,
  renderMessage,
} from '../../src/domain/reference/message-templates.ts';

/*
 * Every text that handlers, commands and diagrams name is there, in both languages, and names only what its addressee may read.
 */

const VALUES = Object.fromEntries(Object.keys(PLACEHOLDERS).map((name) => [name, `<${name}>`]));

/** Names put together from words, with the words. */
const COMPOSED: Readonly<Record<string, readonly string[]>> = {
  'consultation_${outcome}': ['agreed', 'plan_adopted', 'failed', 'guided_to_law', 'voided'],
  'directive_${state}': Object.keys(DIRECTIVE_STATES).filter((state) =>
    ['completed', 'failed_reported'].includes(state),
  ),
  'dispute_${ruling}': RULINGS,
  'limit_${warning.percent}_percent': ['50', '80', '100', '33'],
  'whistle_${result}': ['solved', 'partly_solved', 'escalated', 'rejected', 'cancelled'],
  'whistle_${kind}_overdue': ['sign', 'contact', 'report', 'finish'],
  'worksheet_${issueClass}': ['urgent', 'hard', 'new'],
  'hotline_${kind}': ['urge', 'supervise'],
};

t.test('every name in use has a text for who it goes to', async (t) => {
  const used = new Map<string, 'appellant' | 'staff' | undefined>();
  for (const room of ['src/handlers', 'src/commands']) {
    for (const file of readdirSync(room, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const code = readFileSync(join(room, file), 'utf8');
      const calls = code.matchAll(
        /\b(toAppellant|toReporter|dateMoved|toStaff|toDisputant|toCalled|findingToStaff|directiveToStaff)\(((?:[^,()]|\([^()]*\))+,[^;]*)/g,
      );
      for (const [, call = '', rest = ''] of calls) {
        const kind = /^(toAppellant|toReporter|dateMoved)$/.test(call) ? 'appellant' : 'staff';
        const name =
          /^(?:[^,()]|\([^()]*\))+,\s*(?:input, order, \w+(?:\.\w+)*, |order, [^,]+, )?(?:'([a-z_0-9]+)'|`([^`]+)`)/.exec(
            rest,
          );
        if (name) for (const each of namesOf(name[1] ?? name[2] ?? '')) used.set(`${each} ${kind}`, kind);
      }
      for (const [, word, composed] of code.matchAll(/\btemplate(?: =|:) (?:'([a-z_0-9]+)'|`([^`]+)`)/g)) {
        for (const each of namesOf(word ?? composed ?? '')) used.set(`${each} `, undefined);
      }
    }
  }
  for (const { content } of readResources('processes')) {
    for (const [, name] of content.matchAll(/key="template" value="(\w+)"/g)) used.set(`${name} `, undefined);
    for (const [, name] of content.matchAll(/<text>"(guide_\w+)"<\/text>/g)) used.set(`${name} appellant`, 'appellant');
  }
  t.ok(used.size > 70, `${used.size} names`);
  for (const [key, to] of used) t.ok(findTemplate(key.split(' ')[0] ?? '', to), key);
});

t.test('every text renders, with what its addressee may read', async (t) => {
  for (const [name, { to, zh, en }] of Object.entries(MESSAGE_TEMPLATES)) {
    checkTemplate(name, { zh, en });
    const words = renderMessage({ zh, en }, VALUES);
    t.notMatch(`${words.zh}${words.en}`, /[{}]/, name);
    t.match(words.zh, /[一-鿿]/, name);
    t.notMatch(words.en, /[一-鿿]/, name);
    if (to === 'staff') t.notMatch(`${zh}${en}`, /\{(appellant|reply)\}/, `${name} names nobody`);
  }
  t.notOk(placeholdersFor('staff').includes('appellant'));
  t.match(renderMessage(MESSAGE_TEMPLATES.limit_percent, { no: 'JS-1', percent: '80' }), {
    zh: 'JS-1 已用时限 80%,期限 —。',
  });
});

t.test('a township words a message within bounds', async (t) => {
  const good = { zh: '{appellant}您好,{no} 已反馈。', en: '{no} is answered.' };
  checkTemplate('feedback', good);
  for (const [name, text, code] of [
    ['nothing', good, 'ERR_TEMPLATE_UNKNOWN'],
    ['limit_80_percent', good, 'ERR_TEMPLATE_UNKNOWN'],
    ['order_dispatched', good, 'ERR_TEMPLATE_PLACEHOLDER'],
    ['feedback', { ...good, zh: '{phone} 您好' }, 'ERR_TEMPLATE_PLACEHOLDER'],
    ['feedback', { ...good, zh: '{no 您好' }, 'ERR_TEMPLATE_TEXT'],
    ['feedback', { ...good, en: '' }, 'ERR_TEMPLATE_TEXT'],
    ['feedback', { ...good, zh: '请拨打10000000001' }, 'ERR_TEMPLATE_TEXT'],
  ] as const) {
    t.throws(() => checkTemplate(name, text), { code }, `${name} ${code}`);
  }
});

// helpers

function namesOf(name: string): readonly string[] {
  if (!name.includes('$')) return [name];
  const words = COMPOSED[name];
  if (!words) throw new Error(`say what ${name} can be`);
  return words.map((word) => name.replace(/\$\{[^}]+\}/, word));
}
