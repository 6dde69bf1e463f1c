// `patchsim status`: one run, and out of its ledger what Azure would show for one VM at an instant. Refuses to know any
// rule: every field is what the run did.

import { parseInstant } from '../calendar/instant.ts';
import { coverageText } from '../report/coverage-text.ts';
import { renderPatchStatus } from '../report/patch-status.ts';
import { instanceViewOf } from '../status/instance-view.ts';
import { patchStatusOf } from '../status/patch-status.ts';
import type { Context } from './context.ts';
import { BAD_INPUT, SUCCESS } from './exit-codes.ts';
import { type OneVmOptions, outsideOf, runForOneVm } from './one-vm.ts';

export interface StatusOptions extends OneVmOptions {
  /** An instant, such as 2024-08-20T01:00Z. */
  readonly at: string;
  readonly json?: boolean;
}

/** @throws FileRefusal for a scenario that cannot be read, Interruption */
export async function statusCommand(
  named: string,
  options: StatusOptions,
  context: Context,
): Promise<number> {
  const { terminal } = context;
  const one = await runForOneVm(named, options, context);
  if (one === undefined) return BAD_INPUT;
  const { collected, head, run, wall } = one;
  const at = parseInstant(options.at) as number;
  if (at < run.start || at >= run.end) {
    terminal.err(`patchsim: ${outsideOf(run, options.at)}\n`);
    return BAD_INPUT;
  }
  const status = patchStatusOf(collected, at)!;
  if (options.json) {
    // Azure's shape has no place for it.
    if (status.notCovered !== undefined)
      terminal.err(`patchsim: ${head.vm} is ${coverageText(status.notCovered, status.orchestration)}\n`);
    terminal.out(`${JSON.stringify(instanceViewOf(status), null, 2)}\n`);
  } else terminal.out(renderPatchStatus(status, { color: terminal.color.out, wall }));
  return SUCCESS;
}
