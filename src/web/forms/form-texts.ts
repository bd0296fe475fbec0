/** What a form says to people; in English by a custom property of the same name and `En`. */
export const FORM_TEXTS = ['label', 'text', 'description', 'dateLabel'] as const;
