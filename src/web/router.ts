import { createRouter, createWebHistory, type RouteRecordRaw, type Router } from 'vue-router';
import type { Caller } from './session/session.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Open to everybody. */
    readonly public?: boolean;
    /** Key of the page's title in the texts. */
    readonly title?: string;
  }
}

/** Every page, loaded when it is opened. Paths are what people bookmark: they stay. */
const PAGES: readonly RouteRecordRaw[] = [
  { path: '/', redirect: '/tasks' },
  {
    path: '/sign-in',
    component: () => import('./session/sign-in-page.vue'),
    meta: { public: true, title: 'session.signIn' },
  },
  { path: '/tasks', component: () => import('./pages/tasks/task-list-page.vue'), meta: { title: 'common.nav.tasks' } },
  {
    path: '/tasks/:userTaskKey',
    component: () => import('./pages/tasks/task-page.vue'),
    props: true,
    meta: { title: 'tasks.task' },
  },
  {
    path: '/cases/:orderNo',
    component: () => import('./pages/case/case-page.vue'),
    props: true,
    meta: { title: 'case.title' },
  },
  { path: '/orders', component: () => import('./pages/orders/order-list-page.vue'), meta: { title: 'case.orders' } },
  {
    path: '/register',
    component: () => import('./pages/register/register-page.vue'),
    meta: { title: 'register.title' },
  },
  {
    path: '/callbacks/:userTaskKey?',
    component: () => import('./pages/desk/callbacks-page.vue'),
    props: true,
    meta: { title: 'desk.callbacks' },
  },
  {
    path: '/inspections/:userTaskKey?',
    component: () => import('./pages/desk/inspections-page.vue'),
    props: true,
    meta: { title: 'desk.inspections' },
  },
  {
    path: '/clusters',
    component: () => import('./pages/clusters/cluster-list-page.vue'),
    meta: { title: 'clusters.title' },
  },
  {
    path: '/clusters/:clusterKey',
    component: () => import('./pages/clusters/cluster-page.vue'),
    props: true,
    meta: { title: 'clusters.one' },
  },
  {
    path: '/findings',
    component: () => import('./pages/findings/finding-list-page.vue'),
    meta: { title: 'findings.title' },
  },
  {
    path: '/findings/report',
    component: () => import('./pages/findings/report-page.vue'),
    meta: { title: 'findings.report' },
  },
  {
    path: '/findings/counters',
    component: () => import('./pages/findings/counters-page.vue'),
    meta: { title: 'findings.counters' },
  },
  {
    path: '/findings/:findingNo',
    component: () => import('./pages/findings/finding-page.vue'),
    props: true,
    meta: { title: 'findings.one' },
  },
  {
    path: '/consultations',
    component: () => import('./pages/consultations/consultation-list-page.vue'),
    meta: { title: 'consultations.title' },
  },
  {
    path: '/consultations/:orderNo',
    component: () => import('./pages/consultations/consultation-page.vue'),
    props: true,
    meta: { title: 'consultations.one' },
  },
  {
    path: '/hand-downs',
    component: () => import('./pages/hand-downs/hand-down-list-page.vue'),
    meta: { title: 'handDowns.title' },
  },
  {
    path: '/hand-downs/roster',
    component: () => import('./pages/hand-downs/roster-page.vue'),
    meta: { title: 'handDowns.roster' },
  },
  {
    path: '/hand-downs/:orderNo',
    component: () => import('./pages/hand-downs/hand-down-page.vue'),
    props: true,
    meta: { title: 'handDowns.one' },
  },
  {
    path: '/worksheet',
    component: () => import('./pages/worksheet/worksheet-page.vue'),
    meta: { title: 'worksheet.title' },
  },
  {
    path: '/worksheet/wall',
    component: () => import('./pages/worksheet/wall-page.vue'),
    meta: { title: 'worksheet.wallTitle' },
  },
  { path: '/leader', component: () => import('./pages/leader/leader-page.vue'), meta: { title: 'leader.title' } },
  {
    path: '/t',
    component: () => import('./pages/citizen/townships-page.vue'),
    meta: { public: true, title: 'citizen.title' },
  },
  {
    path: '/t/:tenantId',
    component: () => import('./pages/citizen/citizen-frame.vue'),
    props: true,
    meta: { public: true, title: 'citizen.title' },
    children: [
      { path: '', component: () => import('./pages/citizen/home-page.vue'), props: true },
      {
        path: 'submit',
        component: () => import('./pages/citizen/submit-page.vue'),
        props: true,
        meta: { title: 'citizen.nav.submit' },
      },
      {
        path: 'snap',
        component: () => import('./pages/citizen/snap-page.vue'),
        props: true,
        meta: { title: 'citizen.nav.snap' },
      },
      {
        path: 'follow',
        component: () => import('./pages/citizen/follow-page.vue'),
        props: true,
        meta: { title: 'citizen.nav.follow' },
      },
      {
        path: 'statistics',
        component: () => import('./pages/citizen/statistics-page.vue'),
        props: true,
        meta: { title: 'citizen.nav.statistics' },
      },
      {
        path: 'directives/:no',
        component: () => import('./pages/citizen/directive-page.vue'),
        props: true,
        meta: { title: 'citizen.directive' },
      },
    ],
  },
  {
    path: '/whistles',
    component: () => import('./pages/whistles/whistle-board-page.vue'),
    meta: { title: 'whistles.title' },
  },
  {
    path: '/whistles/new',
    component: () => import('./pages/whistles/blow-page.vue'),
    meta: { title: 'whistles.blow' },
  },
  {
    path: '/whistles/:whistleNo',
    component: () => import('./pages/whistles/whistle-page.vue'),
    props: true,
    meta: { title: 'whistles.one' },
  },
  {
    path: '/disputes',
    component: () => import('./pages/duties/dispute-list-page.vue'),
    meta: { title: 'duties.disputes' },
  },
  {
    path: '/duty-list',
    component: () => import('./pages/duties/duty-list-page.vue'),
    meta: { title: 'duties.list' },
  },
  {
    path: '/directives',
    component: () => import('./pages/directives/directive-list-page.vue'),
    meta: { title: 'directives.title' },
  },
  {
    path: '/directives/:directiveKey',
    component: () => import('./pages/directives/directive-page.vue'),
    props: true,
    meta: { title: 'directives.one' },
  },
  {
    path: '/:path(.*)*',
    component: () => import('./pages/not-found-page.vue'),
    meta: { public: true, title: 'common.notFound' },
  },
];

/** The pages; who is not signed in is led to the sign-in page and back. */
export function createPages(callerOf: () => Promise<Caller>): Router {
  const router = createRouter({ history: createWebHistory(), routes: [...PAGES] });
  router.beforeEach(async (to) => {
    // fetched while the host is asked who this is
    for (const { components } of to.matched) void load(components?.['default']);
    if (to.meta.public) return true;
    // without a network the page itself says so
    const caller = await callerOf().catch(() => undefined);
    return caller === null ? { path: '/sign-in', query: { to: to.fullPath } } : true;
  });
  return router;
}

/** A page that cannot be fetched says so when it is opened. */
async function load(page: unknown): Promise<void> {
  if (typeof page !== 'function') return;
  await (page as () => Promise<unknown>)().catch(() => undefined);
}
