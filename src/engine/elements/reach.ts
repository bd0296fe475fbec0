import type { Activity, Context, SequenceFlow } from './library.ts';

/**
 * Ids of the flows and flow nodes from which a token can reach one of `flows` without visiting `gateway`; with `viaBoundary` also by way of
 * a boundary event that may still fire.
 */
export function upstreamOf(
  context: Context,
  gateway: Activity,
  flows: readonly SequenceFlow[],
  viaBoundary: boolean,
): ReadonlySet<string> {
  const seen = new Set<string>();
  const todo = [...flows];
  const visit = (node: Activity | null | undefined): void => {
    if (!node || seen.has(node.id) || node.id === gateway.id) return;
    seen.add(node.id);
    todo.push(...node.inbound);
    if (viaBoundary) visit(node.attachedTo);
  };
  for (let flow = todo.pop(); flow; flow = todo.pop()) {
    if (seen.has(flow.id)) continue;
    seen.add(flow.id);
    visit(context.getActivityById(flow.sourceId));
  }
  return seen;
}
