import t from 'tap';
import { EvaluationFailure } from '../../src/domain/process/expression-port.ts';
import { DefinitionNotLoaded } from '../../src/domain/working-set.ts';
import { createDecisions } from '../../src/engine/decision.ts';
import { compileDecisions } from '../../src/engine/dmn.ts';
import { dmnFile, type ShortTable } from './dmn-file.ts';

const NOW = Date.parse('2026-03-02T10:00:00+08:00');

async function evaluated(
  tables: readonly ShortTable[],
  variables: Record<string, unknown>,
  id = tables.at(-1)?.id ?? '',
  more = '',
) {
  const decisions = createDecisions();
  await decisions.put(1, dmnFile(tables, more), id);
  return decisions.evaluate(1, [variables], { twice: (n: number) => n * 2 }, NOW);
}

/** 响应等级: the response level of an appeal. */
const LEVEL: ShortTable = {
  id: 'response_level',
  hit: 'FIRST',
  inputs: [
    ['敏感', 'sensitive', 'boolean'],
    ['安全风险', 'risk', 'string', '"高","中","低"'],
    ['类别', 'category', 'string'],
    ['涉及部门数', 'departments', 'integer'],
  ],
  outputs: [
    ['level', 'string'],
    ['amount', 'number'],
    ['unit', 'string'],
  ],
  rules: [
    ['true', '-', '-', '-', '"L1"', '2', '"hours"'],
    ['-', '"高"', '-', '-', '"L1"', '2', '"hours"'],
    ['-', '-', '"供暖","电梯"', '-', '"L2"', '24', '"hours"'],
    ['-', '-', '-', '>= 3', '"L4"', '15', '"natural_days"'],
    ['-', '-', '-', '-', '"L3"', '7', '"natural_days"'],
  ],
};

t.test('a FIRST table gives a context and says which rule it was', async (t) => {
  const result = await evaluated([LEVEL], { sensitive: false, risk: '低', category: '电梯', departments: 5 });
  t.same(result.output, { level: 'L2', amount: 24, unit: 'hours' });
  t.same(result.matchedRules, ['response_level_r3']);
  t.same(result.inputs, { 敏感: false, 安全风险: '低', 类别: '电梯', 涉及部门数: 5 });
});

t.test('an input that is missing matches only cells that do not ask', async (t) => {
  t.same((await evaluated([LEVEL], {})).output, { level: 'L3', amount: 7, unit: 'natural_days' });
});

t.test('an input of the wrong type, or outside the allowed values, fails and does not tell the value', async (t) => {
  for (const variables of [{ sensitive: 'yes 张三' }, { risk: '张三' }, { departments: 1.5 }]) {
    const failure = await evaluated([LEVEL], variables).catch((error: unknown) => error);
    t.ok(failure instanceof EvaluationFailure, JSON.stringify(variables));
    t.notMatch((failure as Error).message, '张三');
    t.match((failure as Error).message, /input '.+' of decision response_level: expected/);
  }
});

t.test('hit policies', async (t) => {
  const scores = (hit: string, aggregation?: string): ShortTable => ({
    id: 'scores',
    hit,
    ...(aggregation ? { aggregation } : {}),
    inputs: [['n', 'n', 'number']],
    outputs: [['points', 'number', '30,20,10']],
    rules: [
      ['> 0', '10'],
      ['> 10', '30'],
      ['> 5', '20'],
    ],
  });
  const answer = async (hit: string, n: number, aggregation?: string) => {
    const { output, matchedRules } = await evaluated([scores(hit, aggregation)], { n });
    return [output, matchedRules.map((id) => id.slice(-2)).join()];
  };
  t.same(await answer('FIRST', 11), [10, 'r1']);
  t.same(await answer('PRIORITY', 11), [30, 'r2']);
  t.same(await answer('PRIORITY', 7), [20, 'r3']);
  t.same(await answer('RULE ORDER', 11), [[10, 30, 20], 'r1,r2,r3']);
  t.same(await answer('OUTPUT ORDER', 11), [[30, 20, 10], 'r2,r3,r1']);
  t.same(await answer('COLLECT', 7), [[10, 20], 'r1,r3']);
  t.same(await answer('COLLECT', 11, 'SUM'), [60, 'r1,r2,r3']);
  t.same(await answer('COLLECT', 11, 'MIN'), [10, 'r1,r2,r3']);
  t.same(await answer('COLLECT', 11, 'MAX'), [30, 'r1,r2,r3']);
  t.same(await answer('COLLECT', 11, 'COUNT'), [3, 'r1,r2,r3']);
  t.same(await answer('UNIQUE', 3), [10, 'r1']);

  t.test('without a match', async (t) => {
    for (const hit of ['FIRST', 'PRIORITY', 'UNIQUE', 'ANY']) t.same(await answer(hit, 0), [null, ''], hit);
    for (const hit of ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER']) t.same(await answer(hit, 0), [[], ''], hit);
    for (const [aggregation, none] of [
      ['SUM', 0],
      ['COUNT', 0],
      ['MIN', null],
      ['MAX', null],
    ] as const) {
      t.same(await answer('COLLECT', 0, aggregation), [none, ''], aggregation);
    }
  });
  t.test('UNIQUE and ANY fail when rules disagree', async (t) => {
    await t.rejects(answer('UNIQUE', 7), {
      name: 'EvaluationFailure',
      message: /expected at most one rule.*scores_r1, scores_r3/,
    });
    await t.rejects(answer('ANY', 7), { name: 'EvaluationFailure', message: /to agree/ });
    t.same(await answer('ANY', 3), [10, 'r1']);
  });
  t.test('a default output answers when no rule does', async (t) => {
    const table: ShortTable = { ...scores('UNIQUE'), outputs: [['points', 'number', '', '-1']] };
    t.equal((await evaluated([table], { n: -5 })).output, -1);
  });
});

t.test('required decisions are known by variable, name and id, and are explained', async (t) => {
  const size: ShortTable = {
    id: 'size',
    variable: '规模',
    inputs: [['人数', '人数', 'number']],
    outputs: [['规模', 'string']],
    rules: [
      ['< 10', '"小"'],
      ['>= 10', '"大"'],
    ],
  };
  const answer: ShortTable = {
    id: 'answer',
    requires: ['size', 'doubled'],
    inputs: [['规模', '规模', 'string']],
    outputs: [['组', 'string'], ['人数']],
    rules: [
      ['"大"', '"专班"', 'doubled'],
      ['"小"', 'size', 'null'],
    ],
  };
  const literal =
    '<decision id="doubled" name="双倍"><literalExpression><text>twice(人数)</text></literalExpression></decision>';
  const big = await evaluated([size, answer], { 人数: 12 }, 'answer', literal);
  t.same(big.output, { 组: '专班', 人数: 24 });
  t.same(big.required?.['size']?.matchedRules, ['size_r2']);
  t.same((await evaluated([size, answer], { 人数: 2 }, 'answer', literal)).output, { 组: '小', 人数: null });
});

t.test('dates, expressions about the input, and names with words', async (t) => {
  const table: ShortTable = {
    id: 'dated',
    hit: 'FIRST',
    inputs: [
      ['到期', 'due', 'date'],
      ['text', 'text', 'string'],
    ],
    outputs: [['r', 'number']],
    rules: [
      ['< date("2026-01-01")', '-', '1'],
      ['-', 'contains(?, "爆炸")', '2'],
      ['[date("2026-02-01")..date("2026-03-01")]', '-', '3'],
      ['-', 'string length(?) > 5', '4'],
    ],
  };
  const answer = async (due: string | null, text: string) => (await evaluated([table], { due, text })).output;
  t.equal(await answer('2025-12-31', ''), 1);
  t.equal(await answer(null, '燃气爆炸'), 2);
  t.equal(await answer('2026-02-14', ''), 3);
  t.equal(await answer('2026-05-01', 'longer text'), 4);
  await t.rejects(answer('tomorrow', ''), { name: 'EvaluationFailure' });
});

t.test('a condition about a missing input does not match, nor does its negation', async (t) => {
  const table: ShortTable = {
    id: 'words',
    hit: 'COLLECT',
    inputs: [['text', 'text', 'string']],
    outputs: [['r', 'number']],
    rules: [
      ['contains(?, "a")', '1'],
      ['not(contains(?, "a"))', '2'],
      ['contains(?, "a") or contains(?, "b")', '3'],
      ['matches(?, "a+")', '4'],
      ['null', '5'],
      ['-', '6'],
    ],
  };
  t.same((await evaluated([table], {})).output, [5, 6]);
  t.same((await evaluated([table], { text: 'a' })).output, [1, 3, 4, 6]);
  t.same((await evaluated([table], { text: 'c' })).output, [2, 6]);
});

t.test('a table that never ends is stopped', async (t) => {
  const slow: ShortTable = {
    id: 'slow',
    hit: 'COLLECT',
    inputs: [['n', 'n', 'number']],
    outputs: [['r', 'number']],
    // far beyond the limit on any machine, each cell well within its own
    rules: Array.from({ length: 5000 }, () => ['count(for i in 1..15000 return i) > ?', '1']),
  };
  await t.rejects(evaluated([slow], { n: 3 }), { name: 'EvaluationFailure', message: /took longer than/ });
});

t.test('a definition that is not in memory asks to be loaded', (t) => {
  t.throws(() => createDecisions().evaluate(7, [{}], {}, NOW), new DefinitionNotLoaded('decision', 7));
  t.end();
});

const rulesOf = async (xml: string) => (await compileDecisions(xml, 'a.dmn')).problems.map(({ rule }) => rule);

t.test('the deploy gate tells overlapping UNIQUE rules with an example', async (t) => {
  const table = (rules: readonly (readonly string[])[]): ShortTable => ({
    id: 'unique',
    inputs: [
      ['等级', 'level', 'string'],
      ['人数', 'count', 'number'],
      ['紧急', 'urgent', 'boolean'],
    ],
    outputs: [['r', 'number']],
    rules,
  });
  const { problems } = await compileDecisions(
    dmnFile([
      table([
        ['"L1","L2"', '< 10', '-', '1'],
        ['not("L1")', '[9..20]', 'true', '2'],
        ['-', '> 20', '-', '3'],
      ]),
    ]),
    'a.dmn',
  );
  t.equal(problems.length, 1);
  t.match(problems[0], { resource: 'a.dmn', place: 'unique_r2', rule: 'dmn-unique-overlap' });
  t.match(problems[0]?.zh, /第 1 行（unique_r1）与第 2 行（unique_r2）.*等级 = "L2", 人数 = 9(\.5)?, 紧急 = true/);

  for (const [rules, overlap] of [
    [
      [
        ['"L1"', '-', '-', '1'],
        ['"L2"', '-', '-', '2'],
      ],
      false,
    ],
    [
      [
        ['-', '[1..5]', '-', '1'],
        ['-', ']5..9]', '-', '2'],
      ],
      false,
    ],
    [
      [
        ['-', '[1..5]', '-', '1'],
        ['-', '[5..9]', '-', '2'],
      ],
      true,
    ],
    [
      [
        ['-', '> 5', '-', '1'],
        ['-', '< 6', '-', '2'],
      ],
      true,
    ],
    [
      [
        ['-', '-', 'true', '1'],
        ['-', '-', 'false', '2'],
      ],
      false,
    ],
    [
      [
        ['-', '-', '-', '1'],
        ['"L9"', '-', 'false', '2'],
      ],
      true,
    ],
    [
      [
        ['not("L1","L2")', '-', '-', '1'],
        ['"L1","L2"', '-', '-', '2'],
      ],
      false,
    ],
    [
      [
        ['not("L1")', '-', '-', '1'],
        ['not("L2")', '-', '-', '2'],
      ],
      true,
    ],
    // what an expression accepts is only known at run time
    [
      [
        ['starts with(?, "L")', '-', '-', '1'],
        ['"L1"', '-', '-', '2'],
      ],
      false,
    ],
  ] as const) {
    t.same(await rulesOf(dmnFile([table(rules)])), overlap ? ['dmn-unique-overlap'] : [], JSON.stringify(rules));
  }
});

t.test('the deploy gate warns of gaps, and only warns', async (t) => {
  const { problems, warnings } = await compileDecisions(
    dmnFile([
      {
        id: 'gap',
        inputs: [['n', 'n', 'number']],
        outputs: [['r']],
        rules: [
          ['< 3', '1'],
          ['> 3', '2'],
        ],
      },
    ]),
  );
  t.same(problems, []);
  t.match(warnings, [{ place: 'gap', rule: 'dmn-gap', en: /n = 3/ }]);
  t.same((await compileDecisions(dmnFile([LEVEL]))).warnings, []);
});

t.test('the deploy gate refuses what would run wrongly', async (t) => {
  const one = (change: Partial<ShortTable>): string =>
    dmnFile([
      { id: 'x', inputs: [['n', 'n', 'number']], outputs: [['r', 'string']], rules: [['1', '"a"']], ...change },
    ]);
  t.same(await rulesOf(one({})), []);
  t.same(await rulesOf(one({ rules: [['< ', '"a"']] })), ['dmn-feel-syntax']);
  t.same(await rulesOf(one({ rules: [['1', 'if']] })), ['dmn-feel-syntax']);
  t.same(await rulesOf(one({ rules: [['1', 'limt("a")']] })), ['dmn-feel-syntax']);
  t.same(await rulesOf(one({ rules: [['"1"', '"a"']] })), ['dmn-cell-value']);
  t.same(await rulesOf(one({ rules: [['1', '5']] })), ['dmn-cell-value']);
  t.same(await rulesOf(one({ inputs: [['风险', 'risk', 'string', '"高","低"']], rules: [['"高高"', '"a"']] })), [
    'dmn-cell-value',
  ]);
  t.same(await rulesOf(one({ rules: [['1', '"a"', '2']] })), ['dmn-rule-shape']);
  t.same(await rulesOf(one({ hit: 'PRIORITY' })), ['dmn-priority-values']);
  t.same(await rulesOf(one({ hit: 'SOME' })), ['dmn-hit-policy']);
  t.same(
    await rulesOf(one({ hit: 'COLLECT', aggregation: 'SUM', outputs: [['a'], ['b']], rules: [['1', '2', '3']] })),
    ['dmn-aggregation'],
  );
  t.same(await rulesOf(one({ requires: ['nobody'] })), ['dmn-requirement']);
  t.same(await rulesOf(one({ requires: ['x'] })), ['dmn-requirement']);
  t.same(await rulesOf(dmnFile([], '<businessKnowledgeModel id="b"/>')), ['dmn-unsupported']);
  t.same(await rulesOf(dmnFile([], '<decision id="i"><invocation/></decision>')), ['dmn-unsupported']);
  t.same(await rulesOf(dmnFile([], '<decision id="i"/>')), ['dmn-logic']);
  t.same(
    await rulesOf(
      dmnFile(
        [],
        '<decision id="i"><literalExpression expressionLanguage="javascript"><text>1</text></literalExpression></decision>',
      ),
    ),
    ['dmn-feel-only'],
  );
  t.same(await rulesOf(dmnFile([])), ['dmn-no-decision']);
});

t.test('the deploy gate refuses files that are no DMN 1.3', async (t) => {
  t.same(await rulesOf('garbage'), ['xml-malformed']);
  t.same(await rulesOf(''), ['xml-malformed']);
  t.same(await rulesOf(dmnFile([LEVEL]).replace('</decisionTable>', '')), ['xml-malformed']);
  t.same(await rulesOf(dmnFile([LEVEL]).replace('20191111', '20180521')), ['dmn-version']);
  t.same(await rulesOf(dmnFile([LEVEL, LEVEL])), ['xml-duplicate-id']);
  t.same(await rulesOf(dmnFile([LEVEL], '<surprise/>')), ['xml-unknown-content']);
  t.same(await rulesOf(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${dmnFile([LEVEL])}`), ['xml-no-doctype']);
  t.same(await rulesOf(dmnFile([LEVEL], ' '.repeat(3_000_000))), ['xml-size']);
});
