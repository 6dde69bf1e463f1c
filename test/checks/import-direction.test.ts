// The import rule is checked, and the check sees what it should: planted faults, and modules in the real sources.

import { describe, expect, it } from 'vitest';
import { plantProject, runTool } from './planted-project.ts';

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

function cruise(root: string): Cruise['summary'] {
  const { output } = runTool(root, 'depcruise', [
    'src',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
  ]);
  return (JSON.parse(output) as Cruise).summary;
}

const FAULTS: Readonly<Record<string, readonly [text: string, rule: string]>> = {
  'src/kernel/backwards.ts': ["import '../cli/fine.ts';", 'kernel-knows-nothing-to-its-right'],
  'src/calendar/types-too.ts': [
    "import type { Fine } from '../report/fine.ts';\nexport type X = Fine;",
    'calendar-knows-nothing-to-its-right',
  ],
  'src/metrics/through-the-index.ts': ["import '../index.ts';", 'metrics-knows-nothing-to-its-right'],
  'src/checker/in-league.ts': ["import '../catalogue/kinds.ts';", 'checker-knows-nothing-to-its-right'],
  'src/checker/in-league-types.ts': [
    "import type { Kind } from '../ledger/kinds.ts';\nexport type X = Kind;",
    'checker-knows-nothing-to-its-right',
  ],
  'src/simulation/leaning.ts': ["import '../checker/fine.ts';", 'checker-is-asked-by-the-cli-only'],
  'src/vm/round.ts': ["import './trip.ts';", 'no-cycles'],
  'src/fleet/nowhere.ts': ["import './missing.ts';", 'no-unresolved'],
  'src/report/second-door.ts': ["import 'commander';", 'commander-has-one-door'],
  'src/simulation/second-door.ts': ["import 'xstate';", 'xstate-has-one-door'],
  'src/simulation/lazy-door.ts': ["export const log = () => import('pino');", 'pino-has-one-door'],
  'src/cli/eager-arguments.ts': ["import './run-command.ts';", 'arguments-load-no-command'],
  'src/scenario/files.ts': ["import 'node:fs';", 'files-and-process-belong-to-the-cli'],
};

describe('import direction', () => {
  it('finds every planted fault, and nothing where there is none', () => {
    const project = plantProject({
      ...Object.fromEntries(Object.entries(FAULTS).map(([path, [text]]) => [path, `${text}\n`])),
      'src/catalogue/kinds.ts': 'export const kinds = 1;\n',
      'src/ledger/kinds.ts': 'export interface Kind {}\n',
      'src/calendar/fine.ts': 'export const day = 1;\n',
      'src/checker/fine.ts': "import '../calendar/fine.ts';\n",
      'src/cli/run-command.ts': 'export const run = 1;\n',
      'src/vm/trip.ts': "import './round.ts';\n",
      'src/index.ts': 'export const index = 1;\n',
      'src/report/fine.ts': "import 'picocolors';\nexport interface Fine {}\n",
      'src/cli/fine.ts':
        "import 'node:fs';\nimport 'commander';\nimport '../report/fine.ts';\nimport '../checker/fine.ts';\nimport '../index.ts';\n",
    });
    const { violations } = cruise(project.root);
    project.remove();
    const found = violations.map(({ from, rule }) => `${from} ${rule.name}`);
    for (const [path, [, rule]] of Object.entries(FAULTS)) expect(found).toContain(`${path} ${rule}`);
    expect(found.filter((line) => line.includes('fine.ts'))).toEqual([]);
  });

  it('reads the real sources and finds nothing wrong', () => {
    const { totalCruised, violations } = cruise('.');
    expect(totalCruised).toBeGreaterThan(20);
    expect(violations).toEqual([]);
  });
});
