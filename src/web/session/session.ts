import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, inject, ref, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import { answerOf, useApi, type Api } from '../api/api.ts';
import { ProblemError } from '../api/problem.ts';

/** Who is signed in, as the host says. */
export type Caller = Awaited<ReturnType<typeof readCaller>>;

/** Whether the host has refused a request because the session ended; the page stays, and asks to sign in again over itself. */
export type Expired = Ref<boolean>;

export interface Session {
  /** null: nobody; undefined: not known yet. */
  readonly caller: ComputedRef<NonNullable<Caller> | null | undefined>;
  readonly expired: Expired;
  /** @throws ProblemError when the host refuses */
  signIn(login: string, password: string): Promise<void>;
  signOut(): Promise<void>;
  /** Whether the caller holds one of these roles. */
  hasRole(...roles: readonly Role[]): boolean;
}
export type Role = NonNullable<Caller>['roles'][number];

const EXPIRED: InjectionKey<Expired> = Symbol('session expired');

export function createExpired(): Expired {
  return ref(false);
}

/** `app.provide(...provideExpired(expired))` */
export function provideExpired(expired: Expired): [InjectionKey<Expired>, Expired] {
  return [EXPIRED, expired];
}

/** The session of this browser. */
export function useSession(): Session {
  const api = useApi();
  const queries = useQueryClient();
  const found = inject(EXPIRED);
  if (!found) throw new Error('no session is provided');
  const expired = found;
  const { data } = useQuery({ queryKey: ['session'], queryFn: () => readCaller(api), staleTime: Infinity });
  return {
    caller: computed(() => data.value),
    expired,
    async signIn(login, password) {
      const before = data.value?.id;
      const { caller } = await answerOf(api.POST('/api/session', { body: { login, password } }));
      expired.value = false;
      // somebody else must not see what the one before had loaded
      if (before !== caller.id) forgetAll();
      queries.setQueryData(['session'], caller);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
    async signOut() {
      await answerOf(api.DELETE('/api/session'));
      forgetAll();
      queries.setQueryData(['session'], null);
    },
    hasRole: (...roles) => roles.some((role) => data.value?.roles.includes(role)),
  };

  /** All but the session itself, which the frame of the page is watching. */
  function forgetAll() {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  }
}

/** The caller; null when nobody is signed in. */
export async function readCaller(api: Api) {
  return answerOf(api.GET('/api/session')).catch((error: unknown) => {
    if (error instanceof ProblemError && error.problem.status === 401) return null;
    throw error;
  });
}
