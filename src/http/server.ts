import { randomUUID } from 'node:crypto';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import type { HttpDeps } from './deps.ts';
import { waitForJobs } from './job-waiting.ts';
import { documentApi, DOCS_PATH } from './plugins/documentation.ts';
import { handleErrors, refuseBadPath } from './plugins/errors.ts';
import { identifyCallers } from './plugins/identity.ts';
import { measureRequests } from './plugins/measures.ts';
import { ASSETS_PATH, servePages } from './plugins/pages.ts';
import { protect } from './plugins/protection.ts';
import { takeUploads } from './plugins/uploads.ts';
import { checkRequests } from './plugins/validation.ts';
import { Problem } from './problem.ts';
import { accountRoutes } from './routes/api/accounts.ts';
import { apiKeyRoutes } from './routes/api/api-keys.ts';
import { appealClusterRoutes } from './routes/api/clusters.ts';
import { appealLookupRoutes } from './routes/api/appeal-lookups.ts';
import { appealRoutes } from './routes/api/appeals.ts';
import { directiveRoutes } from './routes/api/directives.ts';
import { changeRoutes } from './routes/api/changes.ts';
import { consultationRoutes } from './routes/api/consultations.ts';
import { courseRoutes } from './routes/api/courses.ts';
import { decisionTableRoutes } from './routes/api/decision-tables.ts';
import { citizenRoutes } from './routes/api/citizen.ts';
import { evidenceRoutes } from './routes/api/evidence.ts';
import { eventRoutes } from './routes/api/events.ts';
import { findingRoutes } from './routes/api/findings.ts';
import { forecastRoutes } from './routes/api/forecasts.ts';
import { handDownRoutes } from './routes/api/hand-downs.ts';
import { hotlineRoutes } from './routes/api/hotline.ts';
import { organisationRoutes } from './routes/api/organisation.ts';
import { overviewRoutes } from './routes/api/overview.ts';
import { peopleRoutes } from './routes/api/people.ts';
import { sessionRoutes } from './routes/api/session.ts';
import { sideRouteRoutes } from './routes/api/side-routes.ts';
import { exclusionRoutes } from './routes/api/exclusions.ts';
import { staffRoutes } from './routes/api/staff.ts';
import { taskRoutes } from './routes/api/tasks.ts';
import { townshipRoutes } from './routes/api/townships.ts';
import { tuningRoutes } from './routes/api/tuning.ts';
import { dutyRoutes } from './routes/api/duties.ts';
import { webhookRoutes } from './routes/api/webhooks.ts';
import { departmentScoreRoutes } from './routes/api/department-scores.ts';
import { whistleFigureRoutes } from './routes/api/whistle-figures.ts';
import { whistleRoutes } from './routes/api/whistles.ts';
import { workOrderRoutes } from './routes/api/work-orders.ts';
import { worksheetRoutes } from './routes/api/worksheet.ts';
import { healthRoutes } from './routes/health.ts';
import { clusterRoutes } from './routes/v2/cluster.ts';
import { deploymentRoutes } from './routes/v2/deployments.ts';
import { incidentRoutes } from './routes/v2/incidents.ts';
import { jobRoutes } from './routes/v2/jobs.ts';
import { messageRoutes } from './routes/v2/messages.ts';
import { definitionRoutes } from './routes/v2/process-definitions.ts';
import { processInstanceRoutes } from './routes/v2/process-instances.ts';
import { userTaskRoutes } from './routes/v2/user-tasks.ts';
import { variableRoutes } from './routes/v2/variables.ts';

/** What a caller may send as a request id, to follow a request through several systems. */
const REQUEST_ID = /^[\w.-]{8,64}$/;

/**
 * Builds the HTTP server; it listens to nothing yet. Closing it ends long polls and event streams.
 *
 * A route without an access rule is a mistake that stops the start.
 */
export async function buildServer(deps: HttpDeps): Promise<FastifyInstance> {
  const { settings } = deps;
  const app = Fastify({
    loggerInstance: deps.logger,
    bodyLimit: settings.http.bodyBytes,
    trustProxy: settings.trustProxy,
    // one line for each request is written where it is measured
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    frameworkErrors: refuseBadPath,
    routerOptions: { maxParamLength: 100 },
    genReqId({ headers }) {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });
  const waiting = waitForJobs(deps.feed);
  app.addHook('preClose', async () => waiting.close());
  app.addHook('onRoute', ({ url, config, method }) => {
    if (!config?.access && !url.startsWith(DOCS_PATH) && !url.startsWith(ASSETS_PATH))
      throw new Error(`route ${String(method)} ${url} declares no access`);
  });

  checkRequests(app);
  const pagesDir = deps.pagesDir && (await servePages(app, deps.pagesDir)) ? deps.pagesDir : undefined;
  handleErrors(app, settings.http.bodyBytes, pagesDir);
  app.addSchema(Problem);
  await identifyCallers(app, deps);
  await protect(app, settings);
  measureRequests(app, deps.metrics);
  plainContentType(app);
  await takeUploads(app, settings.http.resourceBytes);
  await documentApi(app);

  const routes = [
    ...healthRoutes(deps, () => app.swagger()),
    ...sessionRoutes(deps),
    ...accountRoutes(deps),
    ...peopleRoutes(deps),
    ...apiKeyRoutes(deps),
    ...eventRoutes(deps),
    ...changeRoutes(deps),
    ...appealRoutes(deps),
    ...workOrderRoutes(deps),
    ...appealClusterRoutes(deps),
    ...appealLookupRoutes(deps),
    ...decisionTableRoutes(deps),
    ...overviewRoutes(deps),
    ...courseRoutes(deps),
    ...evidenceRoutes(deps),
    ...citizenRoutes(deps),
    ...townshipRoutes(deps),
    ...findingRoutes(deps),
    ...forecastRoutes(deps),
    ...directiveRoutes(deps),
    ...worksheetRoutes(deps),
    ...whistleRoutes(deps),
    ...whistleFigureRoutes(deps),
    ...webhookRoutes(deps),
    ...departmentScoreRoutes(deps),
    ...dutyRoutes(deps),
    ...consultationRoutes(deps),
    ...handDownRoutes(deps),
    ...sideRouteRoutes(deps),
    ...hotlineRoutes(deps),
    ...taskRoutes(deps),
    ...tuningRoutes(deps),
    ...organisationRoutes(deps),
    ...staffRoutes(deps),
    ...exclusionRoutes(deps),
    ...clusterRoutes(deps),
    ...deploymentRoutes(deps),
    ...definitionRoutes(deps),
    ...processInstanceRoutes(deps),
    ...userTaskRoutes(deps),
    ...jobRoutes(deps, waiting),
    ...messageRoutes(deps),
    ...variableRoutes(deps),
    ...incidentRoutes(deps),
  ];
  for (const route of routes) route.register(app);
  return app;
}

/** Camunda's clients compare the content type as a whole; JSON is UTF-8 anyway (RFC 8259 §8.1). */
function plainContentType(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    void reply.header('x-request-id', request.id);
    const type = reply.getHeader('content-type');
    if (type === 'application/json; charset=utf-8') void reply.header('content-type', 'application/json');
    return payload;
  });
}
