// `patchsim check` and `run --check` at the command line: what is read, what is said, which exit code (R35).

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, loadEngine } from '../../src/cli/engine.ts';
import { smallTrace } from '../checker/ledger.ts';
import { call } from './call.ts';

const folder = mkdtempSync(join(tmpdir(), 'patchsim-check-'));
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
let lines: string[];
beforeAll(async () => {
  lines = await smallTrace();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The small trace with one restart more than its run may have. */
function faulty(): string[] {
  const at = lines.findIndex((line) => line.includes('"rebootCompleted"'));
  const { t, vm, kb, cause } = JSON.parse(lines[at] as string);
  return lines.toSpliced(at + 1, 0, JSON.stringify({ t, fact: 'rebootStarted', vm, kb, cause }));
}

describe('R35 patchsim check', () => {
  it('says that nothing is wrong, packed and plain, in several gzip members', async () => {
    const half = Math.floor(lines.length / 2);
    const text = (part: string[]): string => part.map((line) => `${line}\n`).join('');
    const members = [lines.slice(0, half), lines.slice(half)].map((part) => gzipSync(text(part)));
    for (const path of [file('plain.ndjson', text(lines)), file('t.ndjson.gz', Buffer.concat(members))]) {
      const { code, stdout, stderr } = await call(['check', path]);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(
        /^no breach in [\d,]+ facts of 66 VMs \(2 not covered\) \(planted, seed 5\); pairs/,
      );
      expect(await call(['check', path, '-q'])).toEqual({ code: 0, stdout: '', stderr: '' });
    }
  });

  it('prints rule, VM, instant and both records, and exits 1', async () => {
    const path = file('faulty.ndjson', faulty().join('\n'));
    const { code, stdout } = await call(['check', path]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^R24 2024-\S+Z \S+-\d+ restarts a second time in one run\n {2}line \d+ {2}\{"t":.*\n {2}line \d+ {2}\{"t":/m,
    );
    const json = JSON.parse((await call(['check', path, '--json'])).stdout);
    expect(json).toMatchObject({ formatVersion: 1, seed: '5', vms: 66 });
    expect(json.shown).toHaveLength(json.breaches);
    expect(json.shown.map(({ rule }: { rule: string }) => rule)).toContain('R24');
  });

  it('refuses what is no trace, a newer one, or a damaged one, with the line', async () => {
    const packed = gzipSync(lines.join('\n'));
    const swap = (number: number, line: string): string => lines.with(number - 1, line).join('\n');
    const cases: [string, string | Uint8Array, RegExp][] = [
      ['empty', '', /cannot check .*: it is empty/],
      ['foreign', '{"a":1}\n', /line 1 does not open a trace of patchsim/],
      [
        'newer',
        swap(1, (lines[0] as string).replace('"formatVersion":1', '"formatVersion":99')),
        /line 1 is of format 99/,
      ],
      [
        'cut',
        packed.subarray(0, packed.length / 2),
        /cannot read .*: the gzip data is cut off after line \d+/,
      ],
      [
        'flipped',
        packed.map((byte, index) => (index === 5000 ? byte ^ 255 : byte)),
        /cannot read .*gzip data|cannot check|not UTF-8/,
      ],
      ['latin1', Buffer.from([0x7b, 0xe9, 0x0a]), /is not UTF-8 text after line 0/],
      ['broken line', swap(200, '{"t":'), /line 200 is not a line of JSON/],
      ['no object', swap(200, '7'), /line 200 is not a JSON object/],
      [
        'unknown fact',
        swap(300, '{"t":"2024-01-01T00:00:00Z","fact":"exploded"}'),
        /line 300 has a fact `exploded`/,
      ],
      [
        'no field',
        swap(300, '{"t":"2024-01-01T00:00:00Z","fact":"admitted","vm":"app-1"}'),
        /line 300 has no number `rollout`/,
      ],
      ['cut head', lines.slice(0, 10).join('\n'), /comes before the phases|comes after 0 of 66 VMs/],
    ];
    for (const [name, content, message] of cases) {
      const { code, stdout, stderr } = await call(['check', file(name, content)]);
      expect([name, code, stdout]).toEqual([name, 2, '']);
      expect(stderr).toMatch(message);
    }
    expect(await call(['check', join(folder, 'none')])).toMatchObject({ code: 2 });
  });
});

describe('R35 patchsim run --check', () => {
  const scenario = file(
    's.yaml',
    `version: 1
name: s
seed: "7"
clock: { start: 2024-01-01, end: 2024-03-01 }
catalogue: [{ calendar: real }]
fleet:
  - name: web
    count: 3
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2019-datacenter }
    region: westeurope
    patchSettings: { patchMode: AutomaticByPlatform }
`,
  );
  const words = ['run', scenario, '--out', join(folder, 'out'), '--check'];

  it('says on stderr that nothing is wrong', async () => {
    const { code, stderr } = await call(words);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^no breach in [\d,]+ facts of 3 VMs/m);
  });

  it('exits 1 with seed and command when the engine breaks a rule', async () => {
    const cheating = async (): Promise<Engine> => {
      const engine = await loadEngine();
      const simulate: Engine['simulate'] = (loaded, options = {}) =>
        engine.simulate(loaded, {
          ...options,
          trace: (line) => {
            if (!line.includes('"installationStarted"')) options.trace?.(line);
          },
        });
      return { ...engine, simulate };
    };
    const { code, stderr } = await call(words, cheating);
    expect(code).toBe(1);
    expect(stderr).toContain('R33');
    expect(stderr).toContain('seed "7"');
    expect(stderr).toContain(`patchsim run ${scenario} --out ${join(folder, 'out')} --check --seed 7`);
  });
});
