// R1, R3: offsets of zones against an independent oracle, Temporal, on several hosts. Needs a process of its own for TZ.
import { describe, expect, test } from 'vitest';
import { formatInstant, parseInstant } from '../../src/calendar/instant.ts';
import { offsetAt, zoneTable } from '../../src/calendar/zone.ts';
import * as oracle from './oracle.ts';

const at = (text: string): number => parseInstant(text)!;

const zones = ['Europe/Berlin', 'America/Sao_Paulo', 'Africa/Casablanca', 'Asia/Gaza', 'Australia/Lord_Howe'];

describe.each(oracle.hosts)('R1 offsets on a host in %s', (host) => {
  test.each(zones)('%s agrees with Temporal', (zone) => {
    oracle.onHost(host, () => {
      // A range of its own for each host, or the memo would answer for the host before.
      const from = at('2010-01-01') + oracle.hosts.indexOf(host);
      const to = at('2041-01-01');
      const table = zoneTable(zone, from, to);
      for (let instant = from; instant < to; instant += 36 * 3600) {
        if (offsetAt(table, instant) !== oracle.offsetAt(zone, instant)) expect.fail(formatInstant(instant));
      }
      for (const start of table.starts.slice(1)) {
        for (const instant of [start - 3600, start - 1, start, start + 1, start + 3600]) {
          expect(offsetAt(table, instant), formatInstant(instant)).toBe(oracle.offsetAt(zone, instant));
        }
      }
    });
  });
});
