import type { Command, DecisionContext } from '../domain/command.ts';
import type { CompiledDeployment, ResourceFile } from '../domain/engine-port.ts';
import { processError } from '../domain/process-errors.ts';
import {
  decisionDefinition,
  deployment,
  formDefinition,
  processDefinition,
  resource,
  subscription,
} from '../domain/process-tables.ts';
import type { RowOf } from '../domain/table.ts';

export interface DeployResources {
  readonly name: string;
  readonly files: readonly ResourceFile[];
  /** SHA-256 of each file's content in base64url, by file name. */
  readonly checksums: Readonly<Record<string, string>>;
  /** What the deploy gate made of these files. */
  readonly compiled: CompiledDeployment;
}

export interface DeployedResources {
  readonly deploymentKey: number;
  readonly processes: readonly {
    processDefinitionKey: number;
    processId: string;
    version: number;
    resourceName: string;
  }[];
  readonly decisions: readonly {
    decisionDefinitionKey: number;
    decisionId: string;
    version: number;
    name: string | null;
    resourceName: string;
  }[];
  readonly forms: readonly { formDefinitionKey: number; formId: string; version: number; resourceName: string }[];
}

/**
 * Puts files live together, all or nothing: each process, decision and form gets a new version, unless the same content is the newest one already
 * (then its version is answered). Message and signal start events of an older version are replaced.
 *
 * @throws DomainError ERR_DEPLOYMENT_EMPTY · ERR_DEPLOYMENT_REFUSED with the gate's problems
 */
export const deployResources: Command<DeployResources, DeployedResources> = {
  type: 'deploy-resources',
  decide(context, { name, files, checksums, compiled }) {
    if (files.length === 0) throw processError('ERR_DEPLOYMENT_EMPTY');
    if (compiled.problems.length > 0)
      throw processError('ERR_DEPLOYMENT_REFUSED', { count: compiled.problems.length, problems: compiled.problems });
    const { rows, now, actor } = context;
    const { tenantId } = actor;
    const deploymentKey = context.nextKey();
    rows.put(deployment, { key: deploymentKey, tenantId, name, deployedAt: now, deployedBy: actor.id });
    const resourceKeys = new Map<string, number>();
    for (const file of files) {
      const key = context.nextKey();
      resourceKeys.set(file.name, key);
      rows.put(resource, {
        key,
        deploymentKey,
        tenantId,
        name: file.name,
        content: file.content,
        checksum: checksums[file.name] ?? '',
      });
    }
    const stored = (file: string) => ({
      tenantId,
      deploymentKey,
      resourceKey: resourceKeys.get(file) ?? 0,
      deployedAt: now,
    });
    const isSame = (newest: { resourceKey: number } | undefined, file: string) =>
      newest !== undefined && rows.find(resource, newest.resourceKey)?.checksum === checksums[file];

    const processes = compiled.processes.map(({ resource: file, process }) => {
      const newest = newestOf(rows.list(processDefinition, 'byProcessId', [tenantId, process.processId]));
      if (newest && isSame(newest, file))
        return {
          processDefinitionKey: newest.key,
          processId: newest.processId,
          version: newest.version,
          resourceName: file,
        };
      const row = {
        key: context.nextKey(),
        processId: process.processId,
        version: (newest?.version ?? 0) + 1,
        versionTag: process.versionTag,
        name: process.name,
        ...stored(file),
      };
      rows.put(processDefinition, row);
      if (newest)
        for (const old of rows.list(subscription, 'byDefinition', [newest.key]))
          if (old.processInstanceKey === null) rows.remove(subscription, old.key);
      subscribeStarts(context, row, process.starts);
      return { processDefinitionKey: row.key, processId: row.processId, version: row.version, resourceName: file };
    });
    const decisions = compiled.decisions.map(({ resource: file, decisionId, name: label }) => {
      const newest = newestOf(rows.list(decisionDefinition, 'byDecisionId', [tenantId, decisionId]));
      if (newest && isSame(newest, file))
        return {
          decisionDefinitionKey: newest.key,
          decisionId,
          version: newest.version,
          name: newest.name,
          resourceName: file,
        };
      const row = {
        key: context.nextKey(),
        decisionId,
        version: (newest?.version ?? 0) + 1,
        name: label,
        ...stored(file),
      };
      rows.put(decisionDefinition, row);
      return { decisionDefinitionKey: row.key, decisionId, version: row.version, name: label, resourceName: file };
    });
    const forms = compiled.forms.map(({ resource: file, formId }) => {
      const newest = newestOf(rows.list(formDefinition, 'byFormId', [tenantId, formId]));
      if (newest && isSame(newest, file))
        return { formDefinitionKey: newest.key, formId, version: newest.version, resourceName: file };
      const row = { key: context.nextKey(), formId, version: (newest?.version ?? 0) + 1, ...stored(file) };
      rows.put(formDefinition, row);
      return { formDefinitionKey: row.key, formId, version: row.version, resourceName: file };
    });
    context.record({
      type: 'deployment.created',
      key: deploymentKey,
      detail: { processes: processes.length, decisions: decisions.length, forms: forms.length },
    });
    return { deploymentKey, processes, decisions, forms };
  },
};

// helpers

function newestOf<R extends { readonly version: number }>(versions: readonly R[]): R | undefined {
  return versions.reduce<R | undefined>((best, row) => (best && best.version > row.version ? best : row), undefined);
}

function subscribeStarts(
  context: DecisionContext,
  definition: RowOf<typeof processDefinition>,
  starts: CompiledDeployment['processes'][number]['process']['starts'],
): void {
  for (const trigger of starts) {
    if (trigger.kind !== 'message' && trigger.kind !== 'signal') continue;
    // the name of a start event depends on no variables
    const name =
      'literal' in trigger.name
        ? trigger.name.literal
        : String(context.expressions.evaluate(trigger.name.feel, [], context.functions, context.now));
    context.rows.put(subscription, {
      key: context.nextKey(),
      tenantId: definition.tenantId,
      kind: trigger.kind,
      name,
      correlationKey: '',
      processInstanceKey: null,
      processDefinitionKey: definition.key,
      elementInstanceKey: null,
      elementId: trigger.elementId,
      createdAt: context.now,
    });
  }
}
