// Places findings in the files that the scenario names, where they say where there. Refuses to know what kind of files
// these are.

import { LINE_END } from './place.ts';
import type { Finding, Problem } from './problem.ts';

/**
 * A function that places findings in files that were read; undefined for one about the scenario itself. Lines are split
 * once, for a file of ten thousand mistakes.
 */
export function placerInNamedFiles(
  texts: readonly { readonly name: string; readonly text: string }[],
): (finding: Finding) => Problem | undefined {
  const linesOf = new Map<string, readonly string[]>();
  return ({ within, ...finding }) => {
    const text = within && texts.find(({ name }) => name === within.file)?.text;
    if (within === undefined || text === undefined) return undefined;
    const { file, line, column } = within;
    let lines = linesOf.get(file);
    if (lines === undefined) {
      lines = text.replace(/^\uFEFF/, '').split(LINE_END);
      linesOf.set(file, lines);
    }
    const lineText = lines[line - 1] ?? '';
    const token = /^("[^"]*"|[^,;\s]*)/.exec(lineText.slice(column - 1))?.[0] ?? '';
    const message = finding.message.replace(`${file}:${line}:${column}: `, '');
    return { ...finding, message, file, line, column, lineText, length: Math.max(1, token.length) };
  };
}
