import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { deployResources, type DeployedResources } from '../commands/deploy-resources.ts';
import type { Actor } from '../domain/actor.ts';
import type { Submit } from '../domain/command.ts';
import type { DeployGate, ResourceFile } from '../domain/engine-port.ts';

const ENDINGS = /\.(bpmn|dmn|form)$/;

/** All diagrams, decision tables and forms below a folder, in the order of their paths. */
export function readResources(folder: string): readonly ResourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => ENDINGS.test(path))
    .sort()
    .map((path) => ({ name: relative(folder, join(folder, path)), content: readFileSync(join(folder, path), 'utf8') }));
}

/**
 * Puts a folder of processes live for the actor's tenant, all or nothing; what is unchanged stays as it is.
 *
 * @throws DomainError ERR_DEPLOYMENT_REFUSED with the problems
 */
export async function deployProcesses(
  { gate, submit }: { readonly gate: DeployGate; readonly submit: Submit },
  folder: string,
  actor: Actor,
): Promise<DeployedResources> {
  const files = readResources(folder);
  const compiled = await gate.compile(files);
  const checksums = Object.fromEntries(
    files.map(({ name, content }) => [name, createHash('sha256').update(content).digest('base64url')]),
  );
  return submit(deployResources, { name: 'processes', files, checksums, compiled }, { actor });
}
