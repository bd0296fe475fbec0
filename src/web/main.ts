import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import 'element-plus/es/components/base/style/css';
import './styles.css';
import { createApi, provideApi } from './api/api.ts';
import { followChanges } from './api/changes.ts';
import App from './app.vue';
import { provideClock } from './parts/now.ts';
import { createPages } from './router.ts';
import { createExpired, provideExpired, readCaller } from './session/session.ts';
import { createTexts } from './texts/i18n.ts';

/* The browser program starts here; nothing else runs at import. */

const expired = createExpired();
const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 10_000, retry: 1, refetchOnWindowFocus: true } },
});
const api = createApi(() => {
  // somebody who never was signed in is led to the sign-in page instead
  if (queries.getQueryData(['session'])) expired.value = true;
});
const callerOf = () =>
  queries.ensureQueryData({ queryKey: ['session'], queryFn: () => readCaller(api), staleTime: Infinity });

createApp(App)
  .provide(...provideApi(api))
  .provide(...provideExpired(expired))
  .provide(...provideClock())
  .use(VueQueryPlugin, { queryClient: queries })
  .use(createTexts())
  .use(createPages(callerOf))
  .mount('#app');
followChanges(queries);
