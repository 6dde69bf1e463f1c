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

describe("V8's flags", () => {
  beforeEach(() => vi.stubEnv('NODE_OPTIONS', ''));
  afterEach(() => {
    flags.length = 0;
    vi.unstubAllEnvs();
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
    vi.stubEnv('NODE_OPTIONS', '--max_inlined_bytecode_size_cumulative=500 --interrupt-budget=100');
    await tuneV8For(fleetOf(5_000_000));
    expect(flags).toEqual(['--max-inlined-bytecode-size-small=50']);
  });

  test('are flags that this V8 has', async () => {
    await tuneV8For(fleetOf(5_000_000));
    const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
    expect(flags).toHaveLength(3);
    for (const flag of flags) expect(known).toContain(`${flag.split('=')[0]} (`);
  });
});
