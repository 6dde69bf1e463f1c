// VMs with names of their own: the names are told everywhere, and luck belongs to the name (R4). Refuses to know imports.
import { describe, expect, it } from 'vitest';
import { Checker, loadScenario, simulate } from '../../src/index.ts';

const IMAGE =
  'image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }';
const scenario = (fleet: string): string => `version: 1
name: named
clock: { start: 2024-01-01, end: 2024-06-01 }
parameters: { installFailure: 20% }
fleet:
${fleet}`;
const group = (name: string, count: number, rest = ''): string =>
  `  - { name: ${name}, count: ${count}, ${IMAGE}, region: westeurope${rest} }\n`;

async function traceOf(fleet: string): Promise<string[]> {
  const loaded = loadScenario(scenario(fleet), { file: 'named.yaml' });
  if (!loaded.ok) throw new Error(loaded.problems[0]!.message);
  const lines: string[] = [];
  await simulate(loaded.scenario, { trace: (line) => lines.push(line) });
  return lines;
}
const problemsOf = (fleet: string): string[] => {
  const loaded = loadScenario(scenario(fleet), { file: 'named.yaml' });
  return loaded.ok ? [] : loaded.problems.map(({ line, message }) => `${line} ${message}`);
};

describe('VMs with names of their own', () => {
  it('have the same life in whichever groups they are', async () => {
    const facts = (lines: readonly string[]) => lines.filter((line) => line.includes('"fact"'));
    const together = facts(await traceOf(group('all', 3, ', vms: db01 app7 edge')));
    const apart = facts(await traceOf(group('a', 1, ', vms: [db01]') + group('b', 2, ', vms: [app7, edge]')));
    expect(together).toEqual(apart);
    expect(together.some((line) => line.includes('"vm":"app7"'))).toBe(true);
  });

  it('pass the checker', async () => {
    const checker = new Checker(() => {});
    for (const line of await traceOf(group('a', 4, ', vms: w x-1 y_2 z.3') + group('w', 3)))
      checker.line(line);
    expect(checker.end().breaches).toBe(0);
  });

  it.each([
    [group('a', 3, ', vms: x y'), '6 names 2 VMs, but `count` is 3'],
    [group('a', 2, ', vms: x x'), '6 there is already a VM "x"'],
    [group('a', 1, ', vms: x') + group('b', 1, ', vms: [x]'), '7 there is already a VM "x"'],
    [group('a', 2) + group('b', 1, ', vms: a-2'), '7 there is already a VM "a-2"'],
    [group('a', 1, ', vms: ["a b"]'), '6 "a b" is not the name of a VM: letters, digits, "-", "_" and "."'],
    [group('a', 2) + group('b', 1, ', vms: a-3'), undefined],
  ])('%#: %s', (fleet, problem) => {
    expect(problemsOf(fleet)).toEqual(problem === undefined ? [] : [problem]);
  });
});
