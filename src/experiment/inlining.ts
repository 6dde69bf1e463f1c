// How much V8 inlines in a process that is there for one large fleet. Refuses to know what is simulated; changes no result.

import { demandLoaded } from './arguments.ts';
import type { LoadedScenario } from './loaded-scenario.ts';
import { vmYearsOf } from './vm-years.ts';

/*
 * The engine is short functions in one another's hot loops, and each call costs some 40 instructions. V8 stops to inline
 * when a function has grown by 920 bytes of bytecode: with more in it compiling takes longer, which only a large fleet pays
 * back (docs/performance.md). A function is small, and inlined all the same, up to 27 bytes.
 */
const USUAL = 920;
const MOST = 3000;
const SMALL = 50;
/** VM-years of a thread up to which more does not pay, and how many are worth another byte. */
const TOO_FEW = 100_000;
const WORTH_A_BYTE = 100;
const FLAG = '--max-inlined-bytecode-size';

/**
 * Has V8 inline more where each thread simulates that large a share of the scenario. To be called before the first run, in a
 * process of one's own: V8's flags are those of the whole process. One that was started with flags of that kind keeps them.
 * @throws TypeError for what was not loaded
 */
export async function inlineFor(loaded: LoadedScenario, threads = 1): Promise<void> {
  demandLoaded('inlineFor', loaded);
  const more = (vmYearsOf(loaded) / threads - TOO_FEW) / WORTH_A_BYTE;
  if (more <= 0) return;
  const { execArgv, env } = process;
  if ([...execArgv, env.NODE_OPTIONS ?? ''].some((text) => text.replaceAll('_', '-').includes(FLAG))) return;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString(`${FLAG}-cumulative=${Math.min(MOST, Math.round(USUAL + more))}`);
  setFlagsFromString(`${FLAG}-small=${SMALL}`);
}
