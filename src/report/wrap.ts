// Words and phrases broken into lines. Refuses to know what they say.

import { displayWidth } from './visible-text.ts';

/** Parts joined by `separator`, broken between parts; each line at most `columns` wide where the parts allow it. */
export function wrap(
  parts: readonly string[],
  columns: number,
  options: { indent: number; hang?: number; separator: string },
): string[] {
  const lines: string[] = [];
  const next = ' '.repeat(options.indent + (options.hang ?? 0));
  let line = ' '.repeat(options.indent);
  let empty = true;
  for (const part of parts) {
    const joined = empty ? line + part : `${line}${options.separator}${part}`;
    if (!empty && displayWidth(joined) > columns) {
      lines.push((line + options.separator).trimEnd());
      line = next + part;
    } else line = joined;
    empty = false;
  }
  if (!empty) lines.push(line);
  return lines;
}

/** A sentence broken between words. */
export function wrapText(
  text: string,
  columns: number,
  options: { indent: number; hang?: number },
): string[] {
  return wrap(text.split(' ').filter(Boolean), columns, { ...options, separator: ' ' });
}
