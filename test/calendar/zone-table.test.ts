// The table of time zones that ships is what date-fns-tz and windows-iana say, where it counts at all.
import { describe, expect, it } from 'vitest';
import { collectedNames } from '../../.ci/zone-names.mjs';
import { DAY } from '../../src/calendar/instant.ts';
import { zoneTable } from '../../src/calendar/zone.ts';
import { askedOffsets, offsetOf } from '../../src/calendar/zone-changes.ts';
import {
  isInForce,
  TABLE_FROM,
  TABLE_TO,
  tabulated,
  tabulatedOffsets,
} from '../../src/calendar/zone-table.ts';
import { REGION_ZONES } from '../../src/fleet/regions.ts';

// Under other time zone data the table is not asked, and there is nothing to compare.
describe.runIf(isInForce())('R3 the table of zones, against date-fns-tz and windows-iana', () => {
  const { iana, windows } = collectedNames();

  it('has every name, and every Windows id with its zone', () => {
    expect([...tabulated().changes.keys()].sort()).toEqual(iana);
    expect([...tabulated().windows]).toEqual(windows);
  });

  it.each([...new Set([...Object.values(REGION_ZONES), 'Africa/Casablanca', 'Asia/Gaza', 'Asia/Almaty'])])(
    'knows every change in %s',
    (zone) => {
      expect(tabulatedOffsets(zone, TABLE_FROM, TABLE_TO)).toEqual(askedOffsets(zone, TABLE_FROM, TABLE_TO));
    },
  );

  it('knows in every zone the offset around each change and each quarter of a year', () => {
    for (const zone of iana) {
      const { starts, offsets } = tabulatedOffsets(zone, TABLE_FROM, TABLE_TO)!;
      for (const [index, start] of starts.entries()) {
        if (index > 0) expect(offsetOf(zone, start - 1), `${zone} before ${start}`).toBe(offsets[index - 1]);
        for (let at = start; at < (starts[index + 1] ?? TABLE_TO); at += 90 * DAY)
          if (offsetOf(zone, at) !== offsets[index]) expect.fail(`${zone} at ${at}`);
      }
    }
  });

  it('is cut to what is asked for', () => {
    const whole = askedOffsets('Europe/Berlin', TABLE_FROM, TABLE_TO);
    for (const start of whole.starts.slice(1, 4)) {
      for (const [from, to] of [
        [start - 30 * DAY, start],
        [start - 30 * DAY, start - 1],
        [start, start + 30 * DAY],
        [start - 1, start + 300 * DAY],
      ] as const) {
        expect(tabulatedOffsets('Europe/Berlin', from, to)).toEqual(askedOffsets('Europe/Berlin', from, to));
      }
    }
  });
});

it('other time zone data is asked itself, and so are other years', () => {
  expect(tabulatedOffsets('Europe/Berlin', TABLE_FROM, TABLE_TO, '1999a')).toBeUndefined();
  expect(tabulatedOffsets('Europe/Berlin', TABLE_FROM - 1, TABLE_TO)).toBeUndefined();
  expect(tabulatedOffsets('Europe/Berlin', TABLE_FROM, TABLE_TO + 1)).toBeUndefined();
  // Berlin changes its clocks in March and October, within and beyond the table: here in October, March.
  expect(zoneTable('Europe/Berlin', TABLE_TO - 200 * DAY, TABLE_TO + 200 * DAY).starts).toHaveLength(3);
});
