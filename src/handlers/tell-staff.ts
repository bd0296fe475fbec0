import type { Handler } from '../domain/process/handler.ts';

/** Reminds people of a case that need not be an order yet: header `template` names the text, `to` a role or `village`. */
export const tellStaff: Handler = {
  jobType: 'tell-staff',
  run({ headers, variables }) {
    const { orderNo, orderKey, villageKey } = variables;
    const to = headers['to'] === 'village' ? (villageKey ?? 'response_office') : (headers['to'] ?? 'response_office');
    const template = headers['template'] ?? 'reminder';
    return { messages: [{ name: 'StaffNotified', channel: 'staff', variables: { orderNo, orderKey, template, to } }] };
  },
};
