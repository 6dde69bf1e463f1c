// Which flags V8 gets: for whom they pay, and not over the head of who started the process. Results cannot tell.

import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { tuneV8For } from '../../src/experiment/v8-flags.ts';
import { loadScenario } from '../../src/index.ts';

const flags: string[] = [];
vi.mock('node:v8', () => ({ setFlagsFromString: (flag: string) => flags.push(flag) }));

function fleetOf(count: number, end = '2025-01-01') {
  const loaded = loadScenario(
    JSON.stringify({
      version: 1,
      name: 'large',
      clock: { start: '2024-01-01', end },
      fleet: [
        {
          name: 'web',
          count,
          region: 'westeurope',
          image: {
            publisher: 'MicrosoftWindowsServer',
            offer: 'WindowsServer',
            sku: '2022-datacenter-azure-edition',
          },
          patchSettings: { patchMode: 'AutomaticByPlatform' },
        },
      ],
    }),
    { file: 'fleet.json' },
  );
  if (!loaded.ok) throw new Error(loaded.problems[0].message);
  return loaded.scenario;
}

const given = (flag: string): number =>
  Number(flags.find((one) => one.startsWith(`--${flag}=`))?.split('=')[1]);
const inlined = (): number => given('max-inlined-bytecode-size-cumulative');

/** As if this process were another one. */
function inProcess(execArgv: readonly string[], v8 = '11.3.244.8'): void {
  vi.stubGlobal('process', { ...process, execArgv, versions: { ...process.versions, v8 } });
}

describe("V8's flags", () => {
  beforeEach(() => inProcess([]));
  afterEach(() => {
    flags.length = 0;
    vi.unstubAllGlobals();
  });

  test('are about inlining only for a large share of a fleet: not for few VMs, a short run, or many threads', async () => {
    await tuneV8For(fleetOf(70_000));
    await tuneV8For(fleetOf(800_000, '2024-02-01'));
    await tuneV8For(fleetOf(290_000), 4);
    expect(new Set(flags)).toEqual(new Set(['--interrupt-budget=270000']));
  });

  test('have more inlined the larger the share, up to a limit', async () => {
    await tuneV8For(fleetOf(200_000));
    expect(inlined()).toBeGreaterThan(1800);
    expect(inlined()).toBeLessThan(2000);
    flags.length = 0;
    await tuneV8For(fleetOf(5_000_000));
    expect(inlined()).toBe(3000);
  });

  test('are left alone where the process was started with them', async () => {
    inProcess(['--max_inlined_bytecode_size_cumulative=500', '--interrupt-budget=100']);
    await tuneV8For(fleetOf(5_000_000));
    expect(flags).toEqual(['--max-inlined-bytecode-size-small=50']);
  });

  test('are those that this V8 has, and others for one that has not all, or is not known', async () => {
    inProcess([], process.versions.v8);
    await tuneV8For(fleetOf(5_000_000));
    const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
    expect(flags.length).toBeGreaterThan(0);
    for (const flag of flags) expect(known).toContain(`${flag.split('=')[0]} (`);
    flags.length = 0;
    inProcess([], '13.6.233.17');
    await tuneV8For(fleetOf(1000));
    inProcess([], '99.1');
    await tuneV8For(fleetOf(5_000_000));
    expect(flags).toEqual([]);
  });

  test.each([0, 1.5, Number.NaN])('for %d threads are a mistake of the caller', async (threads) => {
    await expect(tuneV8For(fleetOf(10), threads)).rejects.toThrow(
      new RangeError(`tuneV8For: threads: expected a whole number of threads from 1 on, found ${threads}`),
    );
  });
});
