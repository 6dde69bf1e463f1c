// Measures: every entrant at every size, in turns, so that a busy minute of the machine hits all alike.
// Refuses to know how figures are shown.

import { spawnSync } from 'node:child_process';

const YEAR = 365;
/** A run that would take longer is cut to fewer days, and one that would have to be cut below these is left out. */
const LONGEST_SECONDS = 60;
const FEWEST_DAYS = 70;

/** Nobody waits longer for one run. */
const PATIENCE_MS = 15 * 60_000;

/** One run: what the entrant printed. @throws Error when it failed */
export function runOnce(entrant, vms, days) {
  return run(entrant.start(vms, days), `${entrant.name} at ${vms} VMs`);
}

function run([command, ...words], what) {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', timeout: PATIENCE_MS });
  if (status !== 0) throw new Error(`${what} failed: ${stderr || `exit ${status}`}`);
  return JSON.parse(stdout);
}

/** Days that fit into a minute, going by the last size; undefined when too few do. */
function daysThatFit(entrant, last, vms) {
  if (last === undefined) return YEAR;
  // Memory makes large fleets slower than in proportion.
  const year = (last.seconds / last.days) * YEAR * (vms / last.vms) * 1.5;
  if (year <= LONGEST_SECONDS) return YEAR;
  if (entrant.whole) return YEAR;
  const days = Math.floor((YEAR * LONGEST_SECONDS) / year);
  return days < FEWEST_DAYS ? undefined : days;
}

/**
 * The fastest of the rounds for each entrant and size: `{ name, vms, days, seconds, peak, bytes, checksum }`. `left` says who
 * was left out at which size and why. `told` hears of each run. @throws Error when peers did not do the same work
 */
export function measure(entrants, sizes, { rounds, told }) {
  const best = new Map(entrants.map(({ name }) => [name, []]));
  const left = [];
  const empty = new Map(
    entrants.map((entrant) => [
      entrant.name,
      run(entrant.empty ?? entrant.start(1, YEAR), entrant.name).peak,
    ]),
  );
  for (const vms of sizes) {
    let takePart = entrants.flatMap((entrant) => {
      const days = daysThatFit(entrant, best.get(entrant.name).at(-1), vms);
      if (days === undefined) left.push({ name: entrant.name, vms, why: 'a year would take minutes' });
      return days === undefined ? [] : [{ entrant, days }];
    });
    for (let round = 0; round < rounds; round++) {
      for (const { entrant, days } of takePart) {
        const { name } = entrant;
        told(name, vms, round);
        try {
          keepFaster(best.get(name), { name, ...runOnce(entrant, vms, days) }, empty.get(name));
        } catch (error) {
          left.push({ name, vms, why: error.message });
          takePart = takePart.filter((one) => one.entrant !== entrant);
        }
      }
      // What took long is not asked again.
      takePart = takePart.filter(
        ({ entrant: { name } }) => best.get(name).at(-1).seconds < LONGEST_SECONDS / 2,
      );
    }
  }
  const figures = [...best.values()].flat();
  demandSameWork(figures);
  return { figures, left };
}

function keepFaster(known, run, empty) {
  const before = known.at(-1)?.vms === run.vms ? known.pop() : undefined;
  const now = { ...run, bytes: Math.max(0, run.peak - empty) / run.vms };
  known.push(before !== undefined && before.seconds <= now.seconds ? before : now);
}

/** A ratio between peers means nothing when one of them did less. */
export function demandSameWork(figures) {
  const seen = new Map();
  for (const { name, vms, days, checksum } of figures) {
    if (checksum === undefined) continue;
    const first = seen.get(`${vms} ${days}`);
    if (first === undefined) seen.set(`${vms} ${days}`, { name, checksum });
    else if (first.checksum !== checksum) {
      throw new Error(`${name} and ${first.name} did not do the same work at ${vms} VMs, ${days} days`);
    }
  }
}
