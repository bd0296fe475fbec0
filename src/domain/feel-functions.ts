/** Names of our own functions in FEEL. */
export const FEEL_FUNCTION_NAMES = ['limit', 'deadline', 'workdays', 'setting', 'percent_of'] as const;
