/**
 * Places of diagrams and tables that no story and no simulation comes to, `<file> <id>`, and why not. "Open" is what a story could still tell;
 * everything else cannot happen through the diagrams. Rows are held against their table one by one in `test/processes/processes.test.ts`.
 */
export const UNREACHED: Readonly<Record<string, string>> = {
  'round-table/round-table.bpmn mediation_over': 'an error end is not told as passed; its catch mediation_refused is',
  'hand-down/d11-eligibility.dmn d11_05':
    'the order of the diagram: the site has been checked before a hand-down is asked for',
  'exclusion/d14-exclusion.dmn d14_03': 'the applicant is refused by name before the table is asked',
  'closure/d13-callback.dmn d13_05': 'open: resolved, and no word on satisfaction',
  'closure/d13-callback.dmn d13_06': 'open: on the books after a callback; preset urban_street comes to it',
  'duty-dispute/d07-return.dmn d07_09': 'open: two units match an item of the duty list',
  'exclusion/d14-exclusion.dmn d14_02': 'open',
  'exclusion/d14-exclusion.dmn d14_06': 'open',
  'exclusion/d14-exclusion.dmn d14_07': 'open',
  'hand-down/d11-eligibility.dmn d11_10': 'open: excessive repetition',
  'hand-down/d12-verdict.dmn d12_04': 'open: reasonable without basis',
  'hand-down/d12-verdict.dmn d12_05': 'open: hardship',
  'hand-down/d12-verdict.dmn d12_07': 'open: true but unreasonable',
  'hand-down/hand-down.bpmn review_invalid': 'open: ends after the round table that is held instead',
  'hotline-return/hotline-return.bpmn given_back': 'open',
  'intake/d01-acceptance.dmn d01_05': 'open: a state secret',
  'intake/d02-level.dmn d02_06': 'open: a statutory limit',
  'intake/d03-catalogue.dmn d03_13': 'open: illegal building elsewhere than in a village',
  'intake/d03-catalogue.dmn d03_15': 'open: a homestead elsewhere than in a village',
  'intake/d09-repeat.dmn d09_03': 'open: ten people within the time of a cluster',
  'whistle/d18-rating.dmn d18_04': 'open: far too late',
  'worksheet/d20-class.dmn d20_01': 'open: due within seven days',
  'worksheet/d20-class.dmn d20_04': 'open: repeated',
};
