/**
 * Places of diagrams and tables that nobody can come to through the diagrams, `<file> <id>`, and why. Rows are held against their table one by
 * one in `test/processes/processes.test.ts`.
 */
export const UNREACHED: Readonly<Record<string, string>> = {
  'round-table/round-table.bpmn mediation_over': 'an error end is not told as passed; its catch mediation_refused is',
  'hotline-return/hotline-return.bpmn given_back':
    'the revocation that the step before it sends ends whoever works on the order, this process with it; the step is told',
  'hand-down/d11-eligibility.dmn d11_05':
    'a hand-down is asked for only after the site was looked at (check_site leads to every choice of a route)',
  'exclusion/d14-exclusion.dmn d14_02': 'the table is asked once the second person has decided, never before',
  'exclusion/d14-exclusion.dmn d14_03': 'the applicant is refused by name before the table is asked',
};
