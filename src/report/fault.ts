// Our own mistake, told to the person it happened to: what, with which seed, how to see it again.
// Refuses to know what went wrong.

import { paletteOf } from './palette.ts';
import { visibleText } from './visible-text.ts';

export interface Fault {
  readonly error: unknown;
  readonly version: string;
  /** Seed of the run, where one was known by then. */
  readonly seed?: string;
  /** Command line that does the same again. */
  readonly command: string;
}

/** One block of lines, ending with a newline; the stack only when `verbose`. */
export function renderFault(fault: Fault, options: { color: boolean; verbose: boolean }): string {
  const palette = paletteOf(options.color);
  const { error } = fault;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const lines = [palette.bad('patchsim failed, and this is a bug in patchsim, not in your scenario.')];
  lines.push(`  what happened  ${visibleText(what)}`);
  if (fault.seed !== undefined) lines.push(`  seed           ${visibleText(fault.seed)}`);
  lines.push(`  to reproduce   ${visibleText(fault.command)}`, `  version        ${fault.version}`);
  if (options.verbose && error instanceof Error && error.stack !== undefined) lines.push('', error.stack);
  else lines.push('  Add -v to see where it happened.');
  return `${lines.join('\n')}\n`;
}
