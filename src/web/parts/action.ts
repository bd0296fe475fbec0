import { useQueryClient } from '@tanstack/vue-query';
import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { newIdempotencyKey } from '../api/api.ts';
import { askAgain } from '../api/changes.ts';
import { codeOf, OfflineError, sentenceOf, type Problem, ProblemError } from '../api/problem.ts';

/** Something a user does that changes something. */
export interface Action<I, O> {
  /** Does it; a refusal stands in {@link refusal} and answers undefined. */
  run(input: I): Promise<O | undefined>;
  readonly busy: Ref<boolean>;
  /** The sentence of the last refusal in the user's language; empty when there is none. */
  readonly refusal: ComputedRef<string>;
  /** The last refusal as the host gave it. */
  readonly problem: ComputedRef<Problem | null>;
  /** Forgets the last refusal. */
  forgive(): void;
}

/**
 * Wraps a write. When the host cannot be reached, nobody knows whether it was done: sending the same again takes the same idempotency key,
 * so it is done once.
 *
 * @param send - `key` goes into the `idempotency-key` header
 * @param touches - kinds of things (first part of a query's key) to ask again afterwards
 */
export function useAction<I, O>(
  send: (input: I, key: string) => Promise<O>,
  touches: readonly string[] = [],
): Action<I, O> {
  const { t, locale } = useI18n();
  const queries = useQueryClient();
  const busy = ref(false);
  const error = ref<unknown>(null);
  let unanswered: { readonly what: string; readonly key: string } | null = null;

  return {
    busy,
    refusal: computed(() => {
      if (error.value === null) return '';
      return error.value instanceof OfflineError ? t('common.unreachable') : sentenceOf(error.value, locale.value);
    }),
    problem: computed(() => (error.value instanceof ProblemError ? error.value.problem : null)),
    forgive: () => (error.value = null),
    async run(input) {
      if (busy.value) return undefined;
      busy.value = true;
      error.value = null;
      const what = JSON.stringify(input) ?? '';
      const key = unanswered?.what === what ? unanswered.key : newIdempotencyKey();
      unanswered = { what, key };
      try {
        const answer = await send(input, key);
        unanswered = null;
        return answer;
      } catch (caught) {
        // signing in again and sending once more is the same intention
        if (!(caught instanceof OfflineError) && codeOf(caught) !== 'ERR_NOT_SIGNED_IN') unanswered = null;
        error.value = caught;
        return undefined;
      } finally {
        busy.value = false;
        void askAgain(queries, ({ queryKey }) => touches.includes(String(queryKey[0])));
      }
    },
  };
}
