import type { CompiledDeployment, DeploymentProblem, ResourceFile } from '../domain/engine-port.ts';
import { isOf } from '../rules/bpmn-element.ts';
import { compileProcess } from './compile.ts';
import { readDiagram } from './read-diagram.ts';

type Compiled = { -readonly [K in keyof CompiledDeployment]: CompiledDeployment[K][number][] };

/** Reads, checks and compiles files. */
export async function compileDeployment(resources: readonly ResourceFile[]): Promise<CompiledDeployment> {
  const compiled: Compiled = { processes: [], decisions: [], forms: [], problems: [] };
  for (const resource of resources) if (resource.name.endsWith('.bpmn')) await compileDiagram(resource, compiled);
  return compiled;
}

async function compileDiagram({ name, content }: ResourceFile, compiled: Compiled): Promise<void> {
  const { definitions, findings } = await readDiagram(content);
  const problems: DeploymentProblem[] = findings.map((finding) => ({ resource: name, ...finding }));
  compiled.problems.push(...problems);
  if (!definitions || problems.length > 0) return;
  for (const process of definitions.rootElements ?? []) {
    if (!isOf(process, 'Process') || !process.isExecutable) continue;
    compiled.processes.push({ resource: name, process: compileProcess(process).process });
  }
}
