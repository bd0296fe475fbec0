const NAMESPACES =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"';

/** A file with one process; `roots` are messages, signals, errors … */
export function diagram(processId: string, body: string, roots = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions ${NAMESPACES} id="definitions" targetNamespace="https://jiesu.example/test">${roots}<process id="${processId}" isExecutable="true">${body}</process></definitions>`;
}

/** Extension elements in front of what an element holds. */
export function element(tag: string, id: string, extensions = '', body = '', attributes = ''): string {
  const own = extensions && `<extensionElements>${extensions}</extensionElements>`;
  return `<${tag} id="${id}" ${attributes}>${own}${body}</${tag}>`;
}

export function userTask(id: string, extensions = '', body = ''): string {
  return element('userTask', id, `<zeebe:userTask/>${extensions}`, body);
}

export function serviceTask(id: string, jobType: string, extensions = '', body = ''): string {
  return element('serviceTask', id, `<zeebe:taskDefinition type="${jobType}"/>${extensions}`, body);
}

/** A sequence flow; `condition` is FEEL without `=`. */
export function flow(from: string, to: string, condition?: string): string {
  const body = condition ? `<conditionExpression xsi:type="tFormalExpression">=${condition}</conditionExpression>` : '';
  return `<sequenceFlow id="${from}_to_${to}" sourceRef="${from}" targetRef="${to}">${body}</sequenceFlow>`;
}

/** Flows along a path. */
export function path(...ids: string[]): string {
  return ids
    .slice(1)
    .map((to, i) => flow(ids[i] as string, to))
    .join('');
}
