// R31 Azure's table of who patches a VM, row by row.
import { describe, expect, test } from 'vitest';
import { handlingOf } from '../../src/fleet/customer-schedule.ts';

describe("R31 Azure's table of who patches a VM", () => {
  test.each([
    ['Y', 'T', 'Y', { runs: 'schedule' }],
    ['Y', 'T', 'N', { runs: 'nothing' }],
    ['Y', 'F', 'Y', { runs: 'nothing', error: 'bypassMissing' }],
    ['Y', 'F', 'N', { runs: 'autopatch' }],
    ['N', 'T', 'Y', { runs: 'nothing', error: 'otherPatchMode' }],
    ['N', 'T', 'N', { runs: 'nothing' }],
    ['N', 'F', 'Y', { runs: 'nothing', error: 'otherPatchMode' }],
    ['N', 'F', 'N', { runs: 'nothing' }],
  ])('AutomaticByPlatform %s, bypass %s, schedule %s', (byPlatform, bypass, scheduled, expected) => {
    const [mode, skip, assigned] = [byPlatform === 'Y', bypass === 'T', scheduled === 'Y'];
    expect(handlingOf({ byPlatform: mode, bypass: skip, scheduled: assigned })).toEqual(expected);
  });
});
