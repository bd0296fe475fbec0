/** Small diagrams of the HTTP tests. */

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="http://jiesu.example/test">`;

/** Start, one element, end. */
export function oneElement(processId: string, element: string, more = ''): string {
  return `${HEAD}
  <bpmn:process id="${processId}" name="测试" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>to_work</bpmn:outgoing></bpmn:startEvent>
    ${element}
    <bpmn:endEvent id="end"><bpmn:incoming>to_end</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="to_work" sourceRef="start" targetRef="work" />
    <bpmn:sequenceFlow id="to_end" sourceRef="work" targetRef="end" />
  </bpmn:process>${more}
</bpmn:definitions>`;
}

const FLOWS = '<bpmn:incoming>to_work</bpmn:incoming><bpmn:outgoing>to_end</bpmn:outgoing>';

/** One user task. @param groups - FEEL or text */
export function userTask(processId: string, groups = 'registrar'): string {
  return oneElement(
    processId,
    `<bpmn:userTask id="work" name="核实"><bpmn:extensionElements><zeebe:userTask /><zeebe:formDefinition formId="verify" /><zeebe:assignmentDefinition candidateGroups="${groups}" /></bpmn:extensionElements>${FLOWS}</bpmn:userTask>`,
  );
}

/** One service task for a worker outside. */
export function serviceTask(processId: string, jobType: string): string {
  return oneElement(
    processId,
    `<bpmn:serviceTask id="work" name="推送"><bpmn:extensionElements><zeebe:taskDefinition type="${jobType}" retries="2" /><zeebe:taskHeaders><zeebe:header key="channel" value="sms" /></zeebe:taskHeaders><zeebe:ioMapping><zeebe:input source="=level" target="urgency" /></zeebe:ioMapping></bpmn:extensionElements>${FLOWS}</bpmn:serviceTask>`,
  );
}

/** Waits for the message `reply` with correlation key `= orderNo`. */
export function messageCatch(processId: string): string {
  return oneElement(
    processId,
    `<bpmn:intermediateCatchEvent id="work">${FLOWS}<bpmn:messageEventDefinition messageRef="reply" /></bpmn:intermediateCatchEvent>`,
    `<bpmn:message id="reply" name="reply"><bpmn:extensionElements><zeebe:subscription correlationKey="=orderNo" /></bpmn:extensionElements></bpmn:message>`,
  );
}

export const FORM = JSON.stringify({
  type: 'default',
  id: 'verify',
  schemaVersion: 18,
  components: [{ type: 'textfield', key: 'result', label: '核实结果' }],
});
