// Everything around a run that can fail: output that cannot be written, readers that go away, signals at any moment,
// files that are none. Needs `npm run build`.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ended, shell, started } from './child.ts';
import { changed, RIGHT } from './right-scenario.ts';

const root = mkdtempSync(join(tmpdir(), 'patchsim-around-'));
let folder: string;
let count = 0;
beforeEach(() => {
  folder = join(root, String(++count));
  mkdirSync(folder);
  writeFileSync(join(folder, 's.yaml'), RIGHT);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** One or few plain lines, the exit code of bad input, and no file of ours anywhere. */
function expectRefused({ code, stdout, stderr }: Ended, says: RegExp): void {
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/^ {4}at |bug in patchsim|node:/m);
  expect([code, stdout]).toEqual([2, '']);
  expectNoLeftovers();
}

function expectNoLeftovers(): void {
  const all = readdirSync(folder, { recursive: true }) as string[];
  expect(all.filter((name) => name.includes('.partial'))).toEqual([]);
}

const asRoot = process.getuid?.() === 0;

describe('output', () => {
  const disk = join(root, 'disk');
  mkdirSync(disk);
  const mounted = asRoot && shell(`mount -t tmpfs -o size=64k tmpfs ${disk}`, root).code === 0;
  afterAll(() => {
    if (mounted) shell(`umount ${disk}`, root);
  });

  it.skipIf(!mounted)(
    `a full disk${mounted ? '' : ' (skipped: a tmpfs can be mounted by root only)'}`,
    () => {
      writeFileSync(join(folder, 'many.yaml'), changed('count: 6', 'count: 600'));
      // With two another thread writes the trace.
      for (const jobs of [1, 2]) {
        expectRefused(
          shell(`patchsim run many.yaml --trace --jobs ${jobs} --out ${disk}/out`, folder),
          /^patchsim: cannot write .*trace\.ndjson\.gz: no space left on the disk\n$/,
        );
        expect(readdirSync(disk)).toEqual([]);
      }
    },
  );

  it.skipIf(!existsSync('/dev/full'))('stdout on a full disk', () => {
    const { code, stderr } = shell('patchsim run s.yaml > /dev/full', folder);
    expect(stderr).toMatch(/patchsim: cannot write stdout: no space left on the disk\n$/);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(code).toBe(2);
    expect(shell('patchsim schema > /dev/full', folder).code).toBe(2);
  });

  it.each([
    ['a file', 's.yaml', /something that is not a directory has that name/],
    ['below a file', 's.yaml/out', /a part of its path is a file/],
    ['a long name', 'x'.repeat(300), /the name is too long/],
    ['where nobody can write', '/proc/1/out', /cannot write \/proc\/1\/out/],
  ])('--out is %s', (_, out, says) => {
    expectRefused(shell(`patchsim run s.yaml --out ${out}`, folder), says);
  });

  it('reports/ is a file, and summary.json is a directory', () => {
    writeFileSync(join(folder, 'reports'), '');
    expectRefused(shell('patchsim run s.yaml', folder), /cannot write reports\/right/);
    mkdirSync(join(folder, 'out', 'summary.json'), { recursive: true });
    expectRefused(shell('patchsim run s.yaml --out out', folder), /it is a directory, not a file/);
  });

  it.skipIf(asRoot)('a folder without permission (skipped: root may write everywhere)', () => {
    chmodSync(folder, 0o500);
    expectRefused(shell('patchsim run s.yaml', folder), /permission denied/);
  });
});

describe('readers that go away', () => {
  it.each(['run s.yaml', 'run s.yaml --json', 'schema', 'validate s.yaml s.yaml', '--help', 'run --help'])(
    '%s | head -c 1',
    (words) => {
      expect(shell(`patchsim ${words} 2>err | head -c 1`, folder).code).toBe(0);
      expect(readFileSync(join(folder, 'err'), 'utf8')).not.toMatch(/EPIPE|^ {4}at /m);
      expectNoLeftovers();
    },
  );

  it('the log of a run that goes on', () => {
    shell('patchsim run s.yaml --trace -v --log-json 2>&1 | true', folder);
    expectNoLeftovers();
    expect(shell('patchsim run s.yaml >&- 2>&-', folder).code).toBe(0);
  });
});

const AT_ONCE = 2;

describe('signals', () => {
  it('at twenty moments of a run with --trace: everything or nothing', async () => {
    writeFileSync(join(folder, 'long.yaml'), changed('count: 6', 'count: 100'));
    const words = ['run', 'long.yaml', '--trace', '--out'];
    const begun = performance.now();
    await started([...words, 'whole'], folder).ended;
    const length = performance.now() - begun;
    const whole = readFileSync(join(folder, 'whole', 'trace.ndjson.gz'));
    expect(gunzipSync(whole).length).toBeGreaterThan(0);
    // Moments spread over the run by the golden ratio, as good as random and the same every time.
    const moments = Array.from({ length: 20 }, (_, n) => ((n * 0.618034) % 1) * length * 1.1);
    const kill = async (moment: number, index: number): Promise<void> => {
      const signal = index % 2 === 0 ? 'SIGINT' : 'SIGTERM';
      const out = join(folder, `out-${index}`);
      const { child, ended } = started([...words, out], folder);
      await setTimeout(moment);
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      if (code === 0) {
        expect(readdirSync(out).sort()).toEqual(['manifest.json', 'summary.json', 'trace.ndjson.gz']);
        expect(readFileSync(join(out, 'trace.ndjson.gz')).equals(whole)).toBe(true);
        return;
      }
      // Before the program listens, and after it has ended its work, the signal itself ends the process.
      expect([null, signal === 'SIGINT' ? 130 : 143]).toContain(code);
      const files = existsSync(out) ? readdirSync(out).length : 0;
      expect([0, code === null ? 3 : 0]).toContain(files);
      if (code === null) return;
      const told = `patchsim: interrupted (${signal}); nothing was written, temporary files are removed\n`;
      expect([stdout, stderr]).toEqual(['', told]);
    };
    for (let n = 0; n < moments.length; n += AT_ONCE)
      await Promise.all(moments.slice(n, n + AT_ONCE).map((moment, index) => kill(moment, n + index)));
    expectNoLeftovers();
  }, 120_000);
});

describe('input that is no text file', () => {
  it.each<[string, string, string | Buffer, RegExp]>([
    ['a directory as stdin', 'patchsim run - < .', '', /<stdin>:1:1: the file is empty/],
    ['nothing on stdin', 'patchsim run - < /dev/null', '', /<stdin>:1:1: the file is empty/],
    ['no stdin', 'patchsim run - <&-', '', /<stdin>/],
    [
      'Latin-1 on stdin',
      'patchsim run -',
      Buffer.from('name: Z\xfcrich', 'latin1'),
      /<stdin>: it is not UTF-8 text/,
    ],
    [
      'UTF-16 on stdin',
      'patchsim run -',
      Buffer.from(`\uFEFF${RIGHT}`, 'utf16le'),
      /not UTF-8 text but UTF-16/,
    ],
    ['no end on stdin', 'cat /dev/zero | patchsim run -', '', /<stdin>: it is larger than 16 MB/],
    ['no end in a file', 'patchsim run /dev/zero', '', /\/dev\/zero: it is larger than 16 MB/],
    ['stdin twice', 'patchsim validate - -', RIGHT, /stdin can be read once/],
    ['an empty name', "patchsim validate ''", '', /cannot read/],
    ['an empty seed', "patchsim run s.yaml --seed ''", '', /1 to 200 characters/],
    ['an empty folder', "patchsim run s.yaml --out ''", '', /--out/],
    ['a loop of links', 'ln -s loop loop; patchsim run loop', '', /symbolic links form a loop/],
  ])('%s', (_, line, input, says) => expectRefused(shell(line, folder, input), says));

  it.each([
    ['missing', 'none.csv', /s\.yaml:4:21 .*"none\.csv" cannot be read: it does not exist/],
    ['a directory', 'dir.csv', /"dir\.csv" cannot be read: it is a directory, not a file/],
    ['a device', '../../../../../../../../dev/zero', /kind of .* is not known/],
    ['a link to a device', 'zero.yaml', /"zero\.yaml" cannot be read: it is larger than 16 MB/],
    ['a name with a NUL', '"a\\0.csv"', /its name holds a NUL byte/],
  ])('a calendar that is %s', (_, file, says) => {
    mkdirSync(join(folder, 'dir.csv'));
    spawnSync('ln', ['-s', '/dev/zero', join(folder, 'zero.yaml')]);
    writeFileSync(join(folder, 's.yaml'), changed('[{ calendar: real }]', `[{ file: ${file} }]`));
    expectRefused(shell('patchsim validate s.yaml', folder), says);
  });

  it('a pipe is as good as a file', () => {
    expect(shell('patchsim validate <(cat s.yaml) -', folder, RIGHT)).toMatchObject({ code: 0 });
  });
});

describe('what is right and says little', () => {
  it.each([
    [
      'a horizon without a release',
      changed('end: 2024-04-01', 'end: 2024-01-05').replace(/^(incidents|actions).*\n/gm, ''),
      /no release between start and end/,
    ],
    [
      'nobody covered',
      changed('AutomaticByPlatform, enableHotpatching: true', 'Manual'),
      /patchMode is Manual/,
    ],
    ['one VM', changed('count: 6', 'count: 1'), /1 VM in 1 group/],
    [
      'prose of any kind',
      `${RIGHT}description: "<script>alert('x')</script> 🚀 שלום \\u202e"\n`,
      /<script>.*🚀 .*\\u\{202e\}/,
    ],
  ])('%s', (_, text, says) => {
    writeFileSync(join(folder, 's.yaml'), text);
    const { code, stdout } = shell('patchsim run s.yaml', folder);
    expect(stdout.replaceAll(/\n */g, ' ')).toMatch(says);
    expect([code, stdout]).toEqual([0, expect.not.stringMatching(/NaN|undefined|Infinity/)]);
  });

  it('two scenarios of one name', () => {
    const { code, stderr } = shell('cp s.yaml t.yaml; patchsim validate s.yaml t.yaml', folder);
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('t.yaml: note: it has the name of s.yaml, "right"'),
    ]);
  });
});
