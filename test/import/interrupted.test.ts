// `import az` that is interrupted while it works writes nothing and says so. Refuses to know formats.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEngine } from '../../src/cli/engine.ts';
import { call } from '../cli/call.ts';

const LIST = fileURLToPath(new URL('./fixtures/az-vm-list.json', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchsim-interrupted-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The engine, with a signal from the system while it checks the scenario: synchronous work, which no handler interrupts. */
const engineWith = (signal: NodeJS.Signals) => async () => {
  const engine = await loadEngine();
  const loadScenario: typeof engine.loadScenario = (...given) => {
    process.kill(process.pid, signal);
    return engine.loadScenario(...given);
  };
  return { ...engine, loadScenario };
};

describe('an import that is interrupted', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends with exit code %i and without a file', async (signal, expected) => {
    const file = join(folder, `${signal}.yaml`);
    const { code, stdout, stderr } = await call(['import', 'az', LIST, '-o', file], engineWith(signal));
    expect([code, stdout, existsSync(file)]).toEqual([expected, '', false]);
    expect(stderr).toContain(`interrupted (${signal}); nothing was written`);
  });

  it('prints no scenario either', async () => {
    const { code, stdout } = await call(['import', 'az', LIST], engineWith('SIGINT'));
    expect([code, stdout]).toEqual([130, '']);
  });
});
