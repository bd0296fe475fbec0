import { defineTable, integer, json, nullable, text } from '../table.ts';
import type { Slot } from './engine-port.ts';
import type { GuardAnswers, LearnedOutcome } from './engine-facts.ts';

/** Tables of what the engine room has learned; read and written through the port `EngineFacts`, never by commands. */

/** An interned state of one unit. `id` is given by the database, so that all nodes mean the same by it. */
export const engineState = defineTable({
  name: 'engine_state',
  key: 'id',
  versioned: false,
  columns: {
    id: integer,
    processDefinitionKey: integer,
    unit: text,
    hash: text,
    content: text,
    slots: json<readonly Slot[]>(),
    engineVersion: text,
  },
  indexes: { byProcessDefinition: ['processDefinitionKey'] },
});

/** A learned step. `key` is a hash of definition, unit, state, slot and answers: the same step learned again replaces it. */
export const engineStep = defineTable({
  name: 'engine_step',
  key: 'key',
  versioned: false,
  columns: {
    key: text,
    processDefinitionKey: integer,
    unit: text,
    state: nullable(integer),
    at: nullable(text),
    answers: json<GuardAnswers>(),
    outcome: json<LearnedOutcome>(),
    engineVersion: text,
  },
  indexes: { byProcessDefinition: ['processDefinitionKey', 'engineVersion'] },
});

export const ENGINE_TABLES = [engineState, engineStep] as const;
