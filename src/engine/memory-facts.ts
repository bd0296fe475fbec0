import type { EngineFacts, LearnedState, LearnedStep } from '../domain/process/engine-facts.ts';

/** Engine facts that live as long as the program: for tests, trials and simulation. */
export function createMemoryFacts(): EngineFacts {
  const states = new Map<number, (LearnedState & { readonly processDefinitionKey: number; readonly text: string })[]>();
  const steps = new Map<string, Map<string, LearnedStep>>();
  let lastId = 0;
  return {
    loadFor: (processDefinitionKey, engineVersion) =>
      Promise.resolve({
        states: [...(states.get(processDefinitionKey) ?? [])],
        steps: [...(steps.get(`${processDefinitionKey} ${engineVersion}`)?.values() ?? [])],
      }),
    stateText: (processDefinitionKey, state) => {
      const found = states.get(processDefinitionKey)?.find(({ id }) => id === state);
      return found ? Promise.resolve(found.text) : Promise.reject(new Error(`no state ${state}`));
    },
    saveLearned: (processDefinitionKey, engineVersion, learned) => {
      const known = states.get(processDefinitionKey) ?? [];
      states.set(processDefinitionKey, known);
      const ids = learned.states.map((state) => {
        const same = known.find(({ unit, hash }) => unit === state.unit && hash === state.hash);
        if (same) return same.id;
        const id = ++lastId;
        known.push({ ...state, id, processDefinitionKey });
        return id;
      });
      const version = `${processDefinitionKey} ${engineVersion}`;
      const taken = steps.get(version) ?? new Map<string, LearnedStep>();
      steps.set(version, taken);
      for (const { next, outcome, ...step } of learned.steps) {
        const state = next === null ? null : (ids[next] ?? null);
        taken.set(JSON.stringify([step.unit, step.state, step.at, step.answers]), {
          ...step,
          outcome: { ...outcome, state },
        });
      }
      return Promise.resolve(ids);
    },
  };
}
