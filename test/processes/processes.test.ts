import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { readResources } from '../../src/cli/deploy-processes.ts';
import { LIMITS } from '../../src/domain/reference/limits.ts';
import { SETTINGS } from '../../src/domain/reference/settings.ts';
import { compileDecision } from '../../src/engine/decision.ts';
import { readDecisions } from '../../src/engine/dmn-read.ts';
import { createFeel } from '../../src/engine/feel.ts';
import { readDiagram } from '../../src/engine/read-diagram.ts';
import { SENSITIVE_WORDS } from '../../src/domain/appeal/sensitive-words.ts';
import { createHandlers } from '../../src/handlers/handlers.ts';

/*
 * What holds the designers' room and the code together: names on both sides agree, and every row of every table can be reached.
 */

const FILES = readResources('processes');
const DIAGRAMS = FILES.filter(({ name }) => name.endsWith('.bpmn'));
const TABLES = FILES.filter(({ name }) => name.endsWith('.dmn'));

t.test('diagrams and code name the same things', async (t) => {
  const text = DIAGRAMS.map(({ content }) => content)
    .join('\n')
    .replaceAll('&quot;', '"');
  const named = (pattern: RegExp) =>
    [...new Set([...text.matchAll(pattern)].map((match) => match[1] as string))].sort();

  const jobTypes = named(
    /<zeebe:(?:taskDefinition|taskListener eventType="\w+"|executionListener eventType="\w+") type="([\w-]+)"/g,
  );
  // asked for by a command: a process instance that is cancelled runs no element any more
  jobTypes.push('abandon-order');
  t.same(jobTypes.sort(), [...createHandlers().keys()].sort(), 'each job type has a handler, each handler is used');

  const forms = FILES.filter(({ name }) => name.endsWith('.form')).map(
    ({ content }) => (JSON.parse(content) as { id: string }).id,
  );
  t.same(named(/formId="(\w+)"/g), forms.sort(), 'each form is there, each is shown');

  const decisions = TABLES.map(({ content }) => /<decision id="(\w+)"/.exec(content)?.[1]);
  t.same(named(/decisionId="(\w+)"/g), decisions.sort(), 'each decision is there, each is asked');

  const processes = named(/<bpmn:process id="(\w+)"/g);
  for (const called of named(/calledElement processId="(\w+)"/g)) t.ok(processes.includes(called), called);
  for (const limit of named(/limit\((?:if [^)]*? then )?"(\w+)"/g))
    t.ok(Object.hasOwn(LIMITS, limit), `limit ${limit}`);
  for (const setting of named(/setting\("(\w+)"/g)) t.ok(Object.hasOwn(SETTINGS, setting), `setting ${setting}`);
});

/** The shape of a flow node: pools and lanes are none. */
const SHAPE_OF_NODE = /<bpmndi:BPMNShape (?!id="(?:participant|lane)_)/g;

t.test('diagrams can be read', async (t) => {
  for (const { name, content } of DIAGRAMS) {
    t.notMatch(
      content,
      /<bpmn:(?:\w+Task|\w+Event|\w+Gateway|subProcess|callActivity) (?![^>]*name=)/,
      `${name}: named`,
    );
    const shapes = (content.match(SHAPE_OF_NODE) ?? []).length;
    const nodes = (content.match(/<bpmn:(?:\w+Task|\w+Event|\w+Gateway|subProcess|callActivity) /g) ?? []).length;
    t.equal(shapes, nodes, `${name}: every element is drawn`);
    for (const plane of content.split('<bpmndi:BPMNPlane').slice(1)) {
      t.ok((plane.match(SHAPE_OF_NODE) ?? []).length <= 25, `${name}: a level stays readable`);
    }
  }
  for (const folder of readdirSync('processes', { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    t.ok(existsSync(join('processes', folder.name, 'README.md')), `${folder.name} has a README`);
  }
});

t.test('lanes tell who acts', async (t) => {
  for (const { name, content } of DIAGRAMS) {
    const { nodes, pools, lanes, bounds } = await laneDrawing(content);
    t.equal(pools.length, 1, `${name}: one pool`);
    t.ok(lanes.length >= 2 && lanes.length <= 5, `${name}: ${lanes.length} lanes`);
    for (const { id, name: label } of [...pools, ...lanes])
      t.match(label, /\p{Script=Han}/u, `${name}: ${id} in Chinese`);
    t.same(lanes.flatMap((lane) => lane.nodes).sort(), nodes.sort(), `${name}: each element in one lane`);
    for (const lane of lanes) {
      const outside = lane.nodes.filter((node) => !isWithin(bounds(node), bounds(lane.id)));
      t.same(outside, [], `${name}: drawn within lane ${lane.name}`);
    }
  }
});

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Drawn {
  readonly id: string;
  readonly name: string;
}
interface DrawnFile {
  readonly rootElements: readonly {
    readonly $type: string;
    readonly participants?: readonly Drawn[];
    readonly flowElements?: readonly (Drawn & { readonly $type: string })[];
    readonly laneSets?: readonly { readonly lanes: readonly (Drawn & { readonly flowNodeRef: readonly Drawn[] })[] }[];
  }[];
  readonly diagrams: readonly {
    readonly plane: { readonly planeElement: readonly { readonly bpmnElement: Drawn; readonly bounds?: Bounds }[] };
  }[];
}

/** Pools, lanes and the elements of the main level, and where they are drawn. */
async function laneDrawing(xml: string) {
  const { rootElements, diagrams } = (await readDiagram(xml)).definitions as unknown as DrawnFile;
  const lanes = rootElements.flatMap(({ laneSets }) => laneSets ?? []).flatMap((laneSet) => laneSet.lanes);
  const shapes = diagrams.flatMap(({ plane }) => plane.planeElement);
  return {
    nodes: rootElements
      .flatMap(({ flowElements }) => flowElements ?? [])
      .filter(({ $type }) => $type !== 'bpmn:SequenceFlow')
      .map(({ id }) => id),
    pools: rootElements.flatMap(({ participants }) => participants ?? []),
    lanes: lanes.map(({ id, name, flowNodeRef }) => ({ id, name, nodes: flowNodeRef.map((node) => node.id) })),
    bounds: (id: string) => shapes.find(({ bpmnElement }) => bpmnElement.id === id)?.bounds,
  };
}

function isWithin(inner: Bounds | undefined, outer: Bounds | undefined): boolean {
  if (!inner || !outer) return false;
  const across = inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width;
  return across && inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height;
}

/** A claim that may be handed down. */
const ELIGIBLE = {
  type: 'complaint',
  officials: false,
  safety: false,
  confidential: false,
  siteChecked: true,
  contacts: 1,
  basis: true,
  judgement: 'untrue',
  similar: 1,
};

/** For each table, variables that must hit its rows in order, and some of the outcome. */
const CASES: Readonly<Record<string, readonly (readonly [variables: Record<string, unknown>, outcome: unknown])[]>> = {
  d01_acceptance: [
    [{ screening: { emergency: true } }, { outcome: 'emergency' }],
    [{ screening: { legalChannel: 'entered' } }, { outcome: 'guide', channel: '法院/仲裁/纪检/复议/信息公开' }],
    [{ screening: { petition: true } }, { channel: '信访部门' }],
    [{ screening: { sameMatter: true } }, { outcome: 'inform' }],
    [{ screening: { secret: true } }, { outcome: 'explain' }],
    [{ screening: { immoral: true } }, { outcome: 'educate' }],
    [{ screening: { inArea: false } }, { channel: '属地12345' }],
    [{ screening: { inDuty: false } }, { channel: '市场/社会渠道' }],
    [{ screening: { answerable: true }, facts: { type: 'consult' } }, { outcome: 'answer' }],
    [{ screening: { inDuty: true, inArea: true }, facts: { type: 'consult' } }, { outcome: 'accept' }],
  ],
  d02_level: [
    [{ alertLevel: 'L1' }, { level: 'L1', amount: 2, unit: 'hours' }],
    [{ facts: { risk: 'high' } }, { level: 'L1' }],
    [{ alertLevel: 'L2' }, { level: 'L2', amount: 24 }],
    [{ screening: { supplyCut: true }, facts: { supplyCut: false } }, { level: 'L2' }],
    [{ facts: { category: 'heating' } }, { level: 'L2' }],
    [{ facts: { statutoryDays: 60 } }, { level: 'L4', amount: 15, unit: 'natural_days' }],
    [{ facts: { category: 'homestead_dispute' } }, { level: 'L4' }],
    [{ facts: { departments: 3 } }, { level: 'L4' }],
    [{ facts: { affected: 50 } }, { level: 'L4' }],
    [{ facts: { category: 'noise', departments: 2, affected: 49 } }, { level: 'L3', amount: 7 }],
  ],
  d03_catalogue: [
    [{ facts: { category: 'heating', placeKind: 'central_heating' } }, { unit: 'heating_company' }],
    [{ facts: { category: 'property_mgmt', placeKind: 'residential' } }, { unit: 'community_building', entry: '1.7' }],
    [{ facts: { category: 'illegal_building', placeKind: 'rural' } }, { unit: 'law_enforcement', entry: '2.1' }],
    [{ facts: { category: 'noise', placeKind: 'site' } }, { unit: 'law_enforcement', entry: '2.6' }],
    [{ facts: { category: 'noise', placeKind: 'residential' } }, { unit: 'police_station', entry: '2.7' }],
    [{ facts: { category: 'wage_arrears', placeKind: 'site' } }, { unit: 'labour_inspection' }],
    [{ facts: { category: 'prepaid_card', placeKind: 'commercial' } }, { unit: 'market_supervision', entry: '4.1' }],
    [{ facts: { category: 'homestead_dispute', placeKind: 'rural' } }, { unit: 'planning_office', entry: '5.1' }],
    [{ facts: { category: 'rural_sewage', placeKind: 'rural' } }, { unit: 'rural_work', entry: '5.4' }],
    [{ facts: { category: 'road_damage', placeKind: 'rural' } }, { unit: 'urban_construction', entry: '3.5' }],
  ],
  d14_exclusion: [
    [{ exclusion: { evidenceComplete: false } }, { range: 'none' }],
    [{ exclusion: { secondReview: false } }, { range: 'none' }],
    [{ exclusion: { samePerson: true } }, { range: 'none' }],
    [{ exclusion: { code: 'duplicate' } }, { range: 'all' }],
    [{ exclusion: { code: 'untrue', siteChecked: true } }, { range: 'all' }],
    [{ exclusion: { code: 'unreasonable', verdictStands: true } }, { range: 'all' }],
    [{ exclusion: { code: 'beyond_power' } }, { range: 'all' }],
    [{ exclusion: { code: 'suspended' } }, { range: 'resolution_satisfaction' }],
    [{ exclusion: { code: 'malicious' } }, { range: 'all' }],
    [{ exclusion: { code: 'untrue', siteChecked: false } }, { range: 'none' }],
  ],
  d04_route: [
    [{ site: { emergency: true } }, { route: 'whistle_emergency' }],
    [{ site: { solvableBy: 'village' } }, { route: 'village' }],
    [{ site: { solvableBy: 'none', twoParties: true, failedMediations: 2 } }, { route: 'round_table' }],
    [{ category: 'homestead_dispute', site: { solvableBy: 'none', twoParties: true } }, { route: 'homestead' }],
    [{ site: { doubtful: true } }, { route: 'hand_down' }],
    [{ site: { enforcement: true } }, { route: 'whistle' }],
    [{ site: { crossDepartment: true } }, { route: 'whistle' }],
    [{ site: { beyondTown: true } }, { route: 'hand_up' }],
    [{ site: { solvableBy: 'section' } }, { route: 'section' }],
    [{ site: { solvableBy: 'none' } }, { route: 'round_table' }],
  ],
  d05_whistle: [
    [{ analysis: { risk: true } }, { kind: 'emergency', level: 'township', after: true, approvers: [] }],
    [{ analysis: { enforcement: true } }, { kind: 'enforcement', approvers: ['authorised_leader'] }],
    [{ analysis: { squad: true } }, { kind: 'priority', level: 'grid', approvers: [] }],
    [
      { analysis: { squad: true, alliance: true }, raisedLevel: 'community' },
      { level: 'community', approvers: [] },
    ],
    [{ analysis: { districtLeader: true } }, { level: 'township', hard: true }],
    [
      { analysis: { alliance: true }, raisedLevel: 'township' },
      { level: 'township', approvers: ['leading_member'] },
    ],
  ],
  d06_limits: [
    [{ d05: { kind: 'emergency', level: 'township', hard: false } }, { limitClass: 'emergency' }],
    [{ d05: { kind: 'enforcement', hard: false }, analysis: { ongoing: true } }, { limitClass: 'enforcement' }],
    [{ d05: { kind: 'enforcement', hard: false }, analysis: { ongoing: false } }, { limitClass: 'enforcement_agreed' }],
    [{ d05: { kind: 'priority', level: 'grid', hard: false } }, { limitClass: 'priority_grid' }],
    [{ d05: { kind: 'priority', level: 'community', hard: false } }, { limitClass: 'priority_community' }],
    [{ d05: { kind: 'priority', level: 'township', hard: false } }, { limitClass: 'priority_township' }],
    [{ d05: { kind: 'priority', level: 'township', hard: true } }, { limitClass: 'hard_township' }],
  ],
  d07_return: [
    [{ dispute: { adjudicated: true } }, { outcome: 'reject', final: true }],
    [{ dispute: { origin: 'routing_tie' } }, { outcome: 'rule' }],
    [{ dispute: { inWindow: false } }, { outcome: 'reject', final: false }],
    [{ dispute: { citedValid: false, corrected: false } }, { outcome: 'correct' }],
    [{ dispute: { citedValid: false, corrected: true } }, { outcome: 'reject' }],
    [{ dispute: { citedValid: true, cityDirect: true } }, { outcome: 'co_only' }],
    [{ dispute: { citedValid: true, overlap: true, matches: 2 } }, { proposal: 'reassigned', final: true }],
    [{ dispute: { citedValid: true, matches: 1 } }, { proposal: 'reassigned' }],
    [{ dispute: { citedValid: true, matches: 2 } }, { proposal: 'co_assigned' }],
    [{ dispute: { citedValid: true, matches: 0 } }, { proposal: 'escalated' }],
  ],
  d08_extension: [
    [{ extension: { level: 'L1', leftPercent: 50, count: 0, reason: 'works' } }, { outcome: 'refuse' }],
    [{ extension: { level: 'L3', leftPercent: 1, count: 0, reason: 'works' } }, { outcome: 'refuse' }],
    [
      { extension: { level: 'L3', leftPercent: 50, count: 2, reason: 'other' } },
      { outcome: 'rule', approver: 'party_secretary' },
    ],
    [
      { extension: { level: 'L3', leftPercent: 50, count: 0, reason: 'procedure' } },
      { outcome: 'rule', maxPercent: 100, approver: 'deputy_leader' },
    ],
    [{ extension: { level: 'L3', leftPercent: 50, count: 0, reason: 'other' } }, { outcome: 'refuse' }],
  ],
  d09_repeat: [
    [{ repeat: { samePerson: true, sameMatter: true, original: 'closed_30d' } }, { outcome: 'merge' }],
    [
      { repeat: { samePerson: true, sameMatter: true, original: 'open' }, screening: { newFact: true } },
      { outcome: 'linked' },
    ],
    [
      { repeat: { people: 20 }, screening: { apart: true } },
      { outcome: 'new', note: '单独办理' },
    ],
    [{ repeat: { people: 10 } }, { outcome: 'mass' }],
    [{ repeat: { people: 1 }, facts: { crowd: 5 } }, { outcome: 'mass' }],
    [{ repeat: { people: 3, cluster: 'multi' } }, { outcome: 'multi' }],
    [{ repeat: { people: 2, cluster: 'multi' } }, { outcome: 'batch' }],
    [{ repeat: { samePerson: true, sameMatter: true, original: 'none' } }, { outcome: 'new' }],
  ],
  d10_sensitive: [
    [{ facts: { keywords: ['轻生'] } }, [{ flag: 'life_danger', level: 'L1' }]],
    [{ facts: { keywords: ['坍塌'] } }, [{ flag: 'public_safety', level: 'L1' }]],
    [{ facts: { keywords: [], crowd: 10 } }, [{ flag: 'mass', level: 'L1' }]],
    [{ facts: { keywords: ['堵路'], crowd: 2 } }, [{ flag: 'mass' }]],
    [{ facts: { keywords: ['食物中毒'] } }, [{ flag: 'food_poisoning' }]],
    [{ facts: { keywords: ['独居老人'] } }, [{ flag: 'vulnerable', level: 'L2' }]],
    [{ facts: { keywords: ['直播'] } }, [{ flag: 'public_opinion', level: null }]],
    [{ facts: { keywords: ['进京'] } }, [{ flag: 'petition_risk', level: null }]],
  ],
  d11_eligibility: [
    [{ facts: { ...ELIGIBLE, type: 'report' } }, { eligibility: 'never', reason: 'report' }],
    [{ facts: { ...ELIGIBLE, officials: true } }, { eligibility: 'never', reason: 'officials' }],
    [{ facts: { ...ELIGIBLE, safety: true } }, { eligibility: 'never', reason: 'safety' }],
    [{ facts: { ...ELIGIBLE, confidential: true } }, { eligibility: 'never', reason: 'confidential' }],
    [{ facts: { ...ELIGIBLE, siteChecked: false } }, { eligibility: 'not_yet', reason: 'no_site_check' }],
    [{ facts: { ...ELIGIBLE, contacts: 0 } }, { eligibility: 'not_yet', reason: 'no_contact' }],
    [{ facts: { ...ELIGIBLE, basis: false } }, { eligibility: 'not_yet', reason: 'no_basis' }],
    [{ facts: ELIGIBLE }, { eligibility: 'yes', method: 'three_elders' }],
    [
      { facts: { ...ELIGIBLE, judgement: 'unreasonable', similar: 2 } },
      { eligibility: 'yes', method: 'with_villagers' },
    ],
    [
      { facts: { ...ELIGIBLE, judgement: 'undecided', similar: 8 } },
      { eligibility: 'yes', method: 'with_publication' },
    ],
    [{ facts: { ...ELIGIBLE, judgement: 'reasonable', similar: 8 } }, { eligibility: 'no' }],
  ],
  d12_verdict: [
    [{ finding: { unlawful: true, isTrue: 'yes', reasonable: true } }, { conclusion: 'by_law' }],
    [{ finding: { isTrue: 'yes', reasonable: true } }, { conclusion: 'supported' }],
    [{ finding: { isTrue: 'part', reasonable: true } }, { conclusion: 'partly' }],
    [{ finding: { isTrue: 'no', reasonable: true, hasBasis: false } }, { conclusion: 'explained' }],
    [{ finding: { isTrue: 'no', reasonable: false, hardship: true } }, { conclusion: 'assistance' }],
    [{ finding: { isTrue: 'no', reasonable: false } }, { conclusion: 'untrue' }],
    [{ finding: { isTrue: 'yes', reasonable: false } }, { conclusion: 'unreasonable' }],
  ],
  d19_points: [
    [{ points: { reason: 'filed_appeal' }, finding: { breach: true } }, { points: 0 }],
    [{ points: { reason: 'mediated' } }, { points: 5 }],
    [{ points: { reason: 'clue' } }, { points: 3 }],
    [{ points: { reason: 'patrol' } }, { points: 2 }],
    [{ points: { reason: 'joined_review' } }, { points: 1 }],
    [{ points: { reason: 'breach' }, finding: { breach: true } }, { points: -5 }],
    [{ points: { reason: 'breach' }, finding: { breach: false } }, { points: 0 }],
  ],
  d13_callback: [
    [{ callback: { reached: false, attempts: 3 } }, { outcome: 'close_unrated' }],
    [{ callback: { reached: true, contacted: false, reworks: 0 } }, { outcome: 'rework', violation: true }],
    [
      { callback: { reached: true, contacted: true, resolved: true, satisfaction: 'basically_satisfied' } },
      { outcome: 'close' },
    ],
    [
      { callback: { reached: true, contacted: true, resolved: true, satisfaction: 'dissatisfied' } },
      { outcome: 'explain' },
    ],
    [{ callback: { reached: true, contacted: true, resolved: true, satisfaction: 'unrated' } }, { outcome: 'close' }],
    [{ callback: { reached: true, contacted: true, resolved: false, objective: true } }, { outcome: 'suspend' }],
    [
      { callback: { reached: true, contacted: true, resolved: false, reasonable: true, reworks: 1 } },
      { outcome: 'rework' },
    ],
    [
      { callback: { reached: true, contacted: true, resolved: false, reasonable: true, reworks: 2 } },
      { outcome: 'consult' },
    ],
    [
      { callback: { reached: true, contacted: true, resolved: false, reasonable: false } },
      { outcome: 'explain_unresolved' },
    ],
  ],
  sweep_category: [
    [{ facts: { category: 'road_damage' } }, { sweep: true }],
    [{ facts: { category: 'elevator' } }, { sweep: true }],
    [{ facts: { category: 'noise' } }, { sweep: false }],
  ],
  d20_class: [
    [{ issue: { days: 7 } }, { class: 'urgent' }],
    [{ issue: { days: 8, safety: true } }, { class: 'urgent' }],
    [{ issue: { days: 8, safety: false, crossSubject: true } }, { class: 'hard' }],
    [{ issue: { days: 8, safety: false, crossSubject: false, repeats: 2 } }, { class: 'hard' }],
    [{ issue: { days: 8, safety: false, crossSubject: false, repeats: 1, needsProject: true } }, { class: 'new' }],
    [{ issue: { days: 8, repeats: 0, needsProject: false } }, { class: null }],
  ],
  d22_sampling: [
    [{ assessed: { sensitive: true } }, { ratio: 1 }],
    [{ assessed: { mass: true } }, { ratio: 1 }],
    [{ assessed: { suspended: true } }, { ratio: 1 }],
    [{ assessed: { handedDown: true } }, { ratio: 1 }],
    [{ assessed: { wasFalse: true } }, { ratio: 1 }],
    [{ assessed: {}, level: 'L2' }, { ratio: 0.3 }],
    [{ assessed: {}, level: 'L3' }, { ratio: 0.1 }],
  ],
};

/** Whistles are rated by all rows that match: facts, points in all, and what the rater adds. */
const RATED: readonly (readonly [facts: Record<string, unknown>, total: number, more?: Record<string, unknown>])[] = [
  [{ present: true, signedInTime: true, reported: 'in_time', rank: 'unit_leader', early: false }, 100],
  [{ present: true, signedInTime: true, reported: 'in_time', rank: 'unit_leader', early: true }, 103],
  [{ present: true, signedInTime: false, reported: 'late', rank: 'section_leader', early: false }, 78],
  [{ present: true, signedInTime: true, reported: 'too_late', rank: 'staff', early: false }, 75],
  [{ present: false, signedInTime: true, reported: 'never', rank: null, early: false }, 0],
  [{ present: true, signedInTime: true, reported: 'in_time', rank: 'staff', early: true }, 0, { falseResult: true }],
];

t.test('every row of every table is reached', async (t) => {
  const feel = createFeel();
  for (const { name, content } of TABLES) {
    const { decisions } = await readDecisions(content);
    const [model] = decisions;
    if (model?.logic.kind !== 'table') throw new Error(`${name} holds no table`);
    const decide = compileDecision(model.id, decisions, feel);
    const evaluate = (variables: Record<string, unknown>) =>
      decide({
        variables: [variables],
        functions: {
          setting: (name: keyof typeof SETTINGS) => (name === 'return_mode' ? 'strict' : SETTINGS[name].default),
        },
        now: 0,
      });
    const reached = new Set<string>();
    for (const [index, [variables, outcome]] of (CASES[model.id] ?? []).entries()) {
      const { output, matchedRules } = evaluate(variables);
      t.match(output, outcome, `${model.id} row ${index + 1}`);
      t.same(matchedRules, [model.logic.rules[index]?.id], `${model.id} row ${index + 1} alone`);
      for (const rule of matchedRules) reached.add(rule);
    }
    if (model.id === 'd03_catalogue') {
      const categories = new Set(model.logic.rules.map(({ inputs }) => inputs[0]?.replaceAll('"', '')));
      for (const category of categories) {
        for (const rule of evaluate({ facts: { category, placeKind: 'other' } }).matchedRules) reached.add(rule);
      }
    }
    if (model.id === 'd18_rating') {
      for (const [facts, total, more] of RATED) {
        const { output, matchedRules } = evaluate({
          facts,
          rating: { cooperation: 20, effect: 30, feedback: 10, ...more },
        });
        const points = (output as { points: number }[]).reduce((sum, each) => sum + each.points, 0);
        t.equal(points, total, `${model.id}: ${JSON.stringify(facts)}`);
        for (const rule of matchedRules) reached.add(rule);
      }
    }
    t.same([...reached].sort(), model.logic.rules.map(({ id }) => id).sort(), `${model.id}: all rows`);
  }
});

t.test('rows that the law fixes are locked, and words of the table are looked for', async (t) => {
  const table = (id: string) => TABLES.find(({ content }) => content.includes(`<decision id="${id}"`))?.content ?? '';
  t.equal((table('d01_acceptance').match(/<description>🔒/g) ?? []).length, 7);
  t.equal((table('d11_eligibility').match(/<description>🔒/g) ?? []).length, 7);
  t.match(table('d19_points'), /🔒 仅因提出诉求/);
  t.match(table('d03_catalogue'), /🔒 宅基地纠纷/);
  const asked = [...table('d10_sensitive').matchAll(/list contains\(\?, "(.+?)"\)/g)].map((match) => match[1]);
  t.same(asked.sort(), [...SENSITIVE_WORDS].sort());
});

t.test('forms ask for no personal data', async (t) => {
  for (const { name, content } of FILES.filter((file) => file.name.endsWith('.form'))) {
    t.notMatch(content, /"key": "(?:name|phone|address|idNumber)"/, name);
  }
  t.ok(readFileSync('processes/first-responder/fill-result.form', 'utf8').includes('不得填写姓名'));
});
