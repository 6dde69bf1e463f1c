// Problems as a person reads them: place, message, the line with a caret, hint and rule.
// Refuses to know how a problem was found.

import type { DocumentPath, Problem } from '../scenario/problem.ts';
import { count } from './numbers.ts';
import { type Palette, paletteOf } from './palette.ts';
import { sourceExcerpt } from './source-excerpt.ts';
import { visibleText } from './visible-text.ts';

export interface ProblemOptions {
  readonly color: boolean;
  /** Width of the terminal, default 100. */
  readonly columns?: number;
  /** Problems shown before "and n more", default 50. */
  readonly limit?: number;
}

/** `fleet[0].patchSettings`; keys that are no identifiers are quoted; empty for the document itself. */
export function pathText(path: DocumentPath): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(part)) text += text === '' ? part : `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return visibleText(text);
}

/** What a user wrote is quoted in messages, and may be megabytes. */
const LONGEST = 500;

function shortText(text: string): string {
  return visibleText(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

/** One problem with its line of the file; `label` stands before the message, the path when left out. */
export function problemText(problem: Problem, columns: number, palette: Palette, label?: string): string {
  const place = `${visibleText(problem.file)}:${problem.line}:${problem.column}`;
  const path = shortText(pathText(problem.path));
  const message = shortText(problem.message);
  const title = label ?? palette.strong(path);
  const lines = [
    `${palette.place(place)}${path === '' && label === undefined ? '' : ` ${title}`}: ${message}`,
  ];
  const gutter = String(problem.line).padStart(5);
  const indent = ' '.repeat(gutter.length + 1);
  const further = [
    ...(problem.hint === undefined ? [] : [`${indent}${palette.good('hint:')} ${shortText(problem.hint)}`]),
    ...(problem.rule === undefined
      ? []
      : [`${indent}${palette.faint(`rule ${problem.rule} (docs/MODEL.md)`)}`]),
  ];
  // About a file as a whole.
  if (problem.length === 0) return [...lines, ...further].join('\n');
  const room = Math.max(20, columns - gutter.length - 4);
  const excerpt = sourceExcerpt(problem.lineText, problem.column, problem.length, room);
  const carets = '^'.repeat(Math.min(excerpt.carets, Math.max(1, room - excerpt.indent)));
  lines.push(`${palette.faint(`${gutter} |`)} ${excerpt.text}`.trimEnd());
  lines.push(
    `${palette.faint(`${' '.repeat(gutter.length)} |`)} ${' '.repeat(excerpt.indent)}${palette.bad(carets)}`,
  );
  return [...lines, ...further].join('\n');
}

/**
 * All problems in order of file and place, and how many there are. Ends with a newline; empty for no problems.
 */
export function renderProblems(problems: readonly Problem[], options: ProblemOptions): string {
  if (problems.length === 0) return '';
  const palette = paletteOf(options.color);
  const files = [...new Set(problems.map((problem) => problem.file))];
  const sorted = [...problems].sort(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
  const limit = options.limit ?? 50;
  const blocks = sorted
    .slice(0, limit)
    .map((problem) => problemText(problem, options.columns ?? 100, palette));
  if (sorted.length > limit)
    blocks.push(palette.faint(`… and ${count(sorted.length - limit, 'more problem')}`));
  const where = files.length === 1 ? visibleText(files[0]!) : count(files.length, 'file');
  blocks.push(palette.bad(`${count(problems.length, 'problem')} in ${where}`));
  return `${blocks.join('\n\n')}\n`;
}
