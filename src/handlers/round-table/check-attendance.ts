import { BpmnError, type Handler } from '../../domain/process/handler.ts';
import { consultationOf, inviteesOf } from './consultation-work.ts';

/** Mediation is voluntary: a party's clear refusal ends it. People's Mediation Law art. 17. */
export const checkAttendance: Handler = {
  jobType: 'check-attendance',
  run(input) {
    const refused = inviteesOf(input, consultationOf(input)).find(({ answer }) => answer === 'refuses');
    if (refused) throw new BpmnError('MediationRefused', `the ${refused.kind} refuses to mediate`);
    return {};
  },
};
