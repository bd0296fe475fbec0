import type { Knex } from 'knex';
import type { Queries } from '../domain/query-ports.ts';
import { createAccountQuery } from './account-query.ts';
import { createClusterQuery } from './cluster-query.ts';
import { createCourseQuery } from './course-query.ts';
import { createDepartmentScoreQuery } from './department-score-query.ts';
import { createEvidenceQuery } from './evidence-query.ts';
import { createDutyQuery } from './duty-query.ts';
import { createHotlineQuery } from './hotline-query.ts';
import { createProcessDefinitionQuery, createProcessInstanceQuery } from './process-query.ts';
import { createDirectiveQuery, createFindingQuery } from './proactive-query.ts';
import { createOverviewQuery } from './overview-query.ts';
import { createReviewListQuery } from './review-list-query.ts';
import { createReviewQuery } from './review-query.ts';
import { createMatterQuery } from './matter-query.ts';
import { createStaffQuery } from './staff-query.ts';
import { createSideRouteQuery } from './side-route-query.ts';
import { createUserTaskQuery } from './user-task-query.ts';
import { createVariableQuery } from './variable-query.ts';
import { createOrganisationQuery, createWorkOrderQuery } from './work-order-query.ts';
import { createHistoryQuery, createIncidentQuery, createJobQuery } from './work-query.ts';
import { createWebhookQuery } from './webhook-store.ts';
import { createWhistleFiguresQuery } from './whistle-figures-query.ts';
import { createWorksheetQuery } from './worksheet-query.ts';

/** All readings of screens and clients. @param reader - {@link Store.reader}: does not wait for writes */
export function createQueries(reader: Knex): Queries {
  const variables = createVariableQuery(reader);
  return {
    accounts: createAccountQuery(reader),
    processDefinitions: createProcessDefinitionQuery(reader),
    processInstances: createProcessInstanceQuery(reader),
    userTasks: createUserTaskQuery(reader),
    jobs: createJobQuery(reader, variables),
    variables,
    incidents: createIncidentQuery(reader),
    history: createHistoryQuery(reader),
    workOrders: createWorkOrderQuery(reader),
    matters: createMatterQuery(reader),
    clusters: createClusterQuery(reader),
    courses: createCourseQuery(reader),
    organisation: createOrganisationQuery(reader),
    overview: createOverviewQuery(reader),
    staff: createStaffQuery(reader),
    reviews: createReviewQuery(reader),
    reviewLists: createReviewListQuery(reader),
    findings: createFindingQuery(reader),
    directives: createDirectiveQuery(reader),
    worksheet: createWorksheetQuery(reader),
    duties: createDutyQuery(reader),
    sideRoutes: createSideRouteQuery(reader),
    evidence: createEvidenceQuery(reader),
    hotline: createHotlineQuery(reader),
    webhooks: createWebhookQuery(reader),
    whistleFigures: createWhistleFiguresQuery(reader),
    departmentScores: createDepartmentScoreQuery(reader),
  };
}
