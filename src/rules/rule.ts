import type { DeploymentProblem } from '../domain/process/engine-port.ts';
import type { BpmnElement } from './bpmn-element.ts';

/** A problem of one file: where, which rule, what was expected and found, and the way out, in both languages. */
export type Finding = Omit<DeploymentProblem, 'resource'>;

/** What a rule says about an element; the rule is named by the caller, and the element unless `place` names another. */
export type Sentence = Pick<Finding, 'zh' | 'en'> & Partial<Pick<Finding, 'place'>>;

/** One thing that a diagram must keep so that it runs as the standard and the designer mean it. */
export interface Rule {
  /** Stable id; names the problem. */
  readonly id: string;
  /**
   * Looks at one element: a root element, or one at any depth of an executable process.
   *
   * @returns what is wrong and the way out; undefined when the element is right or the rule has nothing to say about it
   */
  check(element: BpmnElement, context: RuleContext): Sentence | undefined;
}

export interface RuleContext {
  readonly definitions: BpmnElement;
  /** Says what is wrong with a FEEL expression (without `=`); undefined when it parses. */
  readonly checkFeel: (expression: string) => Sentence | undefined;
}
