// `run --check`: the ledger of a run checked as it comes (R35). Refuses to know the rules and the simulation.

import type { Breach } from '../checker/breach.ts';
import { Checker } from '../checker/checker.ts';
import { renderBreach, renderCheck } from '../report/breaches.ts';
import { MOST_SHOWN } from './check-command.ts';
import type { Context } from './context.ts';
import { BREACHED, SUCCESS } from './exit-codes.ts';

export interface RunCheck {
  readonly line: (line: string) => void;
  readonly checker: Checker;
  readonly shown: readonly Breach[];
}

export function runCheck(): RunCheck {
  const shown: Breach[] = [];
  const checker = new Checker((breach) => {
    if (shown.length < MOST_SHOWN) shown.push(breach);
  });
  return { line: (line) => checker.line(line), checker, shown };
}

/** Tells on stderr what the checker found in a finished run; returns the exit code. */
export function checked(
  { checker, shown }: RunCheck,
  quiet: boolean,
  { terminal, reproduction }: Context,
): number {
  const result = checker.end();
  if (!quiet || result.breaches > 0) terminal.err(shown.map(renderBreach).join('') + renderCheck(result));
  if (result.breaches === 0) return SUCCESS;
  terminal.err(
    `this is a bug in patchsim; please report it with the scenario, the seed ${JSON.stringify(result.seed)} and\n` +
      `  ${reproduction()}\n`,
  );
  return BREACHED;
}
