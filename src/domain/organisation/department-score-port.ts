import type { AnsweredOrder, AssessmentYear, Department } from './department-score.ts';

export interface DepartmentScoreQuery {
  /** Departments in use with their industry by the duty list in force at `now`, and the called-back orders of the year, each with its last callback. */
  read(
    tenantId: string,
    year: AssessmentYear,
    now: number,
  ): Promise<{ readonly departments: readonly Department[]; readonly orders: readonly AnsweredOrder[] }>;
}
