// Flags of V8 for a process that is there to simulate. Refuses to know what is simulated; changes no result.

import { demandLoaded, demandThreads } from './arguments.ts';
import type { LoadedScenario } from './loaded-scenario.ts';
import { vmYearsOf } from './vm-years.ts';

/*
 * A run is over so soon that how V8 compiles is a large part of what it takes (docs/performance.md). Four times its budget before a
 * function is optimised: it knows more of the function by then and has less to do twice, and on two cores its compilers are in the
 * way of what they compile.
 */
const BUDGET = '--interrupt-budget';
const FOUR_TIMES = 270_000;
/*
 * The engine is short functions in one another's hot loops, and each call costs some 40 instructions. V8 stops to inline
 * when a function has grown by 920 bytes of bytecode, and inlines small functions, of 27, all the same: with more in it compiling takes
 * longer, which a large fleet pays back.
 */
const INLINED = '--max-inlined-bytecode-size-cumulative';
const USUAL = 920;
const MOST = 3000;
const SMALL = '--max-inlined-bytecode-size-small';
const STILL_SMALL = 50;
/** VM-years of a thread from which more pays, and how many are worth another byte. */
const LARGE = 75_000;
const WORTH_A_BYTE = 200;

/** Major versions of V8 that have a flag, those of Node 20, 22 and 24: one that has it not would say so to whoever looks on. */
const HAVE: Readonly<Record<string, readonly string[]>> = {
  [BUDGET]: ['11'],
  [INLINED]: ['11', '12', '13'],
  [SMALL]: ['11', '12', '13'],
};

/**
 * Sets V8's flags for simulating the scenario on so many threads. To be called before the first run, in a process of one's own: they
 * are those of the whole process. Flags that it was started with are left alone.
 * @throws TypeError for what was not loaded, RangeError for `threads` that are no number of threads
 */
export async function tuneV8For(loaded: LoadedScenario, threads = 1): Promise<void> {
  demandLoaded('tuneV8For', loaded);
  demandThreads('tuneV8For: threads', threads);
  const { execArgv, versions } = process;
  const [major] = versions.v8.split('.');
  const given = execArgv.join(' ').replaceAll('_', '-');
  const flags = flagsFor(vmYearsOf(loaded) / threads).filter(
    ([flag]) => HAVE[flag].includes(major) && !given.includes(flag),
  );
  if (flags.length === 0) return;
  const { setFlagsFromString } = await import('node:v8');
  for (const [flag, value] of flags) setFlagsFromString(`${flag}=${value}`);
}

/** For a thread's share of the run, in VM-years. */
function flagsFor(share: number): (readonly [flag: string, value: number])[] {
  if (share < LARGE) return [[BUDGET, FOUR_TIMES]];
  return [
    [BUDGET, FOUR_TIMES],
    [INLINED, Math.min(MOST, Math.round(USUAL + share / WORTH_A_BYTE))],
    [SMALL, STILL_SMALL],
  ];
}
