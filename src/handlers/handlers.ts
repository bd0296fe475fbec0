import type { Handler } from '../domain/handler.ts';
import { abandonOrder } from './abandon-order.ts';
import { agreeSuspension } from './agree-suspension.ts';
import { answerAppellant } from './answer-appellant.ts';
import { answerInvitation } from './answer-invitation.ts';
import { answerMember } from './answer-member.ts';
import { applyMeetingRuling } from './apply-meeting-ruling.ts';
import { applyRuling } from './apply-ruling.ts';
import { approveSuspension } from './approve-suspension.ts';
import { approveWhistle } from './approve-whistle.ts';
import { archiveOrder } from './archive-order.ts';
import { askHotlineExtension } from './ask-hotline-extension.ts';
import { assessHomestead } from './assess-homestead.ts';
import { askHotlineReturn } from './ask-hotline-return.ts';
import { assignFinding } from './assign-finding.ts';
import { awaitCallback } from './await-callback.ts';
import { beginInspection } from './begin-inspection.ts';
import { cancelExtension } from './cancel-extension.ts';
import { cancelWhistle } from './cancel-whistle.ts';
import { checkAnalysis } from './check-analysis.ts';
import { checkAttendance } from './check-attendance.ts';
import { checkCompleteness } from './check-completeness.ts';
import { checkMeetingRuling } from './check-meeting-ruling.ts';
import { checkConsultation } from './check-consultation.ts';
import { checkExclusion } from './check-exclusion.ts';
import { checkRating } from './check-rating.ts';
import { checkRuling } from './check-ruling.ts';
import { checkScreening } from './check-screening.ts';
import { chooseCaller } from './choose-caller.ts';
import { claimFinding } from './claim-finding.ts';
import { claimGoal } from './claim-goal.ts';
import { closeDirective } from './close-directive.ts';
import { closeHandDown } from './close-hand-down.ts';
import { closeHomestead } from './close-homestead.ts';
import { closeOrder } from './close-order.ts';
import { closeWhistle } from './close-whistle.ts';
import { concludeConsultation } from './conclude-consultation.ts';
import { concludePanel } from './conclude-panel.ts';
import { concludeWhistle } from './conclude-whistle.ts';
import { confirmSolution } from './confirm-solution.ts';
import { countQuorumFailure } from './count-quorum-failure.ts';
import { countVillagers } from './count-villagers.ts';
import { decideDirective } from './decide-directive.ts';
import { consultDutyList } from './consult-duty-list.ts';
import { dispatchOrder } from './dispatch-order.ts';
import { draftDirective } from './draft-directive.ts';
import { drawPanel } from './draw-panel.ts';
import { drawSample } from './draw-sample.ts';
import { dropDirective } from './drop-directive.ts';
import { escalateDispute } from './escalate-dispute.ts';
import { explainUnit } from './explain-unit.ts';
import { extendDirective } from './extend-directive.ts';
import { extendOrder } from './extend-order.ts';
import { fileConfirmation } from './file-confirmation.ts';
import { finishResolution } from './finish-resolution.ts';
import { finishSubTask } from './finish-sub-task.ts';
import { finishWhistlePart } from './finish-whistle-part.ts';
import { forwardOrder } from './forward-order.ts';
import { giveBackOrder } from './give-back-order.ts';
import { giveUpSuspension } from './give-up-suspension.ts';
import { gradeOrder } from './grade-order.ts';
import { grantExclusion } from './grant-exclusion.ts';
import { guideAppellant } from './guide-appellant.ts';
import { guideDirective } from './guide-directive.ts';
import { handUpPlace } from './hand-up-place.ts';
import { informExtension } from './inform-extension.ts';
import { informHandDown } from './inform-hand-down.ts';
import { inspectDirective } from './inspect-directive.ts';
import { interviewLead } from './interview-lead.ts';
import { invalidateAppeal } from './invalidate-appeal.ts';
import { issueDirective } from './issue-directive.ts';
import { joinCluster } from './join-cluster.ts';
import { leaveCluster } from './leave-cluster.ts';
import { keepReturnedOrder } from './keep-returned-order.ts';
import { linkFinding } from './link-finding.ts';
import { markAbsent } from './mark-absent.ts';
import { matchOrder } from './match-order.ts';
import { mergeOrder } from './merge-order.ts';
import { notify } from './notify.ts';
import { openConsultation } from './open-consultation.ts';
import { openDirective } from './open-directive.ts';
import { openDispute } from './open-dispute.ts';
import { openHandDown } from './open-hand-down.ts';
import { openHomestead } from './open-homestead.ts';
import { openSubTask } from './open-sub-task.ts';
import { openWhistle } from './open-whistle.ts';
import { orderTransition } from './order-transition.ts';
import { overturnHandDown } from './overturn-hand-down.ts';
import { planSweep } from './plan-sweep.ts';
import { planWhistle } from './plan-whistle.ts';
import { postPoints } from './post-points.ts';
import { postponeDispute } from './postpone-dispute.ts';
import { publishWhistle } from './publish-whistle.ts';
import { raiseLevel } from './raise-level.ts';
import { raiseOrder } from './raise-order.ts';
import { rateDirective } from './rate-directive.ts';
import { recordAgreement } from './record-agreement.ts';
import { recordCallback } from './record-callback.ts';
import { recordCalmVisit } from './record-calm-visit.ts';
import { recordContact } from './record-contact.ts';
import { recordConversion } from './record-conversion.ts';
import { recordCourtRuling } from './record-court-ruling.ts';
import { recordHomesteadReminder } from './record-homestead-reminder.ts';
import { recordHomesteadVisit } from './record-homestead-visit.ts';
import { recordInspection } from './record-inspection.ts';
import { recordJudgement } from './record-judgement.ts';
import { recordOpinion } from './record-opinion.ts';
import { recordPerformance } from './record-performance.ts';
import { recordRating } from './record-rating.ts';
import { recordResult } from './record-result.ts';
import { recordRuling } from './record-ruling.ts';
import { recordScreening } from './record-screening.ts';
import { recordSession } from './record-session.ts';
import { recordSettlement } from './record-settlement.ts';
import { recordSiteCheck } from './record-site-check.ts';
import { recordSurvey } from './record-survey.ts';
import { recordVillageMeeting } from './record-village-meeting.ts';
import { recordVerdict } from './record-verdict.ts';
import { redListDirective } from './red-list-directive.ts';
import { refuseExtension } from './refuse-extension.ts';
import { refuseExclusion } from './refuse-exclusion.ts';
import { refuseHandDown } from './refuse-hand-down.ts';
import { refuseSuspension } from './refuse-suspension.ts';
import { rejectWhistle } from './reject-whistle.ts';
import { releaseWhistles } from './release-whistles.ts';
import { reopenOrder } from './reopen-order.ts';
import { repairPlace } from './repair-place.ts';
import { reportDirective } from './report-directive.ts';
import { reportEmergency } from './report-emergency.ts';
import { requestDirective } from './request-directive.ts';
import { requestExtension } from './request-extension.ts';
import { requestSupplement } from './request-supplement.ts';
import { requestSuspension } from './request-suspension.ts';
import { restoreDues } from './restore-dues.ts';
import { resumeOrder } from './resume-order.ts';
import { reversePoints } from './reverse-points.ts';
import { revokeOrder } from './revoke-order.ts';
import { reviewAgain } from './review-again.ts';
import { ruleExtension } from './rule-extension.ts';
import { screenAppeal } from './screen-appeal.ts';
import { screenFinding } from './screen-finding.ts';
import { sendBackOrder } from './send-back-order.ts';
import { settleFinding } from './settle-finding.ts';
import { signDirective } from './sign-directive.ts';
import { signHandDown } from './sign-hand-down.ts';
import { signOffOrder } from './sign-off-order.ts';
import { signOrder } from './sign-order.ts';
import { signWhistle } from './sign-whistle.ts';
import { solveFinding } from './solve-finding.ts';
import { submitFeedback } from './submit-feedback.ts';
import { surveyPlace } from './survey-place.ts';
import { suspendOrder } from './suspend-order.ts';
import { tellStaff } from './tell-staff.ts';
import { transferEmergency } from './transfer-emergency.ts';
import { upgradeOrder } from './upgrade-order.ts';
import { urgeDirective } from './urge-directive.ts';
import { voidAgreement } from './void-agreement.ts';
import { voidFinding } from './void-finding.ts';
import { warnContact } from './warn-contact.ts';
import { warnOrder } from './warn-order.ts';
import { warnWhistle } from './warn-whistle.ts';
import { whistleFacts } from './whistle-facts.ts';
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
