import type { SyntaxNode } from '@lezer/common';
import { parser, trackVariables } from 'lezer-feel';
import { EXTENSIONS } from './feel-builtins.ts';

/** Longest FEEL text that is accepted, in characters. */
export const MAX_FEEL_LENGTH = 10_000;
/** Deepest nesting of a FEEL text that is accepted, so that no evaluation can exhaust the stack. */
export const MAX_FEEL_DEPTH = 400;

export type FeelGrammar = 'Expression' | 'UnaryTests';

/** Why a FEEL text is refused; `at` is the offset of the first character concerned, from 0. */
export interface FeelProblem {
  readonly at: number;
  readonly zh: string;
  readonly en: string;
}

export type ParsedFeel = { readonly top: SyntaxNode } | { readonly problem: FeelProblem };

/**
 * The syntax tree of a FEEL text, or what is wrong with it.
 *
 * @param names - names with operators or keywords in them (`a-b`, `time in office`) that the text may use; others need no mention
 */
export function parseFeel(text: string, grammar: FeelGrammar, names: readonly string[] = []): ParsedFeel {
  if (text.length > MAX_FEEL_LENGTH) {
    return problem(
      MAX_FEEL_LENGTH,
      `表达式共 ${text.length} 个字符，最多 ${MAX_FEEL_LENGTH} 个；请拆成几步`,
      `expected at most ${MAX_FEEL_LENGTH} characters, but found ${text.length}; split it into several steps`,
    );
  }
  const tree = parserFor(grammar, names).parse(text);
  let found: FeelProblem | undefined;
  let depth = 0;
  tree.iterate({
    enter: (node) => {
      if (found) return false;
      if (node.type.isError) found = syntaxProblem(text, node.node);
      if (++depth > MAX_FEEL_DEPTH) {
        found = {
          at: node.from,
          zh: `第 ${node.from + 1} 个字符处嵌套超过 ${MAX_FEEL_DEPTH} 层；请拆成几步`,
          en: `nested deeper than ${MAX_FEEL_DEPTH} levels at character ${node.from + 1}; split it into several steps`,
        };
      }
      return undefined;
    },
    leave: () => {
      depth--;
    },
  });
  return found ? { problem: found } : { top: tree.topNode };
}

/** The children of a node without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped && child.name !== 'LineComment' && child.name !== 'BlockComment') children.push(child);
  }
  return children;
}

// helpers

function parserFor(grammar: FeelGrammar, names: readonly string[]): typeof parser {
  // `get or else` holds a keyword, so the parser must know it
  const known = Object.fromEntries([...Object.keys(EXTENSIONS), ...names].map((name) => [name, null]));
  return parser.configure({ top: grammar, contextTracker: trackVariables(known) });
}

function problem(at: number, zh: string, en: string): { problem: FeelProblem } {
  return { problem: { at, zh, en } };
}

function syntaxProblem(text: string, error: SyntaxNode): FeelProblem {
  const rest = text.slice(error.from).trim();
  if (rest === '') {
    return {
      at: error.from,
      zh: `在第 ${error.from + 1} 个字符处表达式不完整，后面还应有内容`,
      en: `expected the expression to go on at character ${error.from + 1}, but it ends there`,
    };
  }
  const parent = error.parent?.name ?? 'Expression';
  return {
    at: error.from,
    zh: `第 ${error.from + 1} 个字符起的“${rest.slice(0, 20)}”不符合 FEEL 语法（在 ${parent} 中）`,
    en: `expected FEEL syntax (in ${parent}) at character ${error.from + 1}, but found '${rest.slice(0, 20)}'`,
  };
}
