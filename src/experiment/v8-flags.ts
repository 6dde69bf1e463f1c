// Flags of V8 for a process that is there to simulate. Refuses to know what is simulated; changes no result.

import { demandLoaded } from './arguments.ts';
import type { LoadedScenario } from './loaded-scenario.ts';
import { vmYearsOf } from './vm-years.ts';

/*
 * A run is over so soon that how V8 compiles is a large part of what it takes (docs/performance.md). Four times its budget before a
 * function is optimised: it knows more of the function by then and has less to do twice, and on two cores its compilers are in the
 * way of what they compile.
 */
const INTERRUPT_BUDGET = 270_000;
/*
 * The engine is short functions in one another's hot loops, and each call costs some 40 instructions. V8 stops to inline
 * when a function has grown by 920 bytes of bytecode, and inlines small functions, of 27, all the same: with more in it compiling takes
 * longer, which a large fleet pays back.
 */
const INLINED = 920;
const MOST_INLINED = 3000;
const SMALL = 50;
/** VM-years of a thread from which more pays, and how many are worth another byte. */
const LARGE = 75_000;
const WORTH_A_BYTE = 200;

/**
 * Sets V8's flags for simulating the scenario on so many threads. To be called before the first run, in a process of one's own: they
 * are those of the whole process. Flags that it was started with are left alone.
 * @throws TypeError for what was not loaded
 */
export async function tuneV8For(loaded: LoadedScenario, threads = 1): Promise<void> {
  demandLoaded('tuneV8For', loaded);
  const { execArgv, env } = process;
  const given = [...execArgv, env.NODE_OPTIONS ?? ''].join(' ').replaceAll('_', '-');
  const { setFlagsFromString } = await import('node:v8');
  for (const [flag, value] of flagsFor(vmYearsOf(loaded) / threads))
    if (!given.includes(flag)) setFlagsFromString(`${flag}=${value}`);
}

/** For a thread's share of the run, in VM-years. */
function flagsFor(share: number): (readonly [flag: string, value: number])[] {
  const budget = ['--interrupt-budget', INTERRUPT_BUDGET] as const;
  if (share < LARGE) return [budget];
  const inlined = Math.min(MOST_INLINED, Math.round(INLINED + share / WORTH_A_BYTE));
  return [
    budget,
    ['--max-inlined-bytecode-size-cumulative', inlined],
    ['--max-inlined-bytecode-size-small', SMALL],
  ];
}
