/** BPMN text for tests: short enough to be read beside what is expected of it. */
const NAMESPACES = [
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
].join(' ');

/** A file with one executable process `p`. */
export function processFile(body: string, roots = ''): string {
  return definitionsFile(`${roots}<process id="p" isExecutable="true">${body}</process>`);
}

export function definitionsFile(roots: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<definitions ${NAMESPACES} id="file" targetNamespace="t">${roots}</definitions>`;
}

/** Sequence flows, one for each step of `a > b > c`; their ids are `a-b`, `b-c`. `a > b ? x` has the FEEL condition `x`. */
export function flows(...chains: string[]): string {
  return chains
    .flatMap((chain) => {
      const [path = '', condition] = chain.split(' ? ');
      const nodes = path.split('>').map((node) => node.trim());
      return nodes.slice(1).map((to, i) => flow(nodes[i] ?? '', to, condition));
    })
    .join('');
}

function flow(from: string, to: string, condition: string | undefined): string {
  const expression =
    condition === undefined
      ? ''
      : `<conditionExpression xsi:type="tFormalExpression">=${condition}</conditionExpression>`;
  return `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${expression}</sequenceFlow>`;
}

export function userTasks(...ids: string[]): string {
  return ids.map((id) => userTask(id)).join('');
}

export function userTask(id: string, inner = ''): string {
  return `<userTask id="${id}"><extensionElements><zeebe:userTask/></extensionElements>${inner}</userTask>`;
}

export function serviceTask(id: string, inner = '', attributes = ''): string {
  return `<serviceTask id="${id}" ${attributes}><extensionElements><zeebe:taskDefinition type="${id}"/></extensionElements>${inner}</serviceTask>`;
}

/** An interrupting boundary timer. */
export function boundaryTimer(id: string, host: string, attributes = ''): string {
  return `<boundaryEvent id="${id}" attachedToRef="${host}" ${attributes}><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></boundaryEvent>`;
}

export function feel(name: string, text: string): string {
  return `<${name} xsi:type="tFormalExpression">=${text}</${name}>`;
}
