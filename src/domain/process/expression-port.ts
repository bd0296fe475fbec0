/** Functions that FEEL expressions and decision tables may call, beside FEEL's own. They close over the tenant's settings and calendar. */
export type FeelFunctions = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Variables as an expression sees them: inner scopes first. A name is looked up in each in turn. */
export type VariableScopes = readonly Readonly<Record<string, unknown>>[];

/** FEEL, as commands see it. Pure, and bounded in time. */
export interface Expressions {
  /**
   * The value of a FEEL expression, as JSON-able data. Dates come back as ISO 8601 text, durations as ISO 8601 text.
   *
   * @throws {@link EvaluationFailure} when it does not parse, names something unknown, or takes longer than the limit (100 ms)
   */
  evaluate(feel: string, scopes: VariableScopes, functions: FeelFunctions, now: number): unknown;
}

/** DMN, as commands see it. */
export interface Decisions {
  /**
   * Evaluates a deployed decision with its required decisions.
   *
   * @throws {@link EvaluationFailure} when an input fails, or a UNIQUE/ANY table matches against its hit policy
   */
  evaluate(
    decisionDefinitionKey: number,
    scopes: VariableScopes,
    functions: FeelFunctions,
    now: number,
  ): DecisionResult;
}

/** Why a decision came out as it did: the explanation kept with the case. */
export interface DecisionResult {
  readonly output: unknown;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Ids of the rules that matched, in table order. */
  readonly matchedRules: readonly string[];
  /** The same for the decisions it required, by decision id. */
  readonly required?: Readonly<Record<string, DecisionResult>>;
}

/** An expression or decision that could not be evaluated; becomes an incident. Carries the expression, never the variables. */
export class EvaluationFailure extends Error {
  override readonly name = 'EvaluationFailure';
  readonly expression: string;

  constructor(expression: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.expression = expression;
  }
}
