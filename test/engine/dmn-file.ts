/** A decision table in short form: cells are FEEL, one row for each rule, outputs after inputs. */
export interface ShortTable {
  readonly id: string;
  readonly hit?: string;
  readonly aggregation?: string;
  /** `[label, expression, type?, allowed values?]` */
  readonly inputs: readonly (readonly [string, string, string?, string?])[];
  /** `[name, type?, allowed values?, default?]` */
  readonly outputs: readonly (readonly [string, string?, string?, string?])[];
  readonly rules: readonly (readonly string[])[];
  readonly requires?: readonly string[];
  readonly variable?: string;
}

/** A DMN 1.3 file of these tables; `more` is put among the decisions as it is. Rule ids are `<table id>_r1`, `_r2` …. */
export function dmnFile(tables: readonly ShortTable[], more = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="file" name="file" namespace="https://example.org/dmn">
${tables.map(decision).join('\n')}
${more}
</definitions>`;
}

function decision(table: ShortTable): string {
  const aggregation = table.aggregation ? ` aggregation="${table.aggregation}"` : '';
  return `<decision id="${table.id}" name="${table.id}">
${table.variable ? `<variable name="${table.variable}"/>` : ''}
${(table.requires ?? []).map((id) => `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`).join('')}
<decisionTable hitPolicy="${table.hit ?? 'UNIQUE'}"${aggregation}>
${table.inputs.map(input).join('\n')}
${table.outputs.map(output).join('\n')}
${table.rules.map((cells, index) => rule(cells, `${table.id}_r${index + 1}`, table.inputs.length)).join('\n')}
</decisionTable></decision>`;
}

function input([label, expression, type, values]: ShortTable['inputs'][number]): string {
  return `<input label="${label}"><inputExpression typeRef="${type ?? 'Any'}">${text(expression)}</inputExpression>${values ? `<inputValues>${text(values)}</inputValues>` : ''}</input>`;
}

function output([name, type, values, otherwise]: ShortTable['outputs'][number]): string {
  return `<output name="${name}" typeRef="${type ?? 'Any'}">${values ? `<outputValues>${text(values)}</outputValues>` : ''}${otherwise ? `<defaultOutputEntry>${text(otherwise)}</defaultOutputEntry>` : ''}</output>`;
}

function rule(cells: readonly string[], id: string, inputs: number): string {
  return `<rule id="${id}">${cells
    .map((cell, index) =>
      index < inputs ? `<inputEntry>${text(cell)}</inputEntry>` : `<outputEntry>${text(cell)}</outputEntry>`,
    )
    .join('')}</rule>`;
}

function text(feel: string): string {
  return `<text><![CDATA[${feel}]]></text>`;
}
