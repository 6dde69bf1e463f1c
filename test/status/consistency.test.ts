// The status of any VM at any instant agrees with the trace it was folded from, in any scenario, and with what the engine
// does next. Refuses to know how the fold works: it looks the answers up in the lines.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instanceViewOf, loadScenario, patchStatusOf, simulate, VmCollector } from '../../src/index.ts';
import { trackAtStart } from '../../src/story/collect.ts';
import { shapes } from '../swarm/shape.ts';
import { instanceView } from './instance-view.ts';

type Fact = { t: string; fact: string; vm?: string; kb?: string | null } & Record<string, unknown>;

const seconds = ({ t }: Fact): number => Date.parse(t) / 1000;
const begins = ({ fact }: Pick<Fact, 'fact'>): boolean => fact === 'admitted' || fact === 'runStarted';
/** Somebody chooses from what the run finds. */
const choosesFrom = (before: { readonly fact: string; readonly by?: unknown } | undefined): boolean =>
  before?.fact === 'runStarted' && ['demand', 'schedule'].includes(before.by as string);
const isAutomatic = ({ classification }: { readonly classification: string }): boolean =>
  ['Critical', 'Security'].includes(classification);
const isHotpatch = ({ kind }: Fact): boolean => kind === 'hotpatch' || kind === 'oob_hotpatch';

async function traceOf(shape: unknown): Promise<string[]> {
  const loaded = loadScenario(JSON.stringify(shape), { file: 'drawn.json' });
  fc.pre(loaded.ok);
  const lines: string[] = [];
  if (loaded.ok) await simulate(loaded.scenario, { jobs: 1, trace: (line) => lines.push(line) });
  return lines;
}

/** KBs that the last assessment or the run after it found, less what was installed and not lost since. */
function availableIn(facts: readonly Fact[]): string[] {
  const last = facts.findLastIndex(({ fact }) => fact === 'assessed');
  const found = new Set<unknown>();
  if (last >= 0 && facts[last]!.found !== null) found.add(facts[last]!.found);
  facts.forEach(({ fact, kb }, index) => {
    if (index < last) return;
    if (fact === 'installationStarted' || fact === 'patchChosen') found.add(kb);
    if (fact === 'patchInstalled') found.delete(kb);
    if (fact !== 'runInterrupted') return;
    const begun = facts.findLastIndex((one, at) => at < index && begins(one));
    for (const one of facts.slice(begun, index)) {
      if (one.fact === 'patchInstalled' && !isHotpatch(one)) found.add(one.kb);
    }
  });
  return [...found].sort() as string[];
}

/** The status at an instant against the facts until then. */
function agrees(collector: VmCollector, at: number, until: readonly Fact[]): void {
  const status = patchStatusOf(collector, at)!;
  const { patchStatus } = instanceView.parse(instanceViewOf(status));
  const expected = availableIn(until).filter((kb) => isAutomatic(collector.releases.get(kb)!));
  const automatic = status.available.filter(isAutomatic);
  // An assessment names one update alone: a .NET update beside it is what the engine does with it (below).
  const system = (kbs: readonly string[]) =>
    kbs.filter((kb) => collector.releases.get(kb)!.kind !== 'dotnet').sort();
  const shown = automatic.map(({ kb }) => kb);
  expect(system(shown)).toEqual(system(expected));
  expect(shown).toEqual(expect.arrayContaining(expected));
  const { availablePatchSummary: found, lastPatchInstallationSummary: run } = patchStatus;
  expect(found !== undefined).toBe(until.some(({ fact }) => fact === 'assessed'));
  if (found !== undefined) expect(found.criticalAndSecurityPatchCount).toBe(automatic.length);
  const begun = until.findLastIndex(begins);
  expect(run !== undefined).toBe(begun >= 0);
  if (run !== undefined) {
    const its = until.slice(begun);
    const has = (...kinds: string[]) => its.filter(({ fact }) => kinds.includes(fact)).length;
    expect(run.status === 'InProgress').toBe(has('runCompleted', 'runInterrupted') === 0);
    expect(run.startTime).toBe(its[0]!.t);
    expect(run.failedPatchCount).toBe(has('patchFailed'));
    const lost = has('runInterrupted') > 0;
    const kept = its.filter((one) => one.fact === 'patchInstalled' && (isHotpatch(one) || !lost));
    expect(run.installedPatchCount).toBe(kept.length);
  }
  const recent = until.filter((one) => begins(one) && seconds(one) > at - 30 * 86_400);
  expect(status.history.map(({ started }) => started)).toEqual(recent.map(seconds).reverse());
  expect(status.running).toBe(
    until.findLast(({ fact }) => fact.startsWith('powered'))?.fact !== 'poweredOff',
  );
  const { hotpatch } = collector.head!;
  const track = until.findLast(({ fact }) => fact === 'trackChanged')?.to;
  expect(status.hotpatch.track).toBe(track ?? trackAtStart({ hotpatch }));
  const late = until.filter(
    ({ fact, kb }, index) =>
      fact === 'overdue' &&
      !until.slice(index).some((one) => one.fact === 'becameEffective' && one.kb === kb),
  );
  expect(status.overdue.map(({ kb }) => kb)).toEqual(late.map(({ kb }) => kb));
}

/** What the engine says a run left behind, and what it restarts for, is what the status says waits for a restart. */
function foresees({ run, head, releases, facts }: VmCollector): void {
  const upTo = (end: number) => patchStatusOf({ run, head, releases, facts: facts.slice(0, end) }, Infinity)!;
  facts.forEach(({ fact, kb, rebootStatus }, index) => {
    if (fact === 'assessed' && index > 0 && begins(facts[index - 1]!)) {
      const shown = upTo(index + 1).available.filter(isAutomatic);
      const run = facts.slice(index + 1);
      const end = run.findIndex((one) => ['runCompleted', 'runInterrupted'].includes(one.fact));
      const kbs = (kind: string) =>
        run
          .slice(0, end < 0 ? undefined : end)
          .filter((one) => one.fact === kind && isAutomatic(releases.get(one.kb as string)!))
          .map((one) => one.kb as string);
      const names = shown.map((one) => one.kb).sort();
      const whole = run[end]?.fact === 'runCompleted' && run[end].maintenanceWindowExceeded === false;
      if (choosesFrom(facts[index - 1])) expect(names).toEqual(kbs('patchChosen').sort());
      else if (whole) expect(names).toEqual(kbs('installationStarted').sort());
      else expect(names).toEqual(expect.arrayContaining(kbs('installationStarted')));
    }
    // Of the updates that nobody gets who does not ask, the engine finds those that the status shows.
    if (fact === 'assessed' && choosesFrom(facts[index - 1])) {
      const after = facts.slice(index + 1);
      const end = after.findIndex((one) => one.fact !== 'patchChosen');
      const chosen = after.slice(0, end < 0 ? undefined : end).map((one) => releases.get(one.kb as string)!);
      const others = chosen.filter((one) => !isAutomatic(one)).map((one) => one.kb);
      const shown = upTo(index + 1).available.filter((one) => !isAutomatic(one));
      expect(shown.map((one) => one.kb).sort()).toEqual(others.sort());
    }
    if (fact === 'rebootStarted') {
      const waiting = upTo(index).waiting.map((patch) => patch.kb);
      if (kb === null) expect(waiting).toEqual([]);
      else expect(waiting).toContain(kb);
    }
    if (fact === 'recovered') {
      const restart = facts.slice(0, index).findLast((one) => one.fact.startsWith('reboot'));
      const waiting = upTo(index).waiting.map((patch) => patch.kb);
      if (restart?.fact === 'rebootFailed' && restart.kb !== null) expect(waiting).toContain(restart.kb);
    }
    if (begins({ fact }) || fact === 'runInterrupted') {
      const { waiting, lastRun } = upTo(index + 1);
      // The step that lost its power; being switched off lies in between.
      const step = facts.slice(0, index).findLast((one) => one.fact !== 'poweredOff')?.fact;
      const kept = waiting.length > 0 ? 'Required' : 'NotNeeded';
      expect(lastRun!.rebootStatus).toBe(step === 'rebootStarted' ? 'Failed' : kept);
    }
    if (fact === 'runCompleted' && rebootStatus !== 'Failed') {
      const { waiting, lastRun } = upTo(index + 1);
      expect(waiting.length > 0).toBe(rebootStatus === 'Required');
      expect(lastRun!.rebootStatus).toBe(rebootStatus);
    }
  });
}

test('R33 the status is what the trace says, and what the engine acts on', async () => {
  await fc.assert(
    fc.asyncProperty(shapes, fc.infiniteStream(fc.nat(2 ** 30)), async (shape, luck) => {
      const below = (n: number): number => luck.next().value! % n;
      const lines = await traceOf(shape);
      const facts = lines.filter((line) => line.includes('"fact":')).map((line) => JSON.parse(line) as Fact);
      const names = [...new Set(facts.map(({ vm }) => vm).filter((vm) => vm !== undefined))].sort();
      fc.pre(names.length > 0);
      for (let sample = 0; sample < 4; sample++) {
        const collector = new VmCollector(names[below(names.length)]!);
        for (const line of lines) collector.line(line);
        const { start, end } = collector.run!;
        const own = facts.filter(({ vm }) => vm === collector.head!.vm);
        for (let question = 0; question < 8; question++) {
          // Half of the instants are those of facts, where one off by one would show.
          const at = question % 2 === 0 ? start + below(end - start) : seconds(own[below(own.length)]!);
          const until = own.filter((fact) => seconds(fact) <= at);
          agrees(collector, at, until);
        }
        foresees(collector);
      }
    }),
    { numRuns: 25, seed: 11 },
  );
}, 60_000);

test('R33 and where much goes wrong: VMs off in the middle of runs, failed installations and restarts', async () => {
  const powers = [
    { offNightly: { probability: 0.5, from: '23:00', to: '03:30' } },
    { stops: { probability: 0.9, duration: '6h' } },
  ];
  const fleet = ['IfRequired', 'Never', 'Always'].flatMap((rebootSetting) =>
    powers.map((power, index) => ({
      name: `${rebootSetting.toLowerCase()}-${index}`,
      count: 30,
      image: {
        publisher: 'MicrosoftWindowsServer',
        offer: 'WindowsServer',
        sku: '2022-datacenter-azure-edition-core',
      },
      region: 'westeurope',
      power,
      patchSettings: { patchMode: 'AutomaticByPlatform', automaticByPlatformSettings: { rebootSetting } },
    })),
  );
  const lines = await traceOf({
    version: 1,
    name: 'stormy',
    seed: '3',
    clock: { start: '2024-01-01', end: '2025-01-01' },
    catalogue: [{ calendar: 'real', dotnet: true }],
    fleet,
    parameters: {
      installFailure: 0.2,
      rebootFailure: 0.3,
      healthRecovery: '2d',
      rebootDuration: { median: '40m' },
    },
  });
  const facts = lines.filter((line) => line.includes('"fact":')).map((line) => JSON.parse(line) as Fact);
  const names = [...new Set(facts.map(({ vm }) => vm).filter((vm) => vm !== undefined))];
  for (const vm of names) {
    const collector = new VmCollector(vm);
    for (const line of lines) collector.line(line);
    foresees(collector);
    const own = facts.filter((fact) => fact.vm === vm);
    for (const one of own.filter(({ fact }) => fact === 'runInterrupted')) {
      const at = seconds(one);
      agrees(
        collector,
        at,
        own.filter((fact) => seconds(fact) <= at),
      );
    }
  }
}, 60_000);
