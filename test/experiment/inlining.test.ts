// Whether V8 is told to inline more: for whom it pays, and not over the head of who started the process. Results cannot tell.

import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { inlineFor } from '../../src/experiment/inlining.ts';
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

const cumulative = (): number => Number(/cumulative=(\d+)/.exec(flags.join(' '))?.[1]);

describe('how much V8 inlines', () => {
  beforeEach(() => vi.stubEnv('NODE_OPTIONS', ''));
  afterEach(() => {
    flags.length = 0;
    vi.unstubAllEnvs();
  });

  test('is left alone for a small share of a fleet: few VMs, a short run, or many threads', async () => {
    await inlineFor(fleetOf(99_000));
    await inlineFor(fleetOf(1_000_000, '2024-02-01'));
    await inlineFor(fleetOf(390_000), 4);
    expect(flags).toEqual([]);
  });

  test('grows with the share, up to a limit', async () => {
    await inlineFor(fleetOf(200_000));
    expect(cumulative()).toBeGreaterThan(1800);
    expect(cumulative()).toBeLessThan(2000);
    flags.length = 0;
    await inlineFor(fleetOf(5_000_000));
    expect(cumulative()).toBe(3000);
  });

  test('is not changed in a process that was started with such flags', async () => {
    vi.stubEnv('NODE_OPTIONS', '--max_inlined_bytecode_size_cumulative=500');
    await inlineFor(fleetOf(5_000_000));
    expect(flags).toEqual([]);
  });

  test('is said in flags that this V8 has', async () => {
    await inlineFor(fleetOf(5_000_000));
    const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
    expect(flags).toHaveLength(2);
    for (const flag of flags) expect(known).toContain(`${flag.split('=')[0]} (`);
  });
});
