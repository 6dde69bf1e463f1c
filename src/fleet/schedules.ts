// The windows of customers' schedules over a run, as one list for each choice of maintenance configurations (R31).
// Refuses to know what is done in them.

import { occurrences } from '../calendar/occurrences.ts';
import type { MaintenanceConfiguration, Scenario } from '../scenario/schema.ts';

/** Windows in seconds since the run's start, `start[i] <= t < end[i]`, in order of their starts; they may overlap. */
export interface Windows {
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Index into the scenario's maintenance configurations. */
  readonly configuration: Int16Array;
}

/** The windows that begin within the run; those of one instant in the order of the scenario's list. */
export function windowsOf({ maintenanceConfigurations, clock }: Scenario, names: readonly string[]): Windows {
  const found = maintenanceConfigurations.flatMap((one, configuration) =>
    names.includes(one.name)
      ? startsOf(one, clock).map((start) => ({ start, end: start + one.duration, configuration }))
      : [],
  );
  found.sort((a, b) => a.start - b.start || a.configuration - b.configuration);
  return {
    start: Int32Array.from(found, ({ start }) => start),
    end: Int32Array.from(found, ({ end }) => end),
    configuration: Int16Array.from(found, ({ configuration }) => configuration),
  };
}

function startsOf(
  { recurEvery, startDateTime, expirationDateTime, timeZone }: MaintenanceConfiguration,
  { start, end }: Scenario['clock'],
): number[] {
  const schedule = {
    recurrence: recurEvery,
    start: startDateTime,
    expiration: expirationDateTime,
    zone: timeZone,
  };
  return occurrences(schedule, start, end).map((instant) => instant - start);
}
