// What is generated from the chart is what the chart says now, and the engine runs on it without XState.

import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { buildTable } from '../../src/vm/build-table.ts';
import { chartPage } from '../../src/vm/diagram.ts';
import { restingConfiguration, TRACKS, vmTable } from '../../src/vm/table.ts';
import { tableText } from '../../src/vm/table-text.ts';

const STALE = 'the chart has changed: run `npm run build:table` and commit what it writes';
const fresh = buildTable();

it('the table of the engine is the chart, asked anew', () => {
  expect(vmTable, STALE).toEqual(fresh);
});

it.each([
  ['src/vm/table.generated.ts', () => tableText(fresh)],
  ['docs/chart.md', chartPage],
])('%s is what the generator writes', (file, text) => {
  expect(readFileSync(file, 'utf8') === text(), STALE).toBe(true);
});

it('the first configurations are VMs at rest, one for each state of the track', () => {
  for (const track of TRACKS) {
    const rest = { power: 'running', agent: 'ready', patching: 'idle', reboot: 'notNeeded', track };
    expect(vmTable.configurations[restingConfiguration(track)]).toEqual(rest);
  }
});

it('the engine does not load XState', async () => {
  vi.resetModules();
  const loaded = vi.fn(() => ({}));
  vi.doMock('xstate', loaded);
  await import('../../src/simulation/cells.ts');
  expect(loaded).not.toHaveBeenCalled();
  // The same watch sees the generator load it.
  await import('../../src/vm/chart.ts').catch(() => undefined);
  expect(loaded).toHaveBeenCalled();
  vi.doUnmock('xstate');
});
