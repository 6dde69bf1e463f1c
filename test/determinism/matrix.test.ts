// R1 from outside: the built program writes the same bytes twice, in any time zone and language of the host, and on other
// lines of Node. Knows only the command line and the files; a host that cannot be had is skipped by name, never silently.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const MAIN = resolve('dist/cli/main.js');
/** Clock changes of both halves of the world, luck of every kind, zones, sets and a halt. */
const SCENARIOS = ['clock-changes', 'bad-patch'].map((name) => resolve(`scenarios/${name}.yaml`));
let folder: string;
let expected: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchsim-matrix-'));
  expected = written({});
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Digests of all that a run leaves but the manifest, which names the host; the trace without its compression. */
function written(env: Record<string, string>, node = process.execPath): string {
  const lines = SCENARIOS.map((scenario) => {
    const out = mkdtempSync(join(folder, 'run-'));
    const run = spawnSync(node, [MAIN, 'run', scenario, '--trace', '--out', out, '--json'], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      maxBuffer: 1 << 28,
    });
    expect(run.stderr).not.toContain('fault');
    expect(run.status).toBe(0);
    const trace = gunzipSync(readFileSync(join(out, 'trace.ndjson.gz')));
    return [run.stdout, readFileSync(join(out, 'summary.json')), trace].map(digest).join(' ');
  });
  return lines.join('\n');
}

const digest = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

describe('R1 the same bytes', () => {
  test('again', () => expect(written({})).toBe(expected));

  test.each(['UTC', 'America/New_York', 'Australia/Lord_Howe'])('on a host in %s', (TZ) => {
    expect(written({ TZ })).toBe(expected);
  });

  test.each(['C', 'de_DE.UTF-8', 'tr_TR.UTF-8'])('with LANG=%s', (LANG) => {
    // Node takes its language from these variables by its own ICU data: the host need not have the locale.
    const env = { LANG, LC_ALL: LANG };
    const said = spawnSync(process.execPath, ['-p', 'Intl.NumberFormat().resolvedOptions().locale'], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    }).stdout.trim();
    expect(said).toBe(LANG === 'C' ? 'en-US' : LANG.slice(0, 5).replace('_', '-'));
    expect(written(env)).toBe(expected);
  });

  test.for([22, 24])('on Node %i, from the npm package `node`', { timeout: 180_000 }, (major, { skip }) => {
    const node = nodeOf(major);
    if (node.path === undefined) return skip(`npm gives no node@${major} here: ${node.why}`);
    expect(written({}, node.path)).toBe(expected);
  });
});

/** npx keeps what it fetched, so only the first run needs the registry. */
function nodeOf(major: number): { path?: string; why: string } {
  const words = [
    '--yes',
    `--package=node@${major}`,
    '--',
    'node',
    '-p',
    'process.execPath + " " + process.version',
  ];
  const { stdout, stderr } = spawnSync('npx', words, { encoding: 'utf8', timeout: 120_000, cwd: folder });
  const [path, version] = (stdout ?? '').trim().split(' ');
  if (!version?.startsWith(`v${major}.`)) return { why: (stderr ?? '').trim().slice(-300) };
  return { path: path!, why: '' };
}
