// Measures: every entrant at every size, in turns, so that a busy minute of the machine hits all alike.
// Refuses to know how figures are shown.

import { spawnSync } from 'node:child_process';

const YEAR = 365;
/** A run that would take longer is cut to fewer days, and one that would have to be cut below these is left out. */
const LONGEST_SECONDS = 60;
const FEWEST_DAYS = 70;

/** One run: what the entrant printed. @throws Error when it failed */
export function runOnce(entrant, vms, days) {
  const [command, ...words] = entrant.start(vms, days);
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`${entrant.name} at ${vms} VMs failed: ${stderr || `exit ${status}`}`);
  return JSON.parse(stdout);
}

/** Days that fit into a minute, going by the last size; undefined when too few do. */
function daysThatFit(entrant, last, vms) {
  if (last === undefined) return YEAR;
  // Memory makes large fleets slower than in proportion.
  const year = (last.seconds / last.days) * YEAR * (vms / last.vms) * 1.5;
  if (year <= LONGEST_SECONDS) return YEAR;
  if (entrant.whole) return last.seconds * (vms / last.vms) < 3 * LONGEST_SECONDS ? YEAR : undefined;
  const days = Math.floor((YEAR * LONGEST_SECONDS) / year);
  return days < FEWEST_DAYS ? undefined : days;
}

/**
 * The best of the rounds for each entrant and size: `{ name, vms, days, seconds, peak, checksum }`; `left` says who was
 * left out at which size and why. `told` hears of each run.
 */
export function measure(entrants, sizes, { rounds, told }) {
  const best = new Map(entrants.map(({ name }) => [name, []]));
  const left = [];
  const empty = new Map(entrants.map((entrant) => [entrant.name, runOnce(entrant, 20, YEAR).peak]));
  for (const vms of sizes) {
    const takePart = entrants.flatMap((entrant) => {
      const days = daysThatFit(entrant, best.get(entrant.name).at(-1), vms);
      if (days === undefined) left.push({ name: entrant.name, vms });
      return days === undefined ? [] : [{ entrant, days }];
    });
    for (let round = 0; round < rounds; round++) {
      for (const { entrant, days } of takePart) {
        const known = best.get(entrant.name);
        const before = known.at(-1)?.vms === vms ? known.pop() : undefined;
        if (before !== undefined && before.seconds > LONGEST_SECONDS / 4) {
          known.push(before);
          continue;
        }
        told(entrant.name, vms, round);
        const run = runOnce(entrant, vms, days);
        const bytes = Math.max(0, run.peak - empty.get(entrant.name)) / vms;
        const now = { name: entrant.name, ...run, bytes };
        known.push(before !== undefined && before.seconds <= now.seconds ? before : now);
      }
    }
  }
  return { figures: [...best.values()].flat(), left };
}
