import { hash } from 'node:crypto';
import type { Knex } from 'knex';
import type {
  EngineFacts,
  LearnedOutcome,
  LearnedState,
  LearnedStep,
  NewFacts,
  NewStep,
} from '../domain/process/engine-facts.ts';
import { storeError } from '../domain/store-errors.ts';

const STATE = 'engine_state';
const STEP = 'engine_step';

/** Keeps what the engine room has learned; see {@link EngineFacts}. Text and outcomes are written once and read at start. */
export function createEngineFacts(knex: Knex): EngineFacts {
  return {
    async loadFor(processDefinitionKey, engineVersion) {
      const states = await knex(STATE)
        .select('id', 'unit', 'hash', 'slots')
        .where({ process_definition_key: processDefinitionKey })
        .orderBy('id');
      const steps = await knex(STEP)
        .select('unit', 'state', 'at', 'answers', 'outcome')
        .where({ process_definition_key: processDefinitionKey, engine_version: engineVersion })
        .orderBy('key');
      return { states: states.map(toState), steps: steps.map(toStep) };
    },
    async stateText(processDefinitionKey, state) {
      const row = await knex(STATE).first('content').where({ id: state, process_definition_key: processDefinitionKey });
      if (!row) throw storeError('ERR_ENGINE_STATE_MISSING', { state, processDefinitionKey });
      return row.content as string;
    },
    saveLearned: (processDefinitionKey, engineVersion, learned) =>
      knex.transaction((tx) => save(tx, processDefinitionKey, engineVersion, learned)),
  };
}

// helpers

async function save(
  tx: Knex.Transaction,
  processDefinitionKey: number,
  engineVersion: string,
  { states, steps }: NewFacts,
): Promise<number[]> {
  const ids: number[] = [];
  // nodes that learn the same at once write it in the same order: neither waits for the other for ever
  for (const [index, { unit, hash: stateHash, text, slots }] of inOrder(
    states,
    ({ unit, hash }) => `${unit} ${hash}`,
  )) {
    const identity = { process_definition_key: processDefinitionKey, unit, hash: stateHash };
    await tx(STATE)
      .insert({ ...identity, content: text, slots: JSON.stringify(slots), engine_version: engineVersion })
      .onConflict(['process_definition_key', 'unit', 'hash'])
      .ignore();
    // read back: another node may have learned it first, and all must mean the same state by an id
    const stored = await tx(STATE).first('id').where(identity);
    ids[index] = stored.id as number;
  }
  for (const [, step] of inOrder(steps, (each) => stepKey(processDefinitionKey, each))) {
    const outcome: LearnedOutcome = { ...step.outcome, state: step.next === null ? null : (ids[step.next] as number) };
    await tx(STEP)
      .insert({
        key: stepKey(processDefinitionKey, step),
        process_definition_key: processDefinitionKey,
        unit: step.unit,
        state: step.state,
        at: step.at,
        answers: JSON.stringify(step.answers),
        outcome: JSON.stringify(outcome),
        engine_version: engineVersion,
      })
      .onConflict('key')
      .merge();
  }
  return ids;
}

function inOrder<T>(list: readonly T[], idOf: (item: T) => string): readonly (readonly [index: number, item: T])[] {
  return [...list.entries()].sort(([, a], [, b]) => (idOf(a) < idOf(b) ? -1 : 1));
}

function stepKey(processDefinitionKey: number, { unit, state, at, answers }: NewStep): string {
  return hash('sha256', JSON.stringify([processDefinitionKey, unit, state, at, answers]), 'base64url');
}

type StoredRow = Readonly<Record<string, unknown>>;

function toState({ id, unit, hash: stateHash, slots }: StoredRow): LearnedState {
  return { id, unit, hash: stateHash, slots: parsed(slots) } as LearnedState;
}

function toStep({ unit, state, at, answers, outcome }: StoredRow): LearnedStep {
  return { unit, state, at, answers: parsed(answers), outcome: parsed(outcome) } as LearnedStep;
}

/** SQLite gives JSON as text, PostgreSQL parsed. */
function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}
