import type { Handler } from '../domain/handler.ts';
import { answerAppellant } from './answer-appellant.ts';
import { answerInvitation } from './answer-invitation.ts';
import { applyRuling } from './apply-ruling.ts';
import { archiveOrder } from './archive-order.ts';
import { assignFinding } from './assign-finding.ts';
import { beginInspection } from './begin-inspection.ts';
import { checkAttendance } from './check-attendance.ts';
import { checkCompleteness } from './check-completeness.ts';
import { claimFinding } from './claim-finding.ts';
import { closeDirective } from './close-directive.ts';
import { closeOrder } from './close-order.ts';
import { concludeConsultation } from './conclude-consultation.ts';
import { confirmSolution } from './confirm-solution.ts';
import { decideDirective } from './decide-directive.ts';
import { dispatchOrder } from './dispatch-order.ts';
import { draftDirective } from './draft-directive.ts';
import { drawSample } from './draw-sample.ts';
import { dropDirective } from './drop-directive.ts';
import { extendDirective } from './extend-directive.ts';
import { extendOrder } from './extend-order.ts';
import { fileConfirmation } from './file-confirmation.ts';
import { finishResolution } from './finish-resolution.ts';
import { finishSubTask } from './finish-sub-task.ts';
import { forwardOrder } from './forward-order.ts';
import { gradeOrder } from './grade-order.ts';
import { guideAppellant } from './guide-appellant.ts';
import { guideDirective } from './guide-directive.ts';
import { handUpPlace } from './hand-up-place.ts';
import { inspectDirective } from './inspect-directive.ts';
import { interviewLead } from './interview-lead.ts';
import { invalidateAppeal } from './invalidate-appeal.ts';
import { issueDirective } from './issue-directive.ts';
import { linkFinding } from './link-finding.ts';
import { matchOrder } from './match-order.ts';
import { mergeOrder } from './merge-order.ts';
import { notify } from './notify.ts';
import { openConsultation } from './open-consultation.ts';
import { openDirective } from './open-directive.ts';
import { openSubTask } from './open-sub-task.ts';
import { orderTransition } from './order-transition.ts';
import { planSweep } from './plan-sweep.ts';
import { raiseLevel } from './raise-level.ts';
import { raiseOrder } from './raise-order.ts';
import { rateDirective } from './rate-directive.ts';
import { recordAgreement } from './record-agreement.ts';
import { recordCallback } from './record-callback.ts';
import { recordContact } from './record-contact.ts';
import { recordCourtRuling } from './record-court-ruling.ts';
import { recordInspection } from './record-inspection.ts';
import { recordPerformance } from './record-performance.ts';
import { recordResult } from './record-result.ts';
import { recordSession } from './record-session.ts';
import { recordSiteCheck } from './record-site-check.ts';
import { recordSurvey } from './record-survey.ts';
import { redListDirective } from './red-list-directive.ts';
import { reopenOrder } from './reopen-order.ts';
import { repairPlace } from './repair-place.ts';
import { reportDirective } from './report-directive.ts';
import { reportEmergency } from './report-emergency.ts';
import { requestSupplement } from './request-supplement.ts';
import { restoreDues } from './restore-dues.ts';
import { resumeOrder } from './resume-order.ts';
import { screenAppeal } from './screen-appeal.ts';
import { screenFinding } from './screen-finding.ts';
import { sendBackOrder } from './send-back-order.ts';
import { settleFinding } from './settle-finding.ts';
import { signDirective } from './sign-directive.ts';
import { signOffOrder } from './sign-off-order.ts';
import { signOrder } from './sign-order.ts';
import { solveFinding } from './solve-finding.ts';
import { submitFeedback } from './submit-feedback.ts';
import { surveyPlace } from './survey-place.ts';
import { suspendOrder } from './suspend-order.ts';
import { tellStaff } from './tell-staff.ts';
import { transferEmergency } from './transfer-emergency.ts';
import { urgeDirective } from './urge-directive.ts';
import { voidAgreement } from './void-agreement.ts';
import { voidFinding } from './void-finding.ts';
import { warnContact } from './warn-contact.ts';
import { warnOrder } from './warn-order.ts';
import { withdrawOrder } from './withdraw-order.ts';

/** Every job type that is done within the decision, by name. Job types that are not here become jobs for workers outside. */
export function createHandlers(): ReadonlyMap<string, Handler> {
  const handlers: readonly Handler[] = [
    answerAppellant,
    answerInvitation,
    applyRuling,
    archiveOrder,
    assignFinding,
    beginInspection,
    checkAttendance,
    checkCompleteness,
    claimFinding,
    closeDirective,
    closeOrder,
    concludeConsultation,
    confirmSolution,
    decideDirective,
    dispatchOrder,
    draftDirective,
    drawSample,
    dropDirective,
    extendDirective,
    extendOrder,
    fileConfirmation,
    finishResolution,
    finishSubTask,
    forwardOrder,
    gradeOrder,
    guideAppellant,
    guideDirective,
    handUpPlace,
    inspectDirective,
    interviewLead,
    invalidateAppeal,
    issueDirective,
    linkFinding,
    matchOrder,
    mergeOrder,
    notify,
    openConsultation,
    openDirective,
    openSubTask,
    orderTransition,
    planSweep,
    raiseLevel,
    raiseOrder,
    rateDirective,
    recordAgreement,
    recordCallback,
    recordContact,
    recordCourtRuling,
    recordInspection,
    recordPerformance,
    recordResult,
    recordSession,
    recordSiteCheck,
    recordSurvey,
    redListDirective,
    reopenOrder,
    repairPlace,
    reportDirective,
    reportEmergency,
    requestSupplement,
    restoreDues,
    resumeOrder,
    screenAppeal,
    screenFinding,
    sendBackOrder,
    settleFinding,
    signDirective,
    signOffOrder,
    signOrder,
    solveFinding,
    submitFeedback,
    surveyPlace,
    suspendOrder,
    tellStaff,
    transferEmergency,
    urgeDirective,
    voidAgreement,
    voidFinding,
    warnContact,
    warnOrder,
    withdrawOrder,
  ];
  return new Map(handlers.map((handler) => [handler.jobType, handler]));
}
