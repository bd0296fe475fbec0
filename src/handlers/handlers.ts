import type { Handler } from '../domain/process/handler.ts';
import { abandonOrder } from './abandon-order.ts';
import { agreeSuspension } from './suspension/agree-suspension.ts';
import { answerAppellant } from './intake/answer-appellant.ts';
import { answerInvitation } from './round-table/answer-invitation.ts';
import { answerMember } from './cluster/answer-member.ts';
import { applyMeetingRuling } from './duty-dispute/apply-meeting-ruling.ts';
import { applyRuling } from './first-responder/apply-ruling.ts';
import { approveSuspension } from './suspension/approve-suspension.ts';
import { approveWhistle } from './whistle/approve-whistle.ts';
import { archiveOrder } from './closure/archive-order.ts';
import { askHotlineExtension } from './extension/ask-hotline-extension.ts';
import { assessHomestead } from './homestead/assess-homestead.ts';
import { askHotlineReturn } from './hotline-return/ask-hotline-return.ts';
import { assignFinding } from './proactive/assign-finding.ts';
import { awaitCallback } from './closure/await-callback.ts';
import { beginInspection } from './closure/begin-inspection.ts';
import { cancelExtension } from './extension/cancel-extension.ts';
import { cancelWhistle } from './whistle/cancel-whistle.ts';
import { checkAnalysis } from './whistle/check-analysis.ts';
import { checkAttendance } from './round-table/check-attendance.ts';
import { checkCompleteness } from './closure/check-completeness.ts';
import { checkMeetingRuling } from './duty-dispute/check-meeting-ruling.ts';
import { checkConsultation } from './intake/check-consultation.ts';
import { checkExclusion } from './exclusion/check-exclusion.ts';
import { checkRating } from './whistle/check-rating.ts';
import { checkRuling } from './duty-dispute/check-ruling.ts';
import { checkScreening } from './intake/check-screening.ts';
import { chooseCaller } from './closure/choose-caller.ts';
import { claimFinding } from './proactive/claim-finding.ts';
import { claimGoal } from './worksheet/claim-goal.ts';
import { closeDirective } from './directive/close-directive.ts';
import { closeHandDown } from './hand-down/close-hand-down.ts';
import { closeHomestead } from './homestead/close-homestead.ts';
import { closeOrder } from './closure/close-order.ts';
import { closeWhistle } from './whistle/close-whistle.ts';
import { concludeConsultation } from './round-table/conclude-consultation.ts';
import { concludePanel } from './hand-down/conclude-panel.ts';
import { concludeWhistle } from './whistle/conclude-whistle.ts';
import { confirmSolution } from './proactive/confirm-solution.ts';
import { countQuorumFailure } from './hand-down/count-quorum-failure.ts';
import { countVillagers } from './hand-down/count-villagers.ts';
import { decideDirective } from './directive/decide-directive.ts';
import { consultDutyList } from './intake/consult-duty-list.ts';
import { dispatchOrder } from './intake/dispatch-order.ts';
import { draftDirective } from './directive/draft-directive.ts';
import { drawPanel } from './hand-down/draw-panel.ts';
import { drawSample } from './closure/draw-sample.ts';
import { dropDirective } from './directive/drop-directive.ts';
import { escalateDispute } from './duty-dispute/escalate-dispute.ts';
import { explainUnit } from './intake/explain-unit.ts';
import { extendDirective } from './directive/extend-directive.ts';
import { extendOrder } from './extension/extend-order.ts';
import { fileConfirmation } from './round-table/file-confirmation.ts';
import { finishResolution } from './round-table/finish-resolution.ts';
import { finishSubTask } from './first-responder/finish-sub-task.ts';
import { finishWhistlePart } from './whistle/finish-whistle-part.ts';
import { forwardOrder } from './intake/forward-order.ts';
import { giveBackOrder } from './hotline-return/give-back-order.ts';
import { giveUpSuspension } from './suspension/give-up-suspension.ts';
import { gradeOrder } from './intake/grade-order.ts';
import { grantExclusion } from './exclusion/grant-exclusion.ts';
import { guideAppellant } from './intake/guide-appellant.ts';
import { guideDirective } from './directive/guide-directive.ts';
import { handUpPlace } from './proactive/hand-up-place.ts';
import { informExtension } from './extension/inform-extension.ts';
import { informHandDown } from './hand-down/inform-hand-down.ts';
import { inspectDirective } from './directive/inspect-directive.ts';
import { interviewLead } from './directive/interview-lead.ts';
import { invalidateAppeal } from './intake/invalidate-appeal.ts';
import { issueDirective } from './directive/issue-directive.ts';
import { joinCluster } from './intake/join-cluster.ts';
import { leaveCluster } from './cluster/leave-cluster.ts';
import { keepReturnedOrder } from './hotline-return/keep-returned-order.ts';
import { linkFinding } from './proactive/link-finding.ts';
import { markAbsent } from './whistle/mark-absent.ts';
import { matchOrder } from './proactive/match-order.ts';
import { mergeOrder } from './merge-order.ts';
import { notify } from './notify.ts';
import { openConsultation } from './round-table/open-consultation.ts';
import { openDirective } from './directive/open-directive.ts';
import { openDispute } from './duty-dispute/open-dispute.ts';
import { openHandDown } from './hand-down/open-hand-down.ts';
import { openHomestead } from './homestead/open-homestead.ts';
import { openSubTask } from './first-responder/open-sub-task.ts';
import { openWhistle } from './whistle/open-whistle.ts';
import { orderTransition } from './order-transition.ts';
import { overturnHandDown } from './hand-down/overturn-hand-down.ts';
import { planSweep } from './proactive/plan-sweep.ts';
import { planWhistle } from './whistle/plan-whistle.ts';
import { postPoints } from './hand-down/post-points.ts';
import { postponeDispute } from './duty-dispute/postpone-dispute.ts';
import { publishWhistle } from './whistle/publish-whistle.ts';
import { raiseLevel } from './raise-level.ts';
import { raiseOrder } from './proactive/raise-order.ts';
import { rateDirective } from './directive/rate-directive.ts';
import { recordAgreement } from './round-table/record-agreement.ts';
import { recordCallback } from './closure/record-callback.ts';
import { recordCalmVisit } from './hand-down/record-calm-visit.ts';
import { recordContact } from './first-responder/record-contact.ts';
import { recordConversion } from './hand-down/record-conversion.ts';
import { recordCourtRuling } from './round-table/record-court-ruling.ts';
import { recordHomesteadReminder } from './homestead/record-homestead-reminder.ts';
import { recordHomesteadVisit } from './homestead/record-homestead-visit.ts';
import { recordInspection } from './closure/record-inspection.ts';
import { recordJudgement } from './hand-down/record-judgement.ts';
import { recordOpinion } from './duty-dispute/record-opinion.ts';
import { recordPerformance } from './round-table/record-performance.ts';
import { recordRating } from './whistle/record-rating.ts';
import { recordResult } from './first-responder/record-result.ts';
import { recordRuling } from './duty-dispute/record-ruling.ts';
import { recordScreening } from './worksheet/record-screening.ts';
import { recordSession } from './round-table/record-session.ts';
import { recordSettlement } from './homestead/record-settlement.ts';
import { recordSiteCheck } from './first-responder/record-site-check.ts';
import { recordSurvey } from './round-table/record-survey.ts';
import { recordVillageMeeting } from './proactive/record-village-meeting.ts';
import { recordVerdict } from './hand-down/record-verdict.ts';
import { redListDirective } from './directive/red-list-directive.ts';
import { refuseExtension } from './extension/refuse-extension.ts';
import { refuseExclusion } from './exclusion/refuse-exclusion.ts';
import { refuseHandDown } from './hand-down/refuse-hand-down.ts';
import { refuseSuspension } from './suspension/refuse-suspension.ts';
import { rejectWhistle } from './whistle/reject-whistle.ts';
import { releaseWhistles } from './first-responder/release-whistles.ts';
import { reopenOrder } from './closure/reopen-order.ts';
import { repairPlace } from './proactive/repair-place.ts';
import { reportDirective } from './directive/report-directive.ts';
import { reportEmergency } from './report-emergency.ts';
import { requestDirective } from './duty-dispute/request-directive.ts';
import { requestExtension } from './extension/request-extension.ts';
import { requestSupplement } from './intake/request-supplement.ts';
import { requestSuspension } from './suspension/request-suspension.ts';
import { restoreDues } from './directive/restore-dues.ts';
import { resumeOrder } from './resume-order.ts';
import { reversePoints } from './hand-down/reverse-points.ts';
import { revokeOrder } from './revoke-order.ts';
import { reviewAgain } from './hand-down/review-again.ts';
import { ruleExtension } from './extension/rule-extension.ts';
import { screenAppeal } from './intake/screen-appeal.ts';
import { screenFinding } from './proactive/screen-finding.ts';
import { sendBackOrder } from './closure/send-back-order.ts';
import { settleFinding } from './proactive/settle-finding.ts';
import { signDirective } from './directive/sign-directive.ts';
import { signHandDown } from './hand-down/sign-hand-down.ts';
import { signOffOrder } from './sign-off-order.ts';
import { signOrder } from './first-responder/sign-order.ts';
import { signWhistle } from './whistle/sign-whistle.ts';
import { solveFinding } from './proactive/solve-finding.ts';
import { submitFeedback } from './first-responder/submit-feedback.ts';
import { surveyPlace } from './proactive/survey-place.ts';
import { suspendOrder } from './suspension/suspend-order.ts';
import { tellStaff } from './tell-staff.ts';
import { transferEmergency } from './intake/transfer-emergency.ts';
import { upgradeOrder } from './first-responder/upgrade-order.ts';
import { urgeDirective } from './directive/urge-directive.ts';
import { voidAgreement } from './round-table/void-agreement.ts';
import { voidFinding } from './proactive/void-finding.ts';
import { warnContact } from './first-responder/warn-contact.ts';
import { warnOrder } from './first-responder/warn-order.ts';
import { warnWhistle } from './whistle/warn-whistle.ts';
import { whistleFacts } from './whistle/whistle-facts.ts';
import { withdrawOrder } from './withdraw-order.ts';

/** Every job type that is done within the decision, by name. Job types that are not here become jobs for workers outside. */
export function createHandlers(): ReadonlyMap<string, Handler> {
  const handlers: readonly Handler[] = [
    abandonOrder,
    agreeSuspension,
    answerAppellant,
    answerInvitation,
    answerMember,
    applyMeetingRuling,
    applyRuling,
    approveSuspension,
    approveWhistle,
    archiveOrder,
    askHotlineExtension,
    assessHomestead,
    askHotlineReturn,
    assignFinding,
    awaitCallback,
    beginInspection,
    cancelExtension,
    cancelWhistle,
    checkAnalysis,
    checkAttendance,
    checkCompleteness,
    checkMeetingRuling,
    checkRating,
    checkRuling,
    checkScreening,
    chooseCaller,
    claimFinding,
    claimGoal,
    closeDirective,
    closeHandDown,
    closeHomestead,
    closeOrder,
    closeWhistle,
    concludeConsultation,
    concludePanel,
    concludeWhistle,
    confirmSolution,
    countQuorumFailure,
    countVillagers,
    decideDirective,
    checkConsultation,
    checkExclusion,
    grantExclusion,
    refuseExclusion,
    consultDutyList,
    dispatchOrder,
    draftDirective,
    drawPanel,
    drawSample,
    dropDirective,
    escalateDispute,
    explainUnit,
    extendDirective,
    extendOrder,
    fileConfirmation,
    finishResolution,
    finishSubTask,
    finishWhistlePart,
    forwardOrder,
    giveBackOrder,
    giveUpSuspension,
    gradeOrder,
    guideAppellant,
    guideDirective,
    handUpPlace,
    informExtension,
    informHandDown,
    inspectDirective,
    interviewLead,
    invalidateAppeal,
    issueDirective,
    joinCluster,
    leaveCluster,
    keepReturnedOrder,
    linkFinding,
    markAbsent,
    matchOrder,
    mergeOrder,
    notify,
    openConsultation,
    openDirective,
    openDispute,
    openHandDown,
    openHomestead,
    openSubTask,
    openWhistle,
    orderTransition,
    overturnHandDown,
    planSweep,
    planWhistle,
    postPoints,
    postponeDispute,
    publishWhistle,
    raiseLevel,
    raiseOrder,
    rateDirective,
    recordAgreement,
    recordCallback,
    recordCalmVisit,
    recordContact,
    recordConversion,
    recordCourtRuling,
    recordHomesteadReminder,
    recordHomesteadVisit,
    recordInspection,
    recordJudgement,
    recordOpinion,
    recordPerformance,
    recordRating,
    recordResult,
    recordRuling,
    recordScreening,
    recordSession,
    recordSettlement,
    recordSiteCheck,
    recordSurvey,
    recordVillageMeeting,
    recordVerdict,
    redListDirective,
    refuseExtension,
    refuseHandDown,
    refuseSuspension,
    rejectWhistle,
    releaseWhistles,
    reopenOrder,
    repairPlace,
    reportDirective,
    reportEmergency,
    requestDirective,
    requestExtension,
    requestSupplement,
    requestSuspension,
    restoreDues,
    resumeOrder,
    reversePoints,
    revokeOrder,
    reviewAgain,
    ruleExtension,
    screenAppeal,
    screenFinding,
    sendBackOrder,
    settleFinding,
    signDirective,
    signHandDown,
    signOffOrder,
    signOrder,
    signWhistle,
    solveFinding,
    submitFeedback,
    surveyPlace,
    suspendOrder,
    tellStaff,
    transferEmergency,
    upgradeOrder,
    urgeDirective,
    voidAgreement,
    voidFinding,
    warnContact,
    warnOrder,
    warnWhistle,
    whistleFacts,
    withdrawOrder,
  ];
  return new Map(handlers.map((handler) => [handler.jobType, handler]));
}
