// Spreads the VMs of a group over regions, subscriptions, time zones, zones, sets and update domains (R17-R19).
// Refuses to know calendars and power.

import type { Group, Weighted } from '../scenario/schema.ts';

/** A repeating pattern: each value as often in a row as its weight says. */
function patternOf<T>(weighted: Weighted<T>): number[] {
  const pattern: number[] = [];
  weighted.forEach(({ weight }, index) => {
    for (let time = 0; time < weight; time++) pattern.push(index);
  });
  return pattern;
}

/** Where one VM of a group is; indices into the group's own lists. */
export interface Place {
  region: number;
  subscription: number;
  timeZone: number;
  /** Index into the group's zones, -1 without. */
  zone: number;
  /** Number of its availability set within the group, -1 without. */
  set: number;
  updateDomain: number;
}

/**
 * Calls back with the place of every VM of the group, in order, as often as it is asked to; the object is reused. Members of a set share region,
 * subscription and time zone, so with sets the spread goes set by set, else VM by VM. The patterns are crossed like
 * the digits of a number, so that every combination occurs in its share.
 */
export function placerOf(group: Group): (each: (ordinal: number, place: Place) => void) => void {
  const regions = patternOf(group.region);
  const subscriptions = patternOf(group.subscription);
  const timeZones = patternOf(group.timeZone ?? [{ value: '', weight: 1 }]);
  const { availabilitySets, zones } = group;
  return (each) => {
    const place: Place = { region: 0, subscription: 0, timeZone: 0, zone: -1, set: -1, updateDomain: 0 };
    for (let ordinal = 0; ordinal < group.count; ordinal++) {
      let digits = ordinal;
      if (availabilitySets !== undefined) {
        const { size, updateDomains } = availabilitySets;
        digits = place.set = Math.floor(ordinal / size);
        place.updateDomain = (ordinal % size) % updateDomains;
      }
      place.region = regions[digits % regions.length];
      digits = Math.floor(digits / regions.length);
      if (zones.length > 0) {
        place.zone = digits % zones.length;
        digits = Math.floor(digits / zones.length);
      }
      place.subscription = subscriptions[digits % subscriptions.length];
      digits = Math.floor(digits / subscriptions.length);
      place.timeZone = timeZones[digits % timeZones.length];
      each(ordinal, place);
    }
  };
}
