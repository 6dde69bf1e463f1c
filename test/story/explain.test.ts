// `patchsim explain`: stories of VMs of the shipped scenarios as golden texts, every fact of a VM told once, and what is
// refused. Refuses to know the rules: those are the run's.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadScenario, simulate } from '../../src/index.ts';
import { dotnetFound } from '../../src/status/patch-status.ts';
import { VmCollector } from '../../src/story/collect.ts';
import { storyOf } from '../../src/story/story.ts';
import { call } from '../cli/call.ts';
import { FOLDER } from '../scenarios/shipped.ts';
import { shapes } from '../swarm/shape.ts';

async function explain(...words: string[]) {
  const { code, stdout: out, stderr: err } = await call(['explain', ...words]);
  return { code, out, err };
}

describe('R33 the story of a VM', () => {
  test.each([
    ['a restart in a hotpatch month', 'hotpatch-2024', 'hotpatch-1', ['--month', '2024-08']],
    ['off for a spring: overdue, off the track and back', 'off-60-days', 'off-in-spring-1', []],
    ['off every night', 'off-every-night', 'office-hours-1', ['--month', '2024-03']],
    ['hotpatch turned off and on', 'hotpatch-off-and-on', 'switched-1', []],
    ['installed on demand, and off the track', 'install-now', 'hurried-3', ['--month', '2024-03']],
    ['what a run on demand left', 'install-now', 'by-hand-7', []],
    ['from windows updates to the platform', 'mode-switches', 'migrated-1', []],
    ['every night in a window', 'customer-schedule', 'nightly-1', []],
  ])('%s', async (title, scenario, vm, more) => {
    const { code, out, err } = await explain(`${FOLDER}/${scenario}.yaml`, '--vm', vm, ...more);
    expect([code, err]).toEqual([0, '']);
    await expect(out).toMatchFileSnapshot(`golden/${title.replace(/[^a-z]+/g, '-')}.txt`);
  });
});

test('R33 every fact about a VM is in exactly one episode, in order of time, in any scenario', async () => {
  await fc.assert(
    fc.asyncProperty(shapes, async (shape) => {
      const loaded = loadScenario(JSON.stringify(shape), { file: 'drawn.json' });
      fc.pre(loaded.ok);
      if (!loaded.ok) return;
      const lines: string[] = [];
      await simulate(loaded.scenario, { jobs: 1, trace: (line) => lines.push(line) });
      const busiest = lines.findLast((line) => line.includes('"fact":"admitted"')) ?? lines.at(-2)!;
      const { vm = '' } = JSON.parse(busiest) as { vm?: string };
      fc.pre(vm !== '');
      const collector = new VmCollector(vm);
      for (const line of lines) collector.line(line);
      const story = storyOf(collector, dotnetFound(collector))!;
      const facts = lines.filter((line) => line.includes('"fact":') && JSON.parse(line).vm === vm);
      expect(story.episodes.reduce((sum, episode) => sum + episode.facts, 0)).toBe(facts.length);
      const reboots = facts.filter((line) => line.includes('"fact":"rebootStarted"')).length;
      expect(story.reboots).toBe(reboots);
      let last = 0;
      for (const { from, to } of story.episodes) {
        expect(from).toBeGreaterThanOrEqual(last);
        last = to;
      }
    }),
    { numRuns: 25, seed: 6 },
  );
});

test('the page of documentation shows what the command prints', async () => {
  const { out } = await explain(`${FOLDER}/hotpatch-2024.yaml`, '--vm', 'hotpatch-1', '--month', '2024-08');
  expect(readFileSync('docs/asking.md', 'utf8')).toContain(out.trimEnd());
});

describe('R33 explain as data, and at one instant', () => {
  const scenario = `${FOLDER}/hotpatch-2024.yaml`;

  test('gives JSON with the cause, the rule and the documentation of every restart', async () => {
    const { out } = await explain(scenario, '--vm', 'hotpatch-1', '--json');
    const story = JSON.parse(out);
    expect(story).toMatchObject({ formatVersion: 1, seed: '2024', reboots: 5, hotpatches: 7, overdue: 0 });
    const runs = story.episodes.filter(({ restart }: { restart?: unknown }) => restart !== undefined);
    expect(runs).toHaveLength(5);
    for (const { restart, why, from } of runs) {
      expect(why).toMatchObject({ rule: restart.rule, documentation: expect.stringMatching(/^https:/) });
      expect(from).toMatch(/^2024-\d\d-\d\dT.*Z$/);
    }
    expect(runs.map(({ restart }: { restart: { cause: string } }) => restart.cause)).toContain(
      'baseline_unplanned',
    );
  });

  test('tells what happened at an instant, or right before and after it', async () => {
    const inside = await explain(scenario, '--vm', 'hotpatch-1', '--at', '2024-08-18T20:10Z');
    expect(inside.out.match(/install run/g)).toHaveLength(1);
    expect(inside.out).toContain('KB5041160');
    const between = await explain(scenario, '--vm', 'hotpatch-1', '--at', '2024-08-18T20:50Z');
    expect(between.out).toContain('install run');
  });

  test('knows nothing of what comes after the instant', async () => {
    const at = (instant: string, ...more: string[]) =>
      explain(scenario, '--vm', 'hotpatch-1', '--at', instant, ...more);
    const installing = (await at('2024-08-18T20:10Z')).out;
    expect(installing).toContain('installs KB5041160');
    expect(installing).not.toMatch(/KB5041160, unplanned|REBOOT|no reboot/);
    const restarting = (await at('2024-08-18T20:33Z')).out;
    expect(restarting).toMatch(/REBOOT, not back yet$/m);
    expect((await at('2024-08-18T20:36Z')).out).toMatch(/REBOOT, back after 164 s$/m);
    expect(restarting).toContain('4 reboots, 4 hotpatches, 0 updates overdue by then');
    expect((await at('2024-01-01T00:00Z')).out).toContain('nothing has happened to it by then');
    for (const month of [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
      const instant = `2024-${String(month).padStart(2, '0')}-14T10:00:00Z`;
      const { out } = await at(instant, '--json');
      const instants = [...out.matchAll(/"(?:from|to|first|last|at|started|completed)": "(.*)"/g)];
      expect(instants.length).toBeGreaterThan(1);
      for (const [, told] of instants) expect(told! <= instant).toBe(true);
      expect(JSON.parse(out).episodes.at(-1).kind).toBe('waiting');
    }
  });

  test('names a .NET update that an assessment finds beside the one that its fact names', async () => {
    const { out } = await explain(`${FOLDER}/dotnet.yaml`, '--vm', 'hotpatch-1');
    const pairs = (pattern: RegExp) => [...out.matchAll(pattern)].map(([, first, second]) => [first, second]);
    const found = pairs(/found (KB\d+) and (KB\d+)/g);
    expect(found).toEqual(pairs(/installed (KB\d+).*\n.*installed (KB\d+), \.NET update/g));
    expect(found.length).toBeGreaterThan(3);
  });

  test('R31 a window of a schedule with nothing to install is no install run', async () => {
    const schedule = `${FOLDER}/customer-schedule.yaml`;
    const { out } = await explain(schedule, '--vm', 'nightly-1');
    expect(out.match(/install run/g)).toHaveLength(6);
    const quiet = (await explain(schedule, '--vm', 'saturday-1', '-v')).out;
    expect(quiet).not.toContain('nothing to install');
    const month = (await explain(schedule, '--vm', 'nightly-1', '--month', '2024-02', '--json')).out;
    const { episodes } = JSON.parse(month);
    const empty = episodes.reduce((sum: number, { emptyRuns = 0 }) => sum + emptyRuns, 0);
    expect(empty).toBeGreaterThan(5);
    for (const { kind, installed } of episodes) if (kind === 'run') expect(installed).not.toEqual([]);
  });

  test('refuses a VM there is not, a time outside of the run, and words it does not know', async () => {
    const unknown = await explain(scenario, '--vm', 'hotpach-1');
    expect([unknown.code, unknown.out]).toEqual([2, '']);
    expect(unknown.err).toContain('has no VM "hotpach-1"; did you mean "hotpatch-1"?');
    expect((await explain(scenario, '--vm', 'hotpatch-1', '--month', '2031-01')).err).toContain(
      'is outside of the run',
    );
    expect((await explain(scenario, '--vm', 'hotpatch-1', '--at', '2023-01-01')).code).toBe(2);
    expect((await explain(scenario, '--vm', 'hotpatch-1', '--at', '2024-08-18T22:10')).code).toBe(2);
    expect((await explain(scenario)).code).toBe(2);
    expect((await explain(scenario, '--vm', 'x', '--month', 'May')).code).toBe(2);
    expect((await explain('nowhere.yaml', '--vm', 'x')).code).toBe(2);
  });
});
