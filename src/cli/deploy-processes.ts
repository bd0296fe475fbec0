import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { deployResources, type DeployedResources } from '../commands/process/deploy-resources.ts';
import type { Actor } from '../domain/actor.ts';
import type { Submit } from '../domain/command.ts';
import type { DeployGate, ResourceFile } from '../domain/process/engine-port.ts';

const ENDINGS = /\.(bpmn|dmn|form)$/;

/** All diagrams, decision tables and forms below a folder, in the order of their paths. */
export function readResources(folder: string): readonly ResourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => ENDINGS.test(path))
    .sort()
    .map((path) => ({ name: relative(folder, join(folder, path)), content: readFileSync(join(folder, path), 'utf8') }));
}

export interface DeployParts {
  readonly gate: DeployGate;
  readonly submit: Submit;
  /**
   * Checksums of all that was ever deployed for the tenant: such a file is left alone, also when it is not the newest, for a designer may have
   * put another version live since. @defaultValue nothing was
   */
  readonly deployed?: ReadonlySet<string>;
}

/**
 * Puts the files of a folder that are new live for the actor's tenant, all or nothing.
 *
 * @returns null when none is new
 * @throws DomainError ERR_DEPLOYMENT_REFUSED with the problems
 */
export async function deployProcesses(
  { gate, submit, deployed }: DeployParts,
  folder: string,
  actor: Actor,
): Promise<DeployedResources | null> {
  const all = readResources(folder);
  const checksums = Object.fromEntries(
    all.map(({ name, content }) => [name, createHash('sha256').update(content).digest('base64url')]),
  );
  const files = all.filter(({ name }) => !deployed?.has(checksums[name] ?? ''));
  if (files.length === 0) return null;
  const compiled = await gate.compile(files);
  return submit(deployResources, { name: 'processes', files, checksums, compiled }, { actor });
}
