// The table of all clocks' nights against the nights of each clock: the same night at every instant, clock changes included.

import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/calendar/instant.ts';
import { nightAt } from '../../src/calendar/night.ts';
import { buildFleet } from '../../src/fleet/build.ts';
import { loadScenario } from '../../src/index.ts';
import { nightTableOf } from '../../src/simulation/night-table.ts';

test('R3 the table finds the night that the clock itself finds', () => {
  const scenario = {
    version: 1,
    name: 'nights',
    clock: { start: '2024-01-01', end: '2025-01-01' },
    catalogue: [{ calendar: 'real' }],
    fleet: [
      {
        name: 'web',
        count: 8,
        image: { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku: '2019-datacenter' },
        region: { westeurope: 1, eastus: 1, japaneast: 1, australiaeast: 1 },
        patchSettings: { patchMode: 'AutomaticByPlatform' },
      },
    ],
  };
  const loaded = loadScenario(JSON.stringify(scenario), { file: 'nights.json' });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const { clocks } = buildFleet(loaded.scenario.scenario);
  expect(clocks.length).toBeGreaterThan(2);
  const { firstRow, start, end, rowAt } = nightTableOf(clocks);
  clocks.forEach(({ offPeak }, clock) => {
    for (let t = 0; t < 366 * DAY; t += HOUR / 4 + 1) {
      const night = nightAt(offPeak, t);
      const row = rowAt(clock, t);
      expect([row, start[row], end[row]]).toEqual([
        firstRow[clock] + night,
        offPeak.start[night],
        offPeak.end[night],
      ]);
    }
    expect(() => rowAt(clock, 0x7fffffff)).toThrow(RangeError);
  });
});
