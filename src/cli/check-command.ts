// `patchsim check`: replays the ledger in a trace against the rules and tells every breach (R35).
// Refuses to know the rules.

import { type Breach, UnreadableTrace } from '../checker/breach.ts';
import { type CheckResult, checkTrace } from '../checker/checker.ts';
import { renderBreach, renderCheck } from '../report/breaches.ts';
import type { Context } from './context.ts';
import { BREACHED, SUCCESS } from './exit-codes.ts';
import { FileRefusal } from './refusal.ts';
import { traceLines } from './trace-source.ts';

export interface CheckOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Breaches that are shown; the others are counted. */
export const MOST_SHOWN = 100;

/** @throws FileRefusal for a file that cannot be read or is no trace, Interruption */
export async function checkCommand(named: string, options: CheckOptions, context: Context): Promise<number> {
  const { terminal, signal } = context;
  const shown: Breach[] = [];
  let result: CheckResult;
  try {
    result = await checkTrace(traceLines(named, signal), (breach) => {
      if (shown.length < MOST_SHOWN) shown.push(breach);
    });
  } catch (error) {
    if (!(error instanceof UnreadableTrace)) throw error;
    const place = error.line === 0 ? 'it' : `line ${error.line}`;
    throw new FileRefusal('check', named === '-' ? '<stdin>' : named, `${place} ${error.message}`);
  }
  if (options.json) terminal.out(`${JSON.stringify({ formatVersion: 1, ...result, shown }, null, 2)}\n`);
  else {
    terminal.out(shown.map(renderBreach).join(''));
    if (result.breaches > shown.length) terminal.out(`and ${result.breaches - shown.length} more\n`);
    if (!options.quiet) terminal.out(renderCheck(result));
  }
  return result.breaches === 0 ? SUCCESS : BREACHED;
}
