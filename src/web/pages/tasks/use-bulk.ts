import { useQueryClient } from '@tanstack/vue-query';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { newIdempotencyKey } from '../../api/api.ts';
import { askAgain } from '../../api/changes.ts';
import { OfflineError, sentenceOf } from '../../api/problem.ts';
import type { Task } from './use-tasks.ts';

/** What became of one of many. */
export interface Result {
  readonly task: Task;
  state: 'waiting' | 'done' | 'refused';
  sentence: string;
}

/** The same thing done to many tasks, each for itself: one refusal holds up no other. */
export function useBulk() {
  const { t, locale } = useI18n();
  const queries = useQueryClient();
  const results = ref<Result[]>([]);
  const busy = ref(false);
  return {
    results,
    busy,
    async run(tasks: readonly Task[], send: (task: Task, intent: string) => Promise<unknown>) {
      busy.value = true;
      results.value = tasks.map((task) => ({ task, state: 'waiting', sentence: '' }));
      for (const result of results.value) {
        try {
          await send(result.task, newIdempotencyKey());
          result.state = 'done';
        } catch (error) {
          result.state = 'refused';
          result.sentence = error instanceof OfflineError ? t('common.unreachable') : sentenceOf(error, locale.value);
        }
      }
      busy.value = false;
      await askAgain(queries, ({ queryKey }) => queryKey[0] === 'user-task');
    },
  };
}
