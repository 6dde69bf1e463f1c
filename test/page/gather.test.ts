// The data of the page against the summary, and its stories against those of `explain`, VM by VM.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { wallOf } from '../../src/calendar/local.ts';
import { zoneTable } from '../../src/calendar/zone.ts';
import { loadScenario, simulate } from '../../src/index.ts';
import type { GroupSummary, Summary } from '../../src/metrics/summary.ts';
import { unpackStories } from '../../src/page/columns.ts';
import type { GroupSeries, LedgerData } from '../../src/page/data.ts';
import { LedgerGatherer } from '../../src/page/gather.ts';
import { renderPatchStatus } from '../../src/report/patch-status.ts';
import { renderStory } from '../../src/report/story.ts';
import { dotnetFound, patchStatusOf } from '../../src/status/patch-status.ts';
import { VmCollector } from '../../src/story/collect.ts';
import { storyOf } from '../../src/story/story.ts';

interface Gathered {
  readonly summary: Summary;
  readonly ledger: LedgerData;
  readonly lines: readonly string[];
  readonly gatherer: LedgerGatherer;
}

async function gather(file: string): Promise<Gathered> {
  const loaded = loadScenario(readFileSync(file, 'utf8'), {
    file,
    read: (path) => readFileSync(`scenarios/${path}`, 'utf8'),
  });
  if (!loaded.ok) throw new Error(`${file} is broken`);
  const gatherer = new LedgerGatherer();
  const lines: string[] = [];
  const { summary } = await simulate(loaded.scenario, {
    trace: (line) => {
      lines.push(line);
      gatherer.line(line);
    },
  });
  return { summary, ledger: gatherer.gathered(), lines, gatherer };
}

const total = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0);

function expectSame(series: GroupSeries, group: GroupSummary, months: readonly string[]): void {
  const byMonth = months.map((_, month) =>
    total(Object.values(series.rebootsByMonth).map((counts) => counts[month]!)),
  );
  expect(byMonth).toEqual(months.map((month) => group.reboots.byMonth[month] ?? 0));
  const byCause = Object.entries(series.rebootsByMonth).map(([cause, counts]) => [cause, total(counts)]);
  expect(Object.fromEntries(byCause)).toEqual(group.reboots.byCause);
  expect(total(series.rebootsByHour)).toBe(group.reboots.total);
}

describe.each([
  'hotpatch-2024',
  'bad-patch',
  'off-60-days',
  'off-every-night',
  'reboot-settings',
  'dotnet',
  'clock-changes',
  'by-hand',
  'drift',
  'assess-now',
  'customer-schedule',
])('%s', (name) => {
  const gathered = gather(`scenarios/${name}.yaml`);

  test('reboots by month, cause and hour, and the peak, are those of the summary (R34)', async () => {
    const { summary, ledger } = await gathered;
    expectSame(ledger.fleet, summary.fleet, ledger.months);
    for (const series of ledger.groups) expectSame(series, summary.groups[series.name]!, ledger.months);
    expect(Math.max(0, ...ledger.rebootingByHour.map(([, vms]) => vms))).toBe(summary.fleet.peakRebooting);
    const vms = ledger.months.map((_, month) =>
      total(Object.values(ledger.fleet.track).map((counts) => counts[month]!)),
    );
    expect(new Set(vms)).toEqual(new Set([summary.fleet.vms]));
  });

  test('every story is word for word that of explain, every status that of status', async () => {
    const { summary, ledger, lines } = await gathered;
    const start = Date.parse(summary.scenario.start) / 1000;
    const stories = unpackStories(JSON.parse(JSON.stringify(ledger.stories)), start);
    expect(stories).toHaveLength(summary.fleet.vms);
    for (const { story, status } of stories.filter((_, index) => index % 7 === 0)) {
      const collector = new VmCollector(story.vm.vm);
      for (const line of lines) collector.line(line);
      const own = storyOf(collector, dotnetFound(collector))!;
      const zone = zoneTable(
        own.vm.timeZone,
        start - 86_400,
        Date.parse(summary.scenario.end) / 1000 + 86_400,
      );
      const options = { color: false, columns: 100, wall: (instant: number) => wallOf(zone, instant) };
      const told = renderStory(story, story.episodes, options);
      // Nights without news are not on the page, nor that they are left out.
      const expected = renderStory(own, own.episodes, options).replace(
        /\n.* not shown \(-v shows them\)\n$/,
        '\n',
      );
      expect(told).toBe(expected);
      const shown = renderPatchStatus(
        patchStatusOf(collector, Date.parse(summary.scenario.end) / 1000 - 1)!,
        options,
      );
      expect(status).toBe(shown);
    }
  });
});

test('fewer stories when all would be too much, and the counts stay', async () => {
  const { gatherer, ledger } = await gather('scenarios/off-60-days.yaml');
  const fewer = gatherer.gathered(4);
  expect(fewer.stories.vms).toHaveLength(Math.ceil(ledger.stories.vms.length / 4));
  expect(fewer.stories.all).toBe(ledger.stories.all);
  expect(fewer.fleet).toEqual(ledger.fleet);
});
