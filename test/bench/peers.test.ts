// The peers of the benchmark do the same work, or a ratio between them means nothing; and the benchmark prints its tables.

import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { ENTRANTS } from '../../bench/entrants.mjs';
import { demandSameWork, runOnce } from '../../bench/rounds.mjs';

/** What the workload of bench/README.md gives for 200 VMs and 100 days, from the C++ loop. */
const EXPECTED = {
  vms: 200,
  days: 100,
  events: [6165, 5826, 5795, 771, 600, 200, 600],
  checksum: 1676493321,
  missed: 171,
  refused: 2,
  restarts: 200,
  failed: 0,
  installed: 600,
};

describe('the peers of the benchmark', () => {
  const peers = ENTRANTS.filter(({ whole }) => whole !== true);

  test.for(peers)('$name counts what the others count', (peer, { skip }) => {
    const { missing } = peer.prepare();
    if (missing !== undefined) return skip(missing);
    const { vms, days, events, checksum, missed, refused, restarts, failed, installed } = runOnce(
      peer,
      200,
      100,
    );
    expect({ vms, days, events, checksum, missed, refused, restarts, failed, installed }).toEqual(EXPECTED);
  });
});

test('`npm run bench` prints speed, memory, ratios and growth, and asks for no figure kept', () => {
  const words = ['bench/run.mjs', '--quick', '--sizes', '100,400'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect(stderr).not.toContain('Error');
  expect(status).toBe(0);
  expect(stdout).toMatch(/\| entrant .*VM-years\/s .*bytes\/VM .*\n.*\n\| ours +\| +100 \|/);
  expect(stdout).toMatch(/for 4 \|/);
});

test('a peer that did other work than the others is found out', () => {
  const figures = [
    { name: 'cpp', vms: 10, days: 365, checksum: 1 },
    { name: 'ours', vms: 10, days: 366 },
    { name: 'js', vms: 10, days: 100, checksum: 2 },
  ];
  expect(() => demandSameWork(figures)).not.toThrow();
  const cheat = { name: 'objects', vms: 10, days: 365, checksum: 3 };
  expect(() => demandSameWork([...figures, cheat])).toThrow('objects and cpp did not do the same work');
});
