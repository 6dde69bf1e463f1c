// `patchsim calendar`: what is listed, as table, JSON and iCalendar, and what is refused. Refuses to know the engine.

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { call } from './call.ts';

const folder = mkdtempSync(join(tmpdir(), 'patchsim-calendar-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function calendar(...words: string[]) {
  const { code, stdout: out, stderr: err } = await call(['calendar', ...words]);
  return { code, out, err };
}

describe('R5 patchsim calendar', () => {
  test('marks planned and unplanned baselines of a year', async () => {
    const { code, out } = await calendar('--year', '2024', '--product', 'WS2022-hotpatch');
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => /^2024/.test(line))).toHaveLength(12);
    expect(out).toMatch(/^2024-08-13 17:00 {2}WS2022-hotpatch {2}KB5041160 {2}! unplanned baseline/m);
    expect(out.match(/KB\d+ {2}\* planned baseline/g)).toHaveLength(4);
    expect(out).toContain('12 releases, 0 inferred');
  });

  test('says what is inferred and what is missing, apart from the data', async () => {
    const { out, err } = await calendar('--year', '2026', '--product', 'WS2025-hotpatch');
    expect(out).toMatch(/baseline \? /);
    expect(err).toMatch(/^note: real calendar: .* inferred, not documented/m);
    expect(out).not.toContain('note:');
  });

  test('gives JSON with how sure each release is and where it stands', async () => {
    const { out } = await calendar('--json', '--year', '2025');
    const { releases, notices } = JSON.parse(out);
    expect(notices.length).toBeGreaterThan(0);
    const october = releases.filter(({ kb }: { kb: string }) => kb === 'KB5070881');
    expect(october.length).toBeGreaterThan(0);
    for (const { automatic, certainty, source } of october) {
      expect([automatic, certainty]).toEqual([true, 'documented']);
      expect(source).toMatch(/^https:/);
    }
    const previews = releases.filter(({ kind }: { kind: string }) => kind === 'preview');
    expect(previews.every(({ automatic }: { automatic: boolean }) => !automatic)).toBe(true);
  });

  test('writes an iCalendar file, the same bytes again, one event per release', async () => {
    const files = ['a.ics', 'b.ics'].map((name) => join(folder, name));
    for (const file of files) {
      const { code, out, err } = await calendar(
        '--year',
        '2023',
        '--product',
        'WS2022-hotpatch',
        '-o',
        `ics=${file}`,
      );
      expect([code, out]).toEqual([0, '']);
      expect(err).toContain(`events in ${file}`);
    }
    const [first, second] = files.map((file) => readFileSync(file, 'utf8')) as [string, string];
    expect(second).toBe(first);
    expect(first.match(/^BEGIN:VEVENT\r$/gm)!.length).toBe(
      first.match(/^UID:KB\d+-WS2022-hotpatch-2023-/gm)!.length,
    );
    expect(first).toMatch(/^DTSTART;VALUE=DATE:20230110\r$/m);
    expect(first).toMatch(/^DTEND;VALUE=DATE:20230111\r$/m);
    for (const line of first.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  test('lists the calendar of a scenario, within its clock', async () => {
    const { code, out } = await calendar('--scenario', 'scenarios/own-calendar.yaml');
    expect(code).toBe(0);
    expect(out).toMatch(/^2027-03-09 .*KB9000301 {2}! unplanned baseline/m);
  });

  test('refuses years it has nothing of, words it does not know, and scenarios that are wrong', async () => {
    expect(await calendar('--year', '2031')).toMatchObject({
      code: 2,
      err: expect.stringContaining('2022 to 2026'),
    });
    expect((await calendar('--year', 'soon')).code).toBe(2);
    expect((await calendar('--product', 'WS2012')).code).toBe(2);
    expect((await calendar('-o', 'pdf=x')).code).toBe(2);
    expect(await calendar('-o', `ics=${folder}`)).toMatchObject({
      code: 2,
      err: expect.stringContaining('a directory'),
    });
    expect(await calendar('-o', 'ics=/dev/null')).toMatchObject({
      code: 2,
      err: expect.stringContaining('a device'),
    });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(wrong, 'version: 1\n');
    expect(await calendar('--scenario', wrong)).toMatchObject({ code: 2, out: '' });
  });
});
