// Takes the lines of a trace as they come, and counts and keeps what the page shows beyond the summary. Refuses to know any
// rule: it counts facts.

import { DAY, HOUR, MINUTE, monthOf, parseInstant } from '../calendar/instant.ts';
import { wallOf } from '../calendar/local.ts';
import { type ZoneTable, zoneTable } from '../calendar/zone.ts';
import type { Summary } from '../metrics/summary.ts';
import { renderPatchStatus } from '../report/patch-status.ts';
import { dotnetFound, patchStatusOf } from '../status/patch-status.ts';
import {
  isBaselineMonthsOnly,
  noteRelease,
  type ReleaseHead,
  type RunHead,
  runHeadOf,
  trackAtStart,
  type VmFact,
  type VmHead,
} from '../story/collect.ts';
import { storyOf } from '../story/story.ts';
import { StoryPacker } from './columns.ts';
import type { LedgerData } from './data.ts';
import { GroupCounter } from './group-counter.ts';
import { RolloutRecorder } from './rollout-lanes.ts';

/** More VMs than these are counted, but their stories are not on the page. */
export const MOST_STORIES = 5000;

interface Told {
  readonly head: VmHead;
  readonly facts: VmFact[];
  readonly group: GroupCounter;
  readonly table: ZoneTable;
}

export class LedgerGatherer {
  #inHead = true;
  #ended = false;
  #start = 0;
  #end = 0;
  #run: RunHead | undefined;
  /** VMs of the fleet, as the head of the trace says. */
  vms = 0;
  /** Facts taken, and how many the last line of the trace says there are; undefined before it. */
  #facts = 0;
  #announced: number | undefined;
  #reboots = 0;
  readonly #heads: VmHead[] = [];
  readonly #releases = new Map<string, ReleaseHead>();
  #baselineMonthsOnly = false;
  readonly #told = new Map<string, Told>();
  readonly #fleet = new GroupCounter('');
  readonly #groups = new Map<string, GroupCounter>();
  readonly #rollouts = new RolloutRecorder();
  readonly #rebooting = new RebootingByHour();
  readonly #down = new Set<string>();
  #month = '';
  #nextMonth = 0;
  readonly #months: string[] = [];

  line(text: string): void {
    if (this.#inHead) {
      const data = JSON.parse(text) as Record<string, unknown>;
      if ('fact' in data) {
        this.#beginFacts();
        this.#fact(data);
      } else this.#head(data);
      return;
    }
    const data = JSON.parse(text) as Record<string, unknown>;
    if ('fact' in data) this.#fact(data);
    else this.#announced = data.facts as number;
  }

  /** Why the trace cannot be that of a run with this summary; undefined when it can. */
  contradicts({ scenario, fleet }: Pick<Summary, 'scenario' | 'fleet'>): string | undefined {
    if (this.#announced !== this.#facts) return 'it is cut off or changed: its last line counts other facts';
    const run = this.#run;
    const same =
      run?.scenario === scenario.name &&
      run.seed === scenario.seed &&
      run.start === parseInstant(scenario.start) &&
      run.end === parseInstant(scenario.end) &&
      this.vms === fleet.vms;
    return same && this.#reboots === fleet.reboots.total
      ? undefined
      : 'it is of another run than summary.json';
  }

  #head(data: Record<string, unknown>): void {
    if ('trace' in data) {
      this.#run = runHeadOf(data);
      ({ start: this.#start, end: this.#end } = this.#run);
      this.vms = data.vms as number;
    } else if ('parameters' in data) {
      this.#baselineMonthsOnly = isBaselineMonthsOnly(data);
    } else if ('release' in data) {
      noteRelease(this.#releases, data);
    } else if ('phases' in data) this.#rollouts.phases(data.phases as { name: string; regions: string[] }[]);
    else if (typeof data.vm === 'string') this.#heads.push(data as unknown as VmHead);
  }

  #beginFacts(): void {
    this.#inHead = false;
    this.#rebooting.begin(this.#start);
    this.#enterMonth(this.#start);
    const share = Math.min(1, MOST_STORIES / Math.max(1, this.#heads.length));
    const seen = new Map<string, number>();
    for (const head of this.#heads) {
      const group = this.#counterOf(head.group);
      const count = seen.get(head.group) ?? 0;
      seen.set(head.group, count + 1);
      const state = trackAtStart(head);
      group.enter(state);
      this.#fleet.enter(state);
      // The same share of every group, spread evenly.
      const told = Math.floor((count + 1) * share) > Math.floor(count * share);
      const table = zoneTable(head.timeZone, this.#start - HOUR, this.#end + HOUR);
      this.#told.set(head.vm, { head, facts: told ? [] : NOT_TOLD, group, table });
    }
  }

  #counterOf(name: string): GroupCounter {
    let counter = this.#groups.get(name);
    if (counter === undefined) {
      counter = new GroupCounter(name);
      this.#groups.set(name, counter);
    }
    return counter;
  }

  #enterMonth(t: number): void {
    if (this.#month !== '') {
      this.#months.push(this.#month);
      for (const counter of [this.#fleet, ...this.#groups.values()]) counter.endMonth();
    }
    this.#month = monthOf(t);
    const [year, month] = this.#month.split('-').map(Number) as [number, number];
    this.#nextMonth = Date.UTC(year, month) / 1000;
  }

  #fact(data: Record<string, unknown>): void {
    this.#facts++;
    const t = parseInstant(data.t as string)!;
    while (t >= this.#nextMonth) this.#enterMonth(this.#nextMonth);
    const { vm } = data;
    if (typeof vm !== 'string') return this.#rollouts.fact(t, data);
    const told = this.#told.get(vm);
    if (told === undefined) return;
    if (told.facts !== NOT_TOLD) told.facts.push({ ...data, t } as unknown as VmFact);
    this.#count(t, vm, data, told);
  }

  #count(t: number, vm: string, data: Record<string, unknown>, { head, group, table }: Told): void {
    switch (data.fact) {
      case 'rebootStarted': {
        this.#reboots++;
        const hour = Math.floor((wallOf(table, t) % DAY) / HOUR);
        group.reboot(hour, data.cause as string);
        this.#fleet.reboot(hour, data.cause as string);
        this.#down.add(vm);
        return this.#rebooting.change(t, 1);
      }
      case 'rebootCompleted':
      case 'runInterrupted':
      case 'recovered':
        if (this.#down.delete(vm)) this.#rebooting.change(t, -1);
        return;
      case 'becameEffective': {
        const kb = data.kb as string;
        const released = this.#releases.get(`${head.product} ${kb}`) ?? this.#releases.get(kb);
        if (released === undefined) return;
        group.effective(t - released.instant);
        return this.#fleet.effective(t - released.instant);
      }
      case 'trackChanged':
        group.move(data.from as string, data.to as string);
        return this.#fleet.move(data.from as string, data.to as string);
      case 'admitted':
        return this.#rollouts.admitted(t, data.rollout as number, head);
    }
  }

  /** Once the last line was taken; of the stories only every so many-th, when all would be too much. */
  gathered(every = 1): LedgerData {
    if (!this.#ended) this.#endFacts();
    const packer = new StoryPacker(this.#start);
    const zones: Record<string, { starts: number[]; offsets: number[] }> = {};
    const told = [...this.#told.values()].filter(({ facts }) => facts !== NOT_TOLD);
    for (const { head, facts, table } of told.filter((_, index) => index % every === 0)) {
      const [releases, baselineMonthsOnly] = [this.#releases, this.#baselineMonthsOnly];
      const collected = { run: this.#run, head, facts, releases, baselineMonthsOnly };
      const wall = (instant: number): number => wallOf(table, instant);
      // The last second of the run: what is known at its end.
      const status = renderPatchStatus(patchStatusOf(collected, this.#end - 1)!, { color: false, wall });
      packer.add(storyOf(collected, dotnetFound(collected))!, status);
      zones[head.timeZone] ??= { starts: [...table.starts], offsets: [...table.offsets] };
    }
    return {
      months: this.#months,
      fleet: this.#fleet.series(),
      groups: [...this.#groups.values()].map((group) => group.series()),
      rebootingByHour: this.#rebooting.rows(),
      rollouts: this.#rollouts.lanes(this.#end),
      stories: packer.packed(this.vms, zones),
    };
  }

  #endFacts(): void {
    if (this.#inHead) this.#beginFacts();
    while (this.#nextMonth < this.#end) this.#enterMonth(this.#nextMonth);
    this.#enterMonth(this.#end);
    this.#ended = true;
  }
}

/** In place of the facts of a VM whose story is not on the page. */
const NOT_TOLD: VmFact[] = [];

/** Looked at at the end of every minute in which somebody begins, as the summary's peak is (R34). */
class RebootingByHour {
  #start = 0;
  #now = 0;
  #minute = 0;
  #began = false;
  readonly #most = new Map<number, number>();

  begin(start: number): void {
    this.#start = start;
  }

  change(t: number, by: number): void {
    const minute = Math.floor((t - this.#start) / MINUTE);
    if (minute !== this.#minute) this.#look();
    this.#minute = minute;
    this.#now += by;
    if (by > 0) this.#began = true;
  }

  #look(): void {
    if (!this.#began) return;
    this.#began = false;
    const hour = Math.floor(this.#minute / 60);
    this.#most.set(hour, Math.max(this.#most.get(hour) ?? 0, this.#now));
  }

  rows(): [number, number][] {
    this.#look();
    return [...this.#most].sort(([a], [b]) => a - b);
  }
}
