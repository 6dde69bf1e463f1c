// `patchsim lint` as it is called: formats, exit codes, what it says of every scenario that is shipped, and how fast.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LINT_RULES } from '../../src/lint/rules.ts';
import { changed, SOUND } from '../lint/fleet.ts';
import { SARIF } from '../lint/sarif-schema.ts';
import { call } from './call.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

/** A note, a warning, a name with all that formats have to escape, a mistake. */
const FILES: Readonly<Record<string, string>> = {
  'sound.yaml': SOUND,
  'note.yaml': changed({ 'power: alwaysOn': 'enableAutomaticUpdates: true' }),
  'warn, 100%: "1".yaml': changed({ 'updateDomains: 5': 'updateDomains: 1' }),
  'wrong.yaml': changed({ 'count: 20': 'cuont: 20' }),
};
const WARN = 'warn, 100%: "1".yaml';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchsim-lint-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(at(name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('exit codes', () => {
  it.each([
    [['sound.yaml'], 0],
    [[WARN, 'note.yaml', 'sound.yaml'], 0],
    [['note.yaml', '--fail-on', 'warn'], 0],
    [['note.yaml', '--fail-on', 'note'], 5],
    [['sound.yaml', WARN, '--fail-on', 'warn'], 5],
    [['sound.yaml', WARN, '--fail-on', 'note'], 5],
    [['sound.yaml', '--fail-on', 'note'], 0],
    [['wrong.yaml', WARN, '--fail-on', 'warn'], 2],
    [['missing.yaml', 'sound.yaml'], 2],
    [['sound.yaml', '--fail-on', 'error'], 2],
    [['sound.yaml', '-o', 'xml'], 2],
  ])('%j is %i', async (words, code) => {
    const named = words.map((word) => (word.endsWith('.yaml') ? at(word) : word));
    expect((await call(['lint', ...named])).code).toBe(code);
  });
});

describe('text', () => {
  it('says of a scenario that passes that it does', async () => {
    const { stdout, stderr } = await call(['lint', at('sound.yaml')]);
    expect([stdout, stderr]).toEqual([`${at('sound.yaml')}: nothing to report\n`, '']);
    expect((await call(['lint', '-q', at('sound.yaml')])).stdout).toBe('');
  });

  it('shows place, line, hint and rule of a finding, and how many there are', async () => {
    const { stdout } = await call(['lint', at(WARN), at('note.yaml'), at('sound.yaml')]);
    expect(stdout.replaceAll(folder, '.')).toMatchSnapshot();
  });

  it('tells mistakes as validate does, and goes on', async () => {
    const { stdout, stderr } = await call(['lint', at('wrong.yaml'), at(WARN)]);
    expect(stderr).toBe((await call(['validate', at('wrong.yaml')])).stderr);
    expect(stdout).toContain('warn one-update-domain');
  });
});

describe('formats', () => {
  it('SARIF 2.1.0 has the structure of the standard, all rules and all findings', async () => {
    const file = at('out/lint.sarif');
    const { code, stderr } = await call([
      'lint',
      '-o',
      `sarif=${file}`,
      ...Object.keys(FILES).map((name) => at(name)),
    ]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`wrote ${file}\n`)]);
    const log = JSON.parse(readFileSync(file, 'utf8'));
    const valid = new Ajv().compile(SARIF);
    expect(valid(log), JSON.stringify(valid.errors)).toBe(true);
    const [{ tool, results }] = log.runs;
    expect(tool.driver.version).toBe('9.9.9');
    const ids = tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([...LINT_RULES.map(({ id }) => id), 'invalid-scenario']);
    for (const { ruleId, ruleIndex } of results) expect(ids[ruleIndex]).toBe(ruleId);
    const told = results.map((result: { ruleId: string; level: string }) => [result.ruleId, result.level]);
    expect(told.slice(0, 2)).toEqual([
      ['setting-idle', 'note'],
      ['one-update-domain', 'warning'],
    ]);
    expect(told.slice(2).every((one: string[]) => one.join() === 'invalid-scenario,error')).toBe(true);
    const { artifactLocation, region } = results[1].locations[0].physicalLocation;
    expect(decodeURIComponent(artifactLocation.uri)).toBe(`file://${at(WARN)}`);
    expect(region).toEqual({ startLine: 15, startColumn: 50, endLine: 15, endColumn: 51 });
  });

  it('workflow annotations are escaped', async () => {
    const { stdout } = await call(['lint', '-o', 'github', at('wrong.yaml'), at(WARN), at('note.yaml')]);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.slice(0, 8))).toEqual(
      expect.arrayContaining(['::error ', '::warnin', '::notice']),
    );
    const [warning] = lines.filter((line) => line.startsWith('::warning'));
    expect(warning).toContain('warn%2C 100%25%3A "1".yaml,line=15,col=50,title=one-update-domain (R18)::');
    expect(warning).toContain('%0Ahint: ');
  });

  it('JSON has everything; several formats at once', async () => {
    const file = at('lint.json');
    const { stdout } = await call(['lint', at('note.yaml'), '-o', 'text', '-o', `json=${file}`]);
    expect(stdout).toContain('1 note in 1 scenario');
    const { formatVersion, scenarios } = JSON.parse(readFileSync(file, 'utf8'));
    expect([formatVersion, scenarios.length]).toEqual([1, 1]);
    expect(scenarios[0]).toMatchObject({
      file: at('note.yaml'),
      name: 'sound',
      problems: [],
      findings: [{ id: 'setting-idle', level: 'note', rule: 'R9', line: 9, column: 29 }],
    });
  });
});

describe('the scenarios that are shipped', () => {
  /** What is worth knowing about them is what they are there to show. */
  const EXPECTED: Readonly<Record<string, readonly string[]>> = {
    'scenarios/customer-schedule.yaml': ['not-covered', 'not-covered', 'not-covered', 'not-covered'],
    'scenarios/all-defaults.yaml': ['not-covered', 'not-covered', 'not-covered', 'not-covered'],
    'scenarios/by-hand.yaml': ['power-misses-off-peak'],
    'scenarios/flex.yaml': ['not-covered', 'not-covered'],
    'scenarios/mode-switches.yaml': ['not-covered', 'not-covered', 'mode-switch-refused'],
    'scenarios/preview.yaml': ['preview-idle'],
    'scenarios/off-every-night.yaml': ['power-misses-off-peak'],
    'scenarios/reboot-settings.yaml': ['reboot-never'],
    'scenarios/weekly-power.yaml': ['power-misses-off-peak', 'power-misses-off-peak'],
    'scenarios/install-now.yaml': ['not-covered'],
    'scenarios/windows-update.yaml': ['not-covered', 'not-covered'],
    'docs/policies/coverage.yaml': ['nothing-released'],
    'docs/policies/sql.yaml': ['clock-change-cuts-window'],
  };

  it('raise no false alarm', async () => {
    const files = ['scenarios', 'docs/policies'].flatMap((name) =>
      readdirSync(name)
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => `${name}/${file}`),
    );
    const { code, stdout } = await call(['lint', '-o', 'json', ...files]);
    expect(code).toBe(0);
    const { scenarios } = JSON.parse(stdout) as {
      scenarios: { file: string; findings: { id: string }[] }[];
    };
    const found = scenarios.filter(({ findings }) => findings.length > 0);
    expect(
      Object.fromEntries(found.map(({ file, findings }) => [file, findings.map(({ id }) => id)])),
    ).toEqual(EXPECTED);
  });
});

it('takes 10,000 groups, each with a finding and shared by anchors, and a million VMs in a few seconds', async () => {
  const image = '{ publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }';
  const group = (index: number): string =>
    ` - { name: g${index}, count: 100, image: ${index > 0 ? '*i' : `&i ${image}`}, region: eastus, patchSettings: ${index > 0 ? '*p' : '&p { patchMode: Manual }'} }`;
  const head = 'version: 1\nname: big\nclock: { start: 2024-01-01, end: 2025-01-01 }\nfleet:\n';
  writeFileSync(at('big.yaml'), head + Array.from({ length: 10_000 }, (_, index) => group(index)).join('\n'));
  const begun = performance.now();
  const { code, stdout } = await call(['lint', at('big.yaml')]);
  expect([code, stdout.trimEnd().split('\n').at(-1)]).toEqual([0, '10,000 notes in 1 scenario']);
  expect(stdout).toContain('… and 9,950 more findings');
  expect(performance.now() - begun).toBeLessThan(15_000);
}, 60_000);
