import type { Content } from './library.ts';

/** Content of the run number `index` inside the activity run `root`. */
export function iteration(root: Content, index: number): Content {
  const { id, type, executionId, parent } = root;
  const outer = { id: parent.id, type: parent.type, executionId: parent.executionId };
  return {
    ...root,
    isRootScope: undefined,
    preventComplete: undefined,
    isMultiInstance: true,
    executionId: `${executionId}_${index}`,
    index,
    parent: { ...parent, id, type, executionId, path: [outer, ...(parent.path ?? [])] },
  };
}
