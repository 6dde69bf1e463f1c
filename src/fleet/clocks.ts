// Whose clock counts for a VM, and what it says over the run: off-peak hours, and the hours of its own power plan (R3, R32).
// Refuses to know which VMs go by it.

import { DAY } from '../calendar/instant.ts';
import { nights } from '../calendar/night.ts';
import { zoneTable } from '../calendar/zone.ts';
import { type StreamKey, streamKey } from '../kernel/streams.ts';
import type { Power, Scenario } from '../scenario/schema.ts';
import type { Clock } from './fleet.ts';
import { type OffSource, offSources } from './off-sources.ts';
import { REGION_ZONES } from './regions.ts';

/** How far beyond the end tables reach, so that look-ups of the night after never fall off. */
const MARGIN = 10 * DAY;

/** The last instant of the run that plans and clocks answer for. */
export const tablesEnd = ({ clock }: Pick<Scenario, 'clock'>): number => clock.end + MARGIN;

/** The zone of a VM's own clock, and the zone whose off-peak hours count for it; `own` is its timeZone if it has one. */
export function zonesOf(
  { parameters }: Pick<Scenario, 'parameters'>,
  region: string,
  own: string | undefined,
): { readonly own: string; readonly offPeak: string } {
  const zone = own ?? REGION_ZONES[region];
  return { own: zone, offPeak: parameters.offPeakZone === 'vm' ? zone : REGION_ZONES[region] };
}

const WHOLE_DAY = { start: 0, end: DAY };

/** What a scenario's clocks and plans are made of, made once for all groups and regions that go by the same. */
interface Made {
  readonly clocks: Map<string, Clock>;
  readonly sources: Map<string, readonly OffSource[]>;
  /** Keys of streams by their purpose, and plans as texts: both take longer to make than to look up. */
  readonly keys: Map<string, StreamKey>;
  readonly texts: Map<Power, string>;
}

const madeFor = new WeakMap<Scenario, Made>();

function madeOf(scenario: Scenario): Made {
  let made = madeFor.get(scenario);
  if (made === undefined) {
    made = { clocks: new Map(), sources: new Map(), keys: new Map(), texts: new Map() };
    madeFor.set(scenario, made);
  }
  return made;
}

function once<K, T>(known: Map<K, T>, key: K, make: () => T): T {
  let one = known.get(key);
  if (one === undefined) {
    one = make();
    known.set(key, one);
  }
  return one;
}

/** `allHours` is for VMs to which off-peak hours mean nothing (F5). */
export function clockOf(scenario: Scenario, zone: string, allHours = false): Clock {
  return once(madeOf(scenario).clocks, `${zone} ${allHours}`, () => {
    const { parameters, clock } = scenario;
    const until = tablesEnd(scenario);
    const table = zoneTable(zone, clock.start - DAY, until);
    const offPeak = allHours ? WHOLE_DAY : { start: parameters.offPeakStart, end: parameters.offPeakEnd };
    return { zone, table, offPeak: nights(table, offPeak, clock.start, until), allHours };
  });
}

/** What a power plan says on the clock of a zone. */
export function planSources(scenario: Scenario, power: Power, zone: string): readonly OffSource[] {
  const { sources, keys, texts } = madeOf(scenario);
  const text = once(texts, power, () => JSON.stringify(power));
  return once(sources, `${zone} ${text}`, () => {
    const { clock, seed } = scenario;
    const until = tablesEnd(scenario);
    const table = zoneTable(zone, clock.start - DAY, until);
    return offSources(power, table, clock.start, until, (purpose) =>
      once(keys, purpose, () => streamKey(seed, purpose)),
    );
  });
}
