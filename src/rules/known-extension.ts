import type { Rule, Sentence } from './rule.ts';

/** An extension that the host does not know would be ignored in silence. */
export const knownExtension: Rule = {
  id: 'known-extension',
  check(element) {
    for (const { $type } of [
      ...(element.extensionElements?.values ?? []),
      ...(element.loopCharacteristics?.extensionElements?.values ?? []),
    ]) {
      const [prefix, name = ''] = $type.split(':');
      if (prefix === 'camunda' || (prefix === 'zeebe' && !KNOWN.has(name.toLowerCase()))) return unknown($type);
    }
    const foreign = Object.keys(element.$attrs ?? {}).find(
      (name) => /^(camunda|zeebe):/.test(name) && !/modelerTemplate/.test(name),
    );
    return foreign === undefined ? undefined : unknown(foreign);
  },
};

const KNOWN = new Set(
  [
    'AssignmentDefinition',
    'CalledDecision',
    'CalledElement',
    'ExecutionListeners',
    'FormDefinition',
    'IoMapping',
    'LoopCharacteristics',
    'PriorityDefinition',
    'Properties',
    'Script',
    'Subscription',
    'TaskDefinition',
    'TaskHeaders',
    'TaskListeners',
    'TaskSchedule',
    'UserTask',
    'VersionTag',
  ].map((name) => name.toLowerCase()),
);

const unknown = (name: string): Sentence => ({
  zh: `不支持扩展 ${name}，它会被忽略。请删除，或改用 Camunda 8 的对应设置`,
  en: `Expected only extensions that run here, but found ${name}, which would be ignored. Remove it, or use what Camunda 8 has for it`,
});
