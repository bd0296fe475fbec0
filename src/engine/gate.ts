import type { CompiledDeployment, DeploymentProblem, ResourceFile } from '../domain/process/engine-port.ts';
import { FEEL_FUNCTION_NAMES } from '../domain/process/feel-functions.ts';
import { isOf } from '../rules/bpmn-element.ts';
import { checkDiagram } from '../rules/gate-rules.ts';
import type { Finding } from '../rules/rule.ts';
import { compileProcess } from './compile.ts';
import { compileDecisions } from './dmn.ts';
import { findFeelProblem } from './feel.ts';
import { readDiagram } from './read-diagram.ts';
import { checkFileSize } from './xml-limits.ts';

type Compiled = { -readonly [K in keyof CompiledDeployment]: CompiledDeployment[K][number][] };

/** Problems of one file that are reported; a broken file has thousands. */
const MAX_PROBLEMS = 100;

/** Reads, checks and compiles files. Everything that is wrong is listed, so that it can be mended at once. */
export async function compileDeployment(resources: readonly ResourceFile[]): Promise<CompiledDeployment> {
  const compiled: Compiled = { processes: [], decisions: [], forms: [], problems: [] };
  for (const resource of resources) {
    const problems = await compileResource(resource, compiled);
    compiled.problems.push(...problems.slice(0, MAX_PROBLEMS));
  }
  compiled.problems.push(...duplicates(compiled));
  return compiled;
}

async function compileResource(resource: ResourceFile, compiled: Compiled): Promise<DeploymentProblem[]> {
  const { name, content } = resource;
  const inFile = (findings: readonly Finding[]): DeploymentProblem[] =>
    findings.map((finding) => ({ resource: name, ...finding }));
  const tooLarge = checkFileSize(content);
  if (tooLarge) return inFile([tooLarge]);
  switch (/\.(bpmn|dmn|form)$/.exec(name)?.[1]) {
    case 'bpmn':
      return inFile(await compileDiagram(resource, compiled));
    case 'dmn': {
      const { decisions, problems } = await compileDecisions(content, name);
      compiled.decisions.push(...decisions.map((decision) => ({ ...decision, resource: name })));
      return [...problems];
    }
    case 'form':
      return inFile(compileForm(resource, compiled));
    default:
      return inFile([
        {
          place: '1:1',
          rule: 'resource-type',
          zh: `文件 ${name} 的类型未知，应为 .bpmn、.dmn 或 .form。请改名或移除`,
          en: `Expected a file ending in .bpmn, .dmn or .form, but found ${name}. Rename it or leave it out`,
        },
      ]);
  }
}

async function compileDiagram({ name, content }: ResourceFile, compiled: Compiled): Promise<readonly Finding[]> {
  const { definitions, findings } = await readDiagram(content);
  if (!definitions || findings.length > 0) return findings;
  const refused = checkDiagram({ definitions, checkFeel: (text) => findFeelProblem(text, FEEL_FUNCTION_NAMES) });
  if (refused.length > 0) return refused;
  for (const process of definitions.rootElements ?? []) {
    if (!isOf(process, 'Process') || !process.isExecutable) continue;
    compiled.processes.push({ resource: name, process: compileProcess(process).process });
  }
  return [];
}

/** A form-js form: JSON with an id and components. */
function compileForm({ name, content }: ResourceFile, compiled: Compiled): Finding[] {
  let form: { readonly id?: unknown; readonly components?: unknown } | null;
  try {
    form = JSON.parse(content) as typeof form;
  } catch (error) {
    return [
      formFinding('1:1', `不是有效的 JSON（${(error as Error).message}）`, `valid JSON (${(error as Error).message})`),
    ];
  }
  const id = form?.id;
  if (typeof id !== 'string' || !/^[A-Za-z_][\w.-]*$/.test(id))
    return [formFinding('id', '没有有效的 id', 'a valid id')];
  if (!Array.isArray(form?.components)) return [formFinding(id, '没有 components', 'components')];
  compiled.forms.push({ resource: name, formId: id });
  return [];
}

const formFinding = (place: string, zh: string, en: string): Finding => ({
  place,
  rule: 'form',
  zh: `表单文件${zh}。请用表单编辑器重新导出`,
  en: `Expected ${en} in a form. Export it again from the form editor`,
});

/** Two definitions with one id in one deployment: which of them would be the newest? */
function duplicates({ processes, decisions, forms }: Compiled): DeploymentProblem[] {
  const ids = [
    ...processes.map(({ resource, process }) => ({ resource, id: process.processId, kind: 'process' })),
    ...decisions.map(({ resource, decisionId }) => ({ resource, id: decisionId, kind: 'decision' })),
    ...forms.map(({ resource, formId }) => ({ resource, id: formId, kind: 'form' })),
  ];
  const seen = new Set<string>();
  return ids.flatMap(({ resource, id, kind }) => {
    if (!seen.has(`${kind} ${id}`)) {
      seen.add(`${kind} ${id}`);
      return [];
    }
    return {
      resource,
      place: id,
      rule: 'unique-in-deployment',
      zh: `编号 ${id} 在同一次部署中出现多次。请改名或只保留一个`,
      en: `Expected id ${id} once in a deployment, but found it again. Rename it or keep one`,
    };
  });
}
