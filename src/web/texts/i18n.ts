import { createI18n } from 'vue-i18n';
import { COMMON } from './common.ts';
import { CASE_TEXTS } from '../pages/case/case-texts.ts';
import { SUSPENSION_TEXTS } from '../pages/case/suspension-texts.ts';
import { CLUSTER_TEXTS } from '../pages/clusters/cluster-texts.ts';
import { CONSULTATION_TEXTS } from '../pages/consultations/consultation-texts.ts';
import { DESK_TEXTS } from '../pages/desk/desk-texts.ts';
import { CITIZEN_TEXTS } from '../pages/citizen/citizen-texts.ts';
import { FINDING_TEXTS } from '../pages/findings/finding-texts.ts';
import { DIRECTIVE_TEXTS } from '../pages/directives/directive-texts.ts';
import { DUTY_TEXTS } from '../pages/duties/duty-texts.ts';
import { HAND_DOWN_TEXTS } from '../pages/hand-downs/hand-down-texts.ts';
import { LEADER_TEXTS } from '../pages/leader/leader-texts.ts';
import { REGISTER_TEXTS } from '../pages/register/register-texts.ts';
import { FIGURES_TEXTS } from '../pages/whistles/figures-texts.ts';
import { WHISTLE_TEXTS } from '../pages/whistles/whistle-texts.ts';
import { SESSION_TEXTS } from '../session/session-texts.ts';
import { TASK_TEXTS } from '../pages/tasks/task-texts.ts';
import { WORKSHEET_TEXTS } from '../pages/worksheet/worksheet-texts.ts';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const REMEMBERED = 'jiesu.language';

/** Chinese unless the reader chose English; the choice is remembered in this browser. */
export function createTexts() {
  return createI18n({
    legacy: false,
    locale: firstLanguage(),
    fallbackLocale: 'zh',
    messages: {
      zh: {
        common: COMMON.zh,
        session: SESSION_TEXTS.zh,
        tasks: TASK_TEXTS.zh,
        case: CASE_TEXTS.zh,
        suspension: SUSPENSION_TEXTS.zh,
        citizen: CITIZEN_TEXTS.zh,
        findings: FINDING_TEXTS.zh,
        leader: LEADER_TEXTS.zh,
        consultations: CONSULTATION_TEXTS.zh,
        handDowns: HAND_DOWN_TEXTS.zh,
        worksheet: WORKSHEET_TEXTS.zh,
        whistles: WHISTLE_TEXTS.zh,
        figures: FIGURES_TEXTS.zh,
        duties: DUTY_TEXTS.zh,
        directives: DIRECTIVE_TEXTS.zh,
        register: REGISTER_TEXTS.zh,
        desk: DESK_TEXTS.zh,
        clusters: CLUSTER_TEXTS.zh,
      },
      en: {
        common: COMMON.en,
        session: SESSION_TEXTS.en,
        tasks: TASK_TEXTS.en,
        case: CASE_TEXTS.en,
        suspension: SUSPENSION_TEXTS.en,
        citizen: CITIZEN_TEXTS.en,
        findings: FINDING_TEXTS.en,
        leader: LEADER_TEXTS.en,
        consultations: CONSULTATION_TEXTS.en,
        handDowns: HAND_DOWN_TEXTS.en,
        worksheet: WORKSHEET_TEXTS.en,
        whistles: WHISTLE_TEXTS.en,
        figures: FIGURES_TEXTS.en,
        duties: DUTY_TEXTS.en,
        directives: DIRECTIVE_TEXTS.en,
        register: REGISTER_TEXTS.en,
        desk: DESK_TEXTS.en,
        clusters: CLUSTER_TEXTS.en,
      },
    },
  });
}

/** Keeps a choice of language for the next visit. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(REMEMBERED, language);
  showLanguage(language);
}

/** Tells the browser and screen readers which language the page speaks. */
export function showLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

function firstLanguage(): Language {
  const language = localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'zh';
  showLanguage(language);
  return language;
}
