import { useI18n } from 'vue-i18n';
import { STEP_NAMES } from '../texts/step-names.ts';

/** What processes and their tasks are called in the reader's language; those of a township's own diagrams as they are drawn. */
export function useStepNames() {
  const { locale } = useI18n();
  const english = (processId: string) => (locale.value === 'en' ? STEP_NAMES[processId] : undefined);
  return {
    taskName: ({ processDefinitionId, elementId, name }: NamedTask): string =>
      english(processDefinitionId)?.tasks[elementId] ?? name ?? elementId,
    processName: ({ processDefinitionId, name }: NamedProcess): string =>
      english(processDefinitionId)?.name ?? name ?? processDefinitionId,
  };
}

interface NamedTask {
  readonly processDefinitionId: string;
  readonly elementId: string;
  readonly name?: string | null;
}

interface NamedProcess {
  readonly processDefinitionId: string;
  readonly name?: string | null;
}
