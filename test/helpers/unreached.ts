/** Places of diagrams and tables that no story and no simulation comes to, `<file> <id>`, and why not. */
export const UNREACHED: Readonly<Record<string, string>> = {};
