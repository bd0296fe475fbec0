import type { Command, DecisionContext } from '../../domain/command.ts';
import type { CompiledDeployment, ResourceFile } from '../../domain/process/engine-port.ts';
import type { Expression, Trigger } from '../../domain/process/executable.ts';
import { EvaluationFailure } from '../../domain/process/expression-port.ts';
import { processError } from '../../domain/process/process-errors.ts';
import {
  decisionDefinition,
  deployment,
  formDefinition,
  processDefinition,
  resource,
  subscription,
  timer,
} from '../../domain/process/process-tables.ts';
import { scheduleOf } from '../execution/triggers.ts';

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
 * (then that version is answered, and nothing is stored). Message, signal and timer start events of an older version are replaced.
 *
 * @throws DomainError ERR_DEPLOYMENT_EMPTY · ERR_DEPLOYMENT_REFUSED with the gate's problems · ERR_START_TRIGGER_INVALID
 */
export const deployResources: Command<DeployResources, DeployedResources> = {
  type: 'deploy-resources',
  decide(context, { name, files, checksums, compiled }) {
    if (files.length === 0) throw processError('ERR_DEPLOYMENT_EMPTY');
    if (compiled.problems.length > 0)
      throw processError('ERR_DEPLOYMENT_REFUSED', { count: compiled.problems.length, problems: compiled.problems });
    const { rows, actor } = context;
    const { tenantId } = actor;
    const store = createStore(context, { name, files, checksums });

    const processes = compiled.processes.map(({ resource: file, process }) => {
      const { processId, versionTag, name: label } = process;
      const known = newestOf(rows.list(processDefinition, 'byProcessId', [tenantId, processId]));
      const { key, version } = store.version(known, file, (row) => {
        rows.put(processDefinition, { ...row, processId, versionTag, name: label });
        if (known) unsubscribeStarts(context, known.key);
        subscribeStarts(context, row.key, process.starts);
      });
      return { processDefinitionKey: key, processId, version, resourceName: file };
    });
    const decisions = compiled.decisions.map(({ resource: file, decisionId, name: label }) => {
      const known = newestOf(rows.list(decisionDefinition, 'byDecisionId', [tenantId, decisionId]));
      const { key, version } = store.version(known, file, (row) =>
        rows.put(decisionDefinition, { ...row, decisionId, name: label }),
      );
      return { decisionDefinitionKey: key, decisionId, version, name: label, resourceName: file };
    });
    const forms = compiled.forms.map(({ resource: file, formId }) => {
      const known = newestOf(rows.list(formDefinition, 'byFormId', [tenantId, formId]));
      const { key, version } = store.version(known, file, (row) => rows.put(formDefinition, { ...row, formId }));
      return { formDefinitionKey: key, formId, version, resourceName: file };
    });
    return { deploymentKey: store.deploymentKey(), processes, decisions, forms };
  },
};

// helpers

interface Versioned {
  readonly key: number;
  readonly version: number;
  readonly resourceKey: number;
  readonly deploymentKey: number;
}

type NewVersion = Versioned & { readonly tenantId: string; readonly deployedAt: number };

/** Writes the deployment and its files when the first thing in them turns out to be new. */
function createStore(context: DecisionContext, { name, files, checksums }: Omit<DeployResources, 'compiled'>) {
  const { rows, now, actor } = context;
  const { tenantId } = actor;
  const resourceKeys = new Map<string, number>();
  let deploymentKey: number | undefined;
  let unchangedKey = 0;

  function deploy(): number {
    if (deploymentKey !== undefined) return deploymentKey;
    deploymentKey = context.nextKey();
    rows.put(deployment, { key: deploymentKey, tenantId, name, deployedAt: now, deployedBy: actor.id });
    context.record({ type: 'deployment.created', key: deploymentKey });
    return deploymentKey;
  }

  function keep(file: string): number {
    const known = resourceKeys.get(file);
    if (known !== undefined) return known;
    const key = context.nextKey();
    const content = files.find((each) => each.name === file)?.content ?? '';
    rows.put(resource, {
      key,
      deploymentKey: deploy(),
      tenantId,
      name: file,
      content,
      checksum: checksums[file] ?? '',
    });
    resourceKeys.set(file, key);
    return key;
  }

  return {
    /** The version that `file` is already, or the next one. */
    version(newest: Versioned | undefined, file: string, put: (row: NewVersion) => void): Versioned {
      if (newest && rows.find(resource, newest.resourceKey)?.checksum === checksums[file]) {
        unchangedKey = newest.deploymentKey;
        return newest;
      }
      const row = {
        key: context.nextKey(),
        version: (newest?.version ?? 0) + 1,
        tenantId,
        resourceKey: keep(file),
        deploymentKey: deploy(),
        deployedAt: now,
      };
      put(row);
      return row;
    },
    /** Of an earlier deployment when nothing is new. */
    deploymentKey: () => deploymentKey ?? unchangedKey,
  };
}

function newestOf<R extends { readonly version: number }>(versions: readonly R[]): R | undefined {
  return versions.reduce<R | undefined>((best, row) => (best && best.version > row.version ? best : row), undefined);
}

function unsubscribeStarts({ rows }: DecisionContext, processDefinitionKey: number): void {
  const starts = [processDefinitionKey, null];
  for (const old of rows.list(subscription, 'startByDefinition', starts)) rows.remove(subscription, old.key);
  for (const old of rows.list(timer, 'startByDefinition', starts)) rows.remove(timer, old.key);
}

/** Listens for the start events of the newest version; their expressions depend on no variables. */
function subscribeStarts(context: DecisionContext, processDefinitionKey: number, starts: readonly Trigger[]): void {
  for (const trigger of starts) {
    try {
      subscribeStart(context, processDefinitionKey, trigger);
    } catch (error) {
      if (!(error instanceof EvaluationFailure)) throw error;
      const reason = `${error.expression}: ${error.message}`;
      throw processError('ERR_START_TRIGGER_INVALID', { elementId: trigger.elementId, reason }, { cause: error });
    }
  }
}

function subscribeStart(context: DecisionContext, processDefinitionKey: number, trigger: Trigger): void {
  const { tenantId } = context.actor;
  const own = {
    tenantId,
    processInstanceKey: null,
    processDefinitionKey,
    elementInstanceKey: null,
    elementId: trigger.elementId,
  };
  if (trigger.kind === 'timer') {
    const schedule = scheduleOf(trigger.timer, valueOf(context, trigger.expression), trigger.expression, context.now);
    context.rows.put(timer, { key: context.nextKey(), revision: 0, ...own, ...schedule, provisional: null });
  } else if (trigger.kind === 'message' || trigger.kind === 'signal') {
    context.rows.put(subscription, {
      key: context.nextKey(),
      ...own,
      kind: trigger.kind,
      name: String(valueOf(context, trigger.name)),
      correlationKey: '',
      createdAt: context.now,
    });
  }
}

function valueOf({ expressions, functions, now }: DecisionContext, expression: Expression): unknown {
  return 'literal' in expression ? expression.literal : expressions.evaluate(expression.feel, [], functions, now);
}
