// The text of an expectation as a tree, or what is wrong with it and where. The one reader of the generated parser.
// Refuses to know any metric.

import { parse, SyntaxError as UnreadableExpectation } from './grammar.generated.js';

/** A part of the text, in characters. */
export interface Part {
  readonly offset: number;
  readonly length: number;
}

export interface Argument extends Part {
  /** Undefined for one without a name, such as `14d` in `effective.after(14d)`. */
  readonly name?: string;
  readonly value: string;
}

export interface Step extends Part {
  readonly name: string;
  readonly args: readonly Argument[];
}

export const COMPARISONS = ['<=', '<', '>=', '>', '==', '!='] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** `reboots.perVm.max <= 5`: the steps of the metric, the comparison, the limit. */
export interface Syntax {
  readonly steps: readonly Step[];
  readonly comparison: Comparison;
  readonly limit: Part & { readonly value: string };
}

export interface SyntaxFault {
  readonly message: string;
  readonly part: Part;
}

export function parseExpectation(text: string): Syntax | SyntaxFault {
  try {
    return parse(text) as Syntax;
  } catch (error) {
    if (!(error instanceof UnreadableExpectation)) throw error;
    const { expected, location } = error as unknown as {
      expected: { type: string; description?: string; text?: string }[];
      location: { start: { offset: number } };
    };
    const { offset } = location.start;
    const wanted = [...new Set(expected.map(wordOf))].filter((word) => word !== 'a space');
    const found = text.slice(offset).trim() === '' ? 'the end' : `"${text.slice(offset, offset + 20)}"`;
    return {
      message: `expected ${wanted.join(' or ')}, found ${found}`,
      part: { offset: Math.min(offset, Math.max(0, text.length - 1)), length: 1 },
    };
  }
}

function wordOf({ type, description, text }: { type: string; description?: string; text?: string }): string {
  if (type === 'other') return description!;
  if (type === 'end') return 'the end';
  return type === 'literal' ? `"${text}"` : 'a letter or digit';
}
