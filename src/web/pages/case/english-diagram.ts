import { STEP_NAMES } from '../../texts/step-names.ts';
import { CASE_TEXTS } from './case-texts.ts';

const SAID: Readonly<Record<string, string>> = { 是: 'yes', 否: 'no' };
const DECISIONS: Readonly<Record<string, string>> = CASE_TEXTS.en.decisions;

/**
 * A diagram of the product for readers of English. Labels are drawn in Chinese, ids in English: what has no name of its own is called by its
 * id. A township's own diagram stays as it is drawn.
 */
export function inEnglish(xml: string, processId: string): string {
  const own = STEP_NAMES[processId];
  if (!own) return xml;
  const drawn = new DOMParser().parseFromString(xml, 'text/xml');
  for (const element of drawn.querySelectorAll('[id][name]')) {
    const [id, name] = [element.getAttribute('id') ?? '', element.getAttribute('name') ?? ''];
    if (/\p{Script=Han}/u.test(name)) element.setAttribute('name', own.tasks[id] ?? nameOf(id, name));
  }
  return new XMLSerializer().serializeToString(drawn);
}

function nameOf(id: string, name: string): string {
  const said = SAID[name];
  if (said !== undefined) return said;
  // a flow is called by where it leads to, a lane and a pool by whose it is
  const called = id.replace(/^.+_to_/, '').replace(/^(lane|participant)_/, '');
  const decision = Object.entries(DECISIONS).find(([decisionId]) => decisionId.startsWith(`${called}_`))?.[1];
  const words = STEP_NAMES[called]?.name ?? decision ?? called.replaceAll('_', ' ');
  return words[0]?.toUpperCase() + words.slice(1) + (/[?？]$/.test(name) ? '?' : '');
}
