import { useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { hasEnded } from '../../../domain/whistle/whistle-state.ts';
import { answerOf, useApi, type Api } from '../../api/api.ts';

export type Whistle = Awaited<ReturnType<typeof readWhistles>>['items'][number];
export type WhistleFile = Awaited<ReturnType<typeof readWhistle>>;
export type CalledUnit = Whistle['units'][number];

/** Whistles that the caller may see: those that go on, or the newest with those that have ended. */
export function useWhistles(all: MaybeRefOrGetter<boolean>) {
  const api = useApi();
  return useQuery({
    queryKey: ['whistle', 'list', computed(() => toValue(all))],
    queryFn: () => readWhistles(api, toValue(all)),
  });
}

async function readWhistles(api: Api, all: boolean) {
  return answerOf(api.GET('/api/whistles', { params: { query: all ? {} : { open: true } } }));
}

/** One whistle, with what the caller has to do in it. */
export function useWhistle(whistleNo: MaybeRefOrGetter<string>) {
  const api = useApi();
  return useQuery({
    queryKey: ['*', 'whistle', computed(() => toValue(whistleNo))],
    queryFn: () => readWhistle(api, toValue(whistleNo)),
  });
}

async function readWhistle(api: Api, whistleNo: string) {
  return answerOf(api.GET('/api/whistles/{whistleNo}', { params: { path: { whistleNo } } }));
}

/** What a whistle loses next: the first report-in that is still waited for, else its end. */
export function nextDate({
  stage,
  units,
  dueAt,
}: Whistle): { readonly kind: 'report' | 'finish'; readonly at: string } | null {
  if (hasEnded(stage as Stage)) return null;
  const waited = units.filter(({ arrivedAt, releasedAt, absent }) => !arrivedAt && !releasedAt && !absent);
  const [first] = waited.flatMap(({ reportDueAt }) => reportDueAt ?? []).sort();
  if (first) return { kind: 'report', at: first };
  return dueAt ? { kind: 'finish', at: dueAt } : null;
}

/** Whether a unit came after its time. */
export function cameLate({ arrivedAt, reportDueAt }: CalledUnit): boolean {
  return arrivedAt !== null && reportDueAt !== null && arrivedAt > reportDueAt;
}

/** How many of the called units reported in, and how many of those that did, or are past their time, were in time. */
export function reportedIn(whistles: readonly Whistle[], now: number) {
  const units = whistles.flatMap((whistle) => whistle.units).filter(({ reportDueAt }) => reportDueAt !== null);
  const decided = units.filter(
    ({ arrivedAt, absent, reportDueAt }) => arrivedAt !== null || absent || Date.parse(reportDueAt ?? '') < now,
  );
  const inTime = decided.filter((unit) => unit.arrivedAt !== null && !cameLate(unit));
  return { inTime: inTime.length, decided: decided.length };
}

export type Stage = Parameters<typeof hasEnded>[0];
