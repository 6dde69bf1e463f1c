// Stories of many VMs as columns of small numbers, which compress to a few bytes an episode, and back again. Refuses to know
// how they are shown.

import type { VmHead } from '../story/collect.ts';
import type { Deferral, Episode, Restart, Run, Single, Waiting } from '../story/episodes.ts';
import type { Story, ToldEpisode } from '../story/story.ts';
import type { PackedStories } from './data.ts';

const MINUTE = 60;
/** Of deferrals only the local day is told, and midnight is a quarter of an hour in every zone. */
const QUARTER = 15 * MINUTE;
/** Minutes: when a run begins is told exactly, its end only drawn. */
const RUN_STEP = 15;
const KINDS = ['waiting', 'run', 'single'] as const;
const NONE = -1;
/** What is told of a VM beside its name and its numbers. */
const HEAD = [
  'group',
  'region',
  'zone',
  'availabilitySet',
  'subscription',
  'timeZone',
  'product',
  'rebootSetting',
  'notCovered',
  'orchestration',
  'hotpatch',
] as const;

/** Instants are told to the minute, the length of a restart to the second. */
class Columns {
  readonly columns: Record<string, number[]> = {};
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  put(column: string, value: number): void {
    this.columns[column] ??= [];
    this.columns[column].push(value);
  }

  text(column: string, text: string | undefined | null): void {
    if (text === undefined || text === null) return this.put(column, NONE);
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.texts.push(text) - 1;
      this.#numbers.set(text, number);
    }
    this.put(column, number);
  }
}

export class StoryPacker {
  readonly #out = new Columns();
  readonly #vms: string[] = [];
  readonly #start: number;

  /** @param start of the run, UTC seconds */
  constructor(start: number) {
    this.#start = start;
  }

  /** `status`: text on several lines. */
  add(story: Story, status: string): void {
    const out = this.#out;
    const { vm } = story;
    this.#vms.push(vm.vm);
    for (const key of HEAD) out.text(`vm.${key}`, vm[key]);
    out.put('vm.updateDomain', vm.updateDomain ?? NONE);
    for (const key of ['reboots', 'hotpatches', 'overdue'] as const) out.put(`vm.${key}`, story[key]);
    const lines = status.split('\n');
    out.put('vm.status', lines.length);
    for (const line of lines) out.text('status.line', line);
    const told = story.episodes.filter((one) => !isQuiet(one));
    out.put('vm.episodes', told.length);
    let last = 0;
    for (const episode of told) {
      last = this.#episode(episode, last);
    }
  }

  /** Returns the minute at which it ends, as it is told. */
  #episode(episode: ToldEpisode, last: number): number {
    const out = this.#out;
    const from = minutes(episode.from - this.#start);
    out.put('kind', KINDS.indexOf(episode.kind));
    out.put('from', from - last);
    const length = minutes(episode.to - this.#start) - from;
    const exact = episode.kind !== 'run';
    const told = exact ? length : Math.ceil(length / RUN_STEP);
    out.put('length', told);
    out.text('why', episode.why && JSON.stringify(episode.why));
    if (episode.kind === 'waiting') this.#waiting(episode, from);
    else if (episode.kind === 'run') this.#run(episode, from);
    else this.#single(episode, from);
    return from + (exact ? told : told * RUN_STEP);
  }

  #deferrals(deferrals: readonly Deferral[], from: number): void {
    const out = this.#out;
    out.put('deferrals', deferrals.length);
    for (const { reason, times, first, last } of deferrals) {
      out.text('d.reason', reason);
      out.put('d.times', times);
      out.put('d.first', quarters(first) - quarters(this.#start + from * MINUTE));
      out.put('d.length', quarters(last) - quarters(first));
    }
  }

  #waiting(waiting: Waiting, from: number): void {
    const out = this.#out;
    out.put('assessments', waiting.assessments);
    out.put('empty', waiting.emptyRuns);
    out.text('found', waiting.found);
    out.text('dotnet', waiting.dotnet);
    out.put('off', waiting.switchedOff);
    out.put('on', waiting.switchedOn);
    out.text('passed', waiting.left && JSON.stringify(waiting.left));
    this.#deferrals(waiting.deferrals, from);
  }

  #run(run: Run, from: number): void {
    const out = this.#out;
    const after = (instant: number): number => minutes(instant - this.#start) - from;
    out.text('by', run.by);
    out.put('windowEnd', after(run.windowEnd));
    out.put('installed', run.installed.length);
    for (const { kb, kind, at } of run.installed) {
      out.text('i.kb', kb);
      out.text('i.kind', kind);
      out.put('i.at', after(at));
    }
    out.put('failed', run.failed.length);
    for (const { kb, at } of run.failed) {
      out.text('f.kb', kb);
      out.put('f.at', after(at));
    }
    out.text('installing', run.installing);
    out.text('status', run.rebootStatus);
    out.put('exceeded', Number(run.maintenanceWindowExceeded));
    out.text('outcome', run.outcome);
    out.text('left', run.left && JSON.stringify(run.left));
    out.text('configuration', run.maintenanceConfiguration);
    out.put('track', run.track.length);
    for (const { from: before, to } of run.track) {
      out.text('t.from', before);
      out.text('t.to', to);
    }
    const { restart } = run;
    out.put('restart', Number(restart !== undefined));
    if (restart === undefined) return;
    // It follows the last installation at once, mostly.
    out.put('r.after', after(restart.started) - after(run.installed.at(-1)?.at ?? run.from));
    out.put('r.seconds', restart.seconds ?? NONE);
    out.put('r.failed', Number(restart.failed === true));
    for (const key of ['kb', 'cause', 'rule'] as const) out.text(`r.${key}`, restart[key]);
  }

  #single({ fact, details, since }: Single & ToldEpisode, from: number): void {
    this.#out.text('fact', fact);
    this.#out.text('details', JSON.stringify(details));
    this.#deferrals(since ?? [], from);
  }

  /** @param all VMs of the fleet, told or not */
  packed(all: number, zones: PackedStories['zones']): PackedStories {
    const { texts, columns } = this.#out;
    return { vms: this.#vms, all, texts, columns, zones };
  }
}

/** Assessments that found nothing: half of all episodes, and no news. */
const isQuiet = (episode: Episode): boolean =>
  episode.kind === 'waiting' &&
  episode.found === null &&
  episode.left === undefined &&
  episode.deferrals.length === 0;

const quarters = (seconds: number): number => Math.floor(seconds / QUARTER);
const minutes = (seconds: number): number => Math.floor(seconds / MINUTE);

export interface Unpacked {
  readonly story: Story;
  readonly status: string;
}

/** The stories again, in the order they were added. */
export function unpackStories({ vms, texts, columns }: PackedStories, start: number): Unpacked[] {
  const at: Record<string, number> = {};
  const next = (column: string): number => {
    const place = at[column] ?? 0;
    at[column] = place + 1;
    return columns[column]![place]!;
  };
  const text = (column: string): string | undefined => texts[next(column)];
  const instant = (minute: number): number => start + minute * MINUTE;
  const many = <T>(column: string, one: () => T): T[] => Array.from({ length: next(column) }, one);
  const deferrals = (from: number): Deferral[] =>
    many('deferrals', () => {
      const reason = text('d.reason')!;
      const times = next('d.times');
      const first = quarters(instant(from)) + next('d.first');
      const last = first + next('d.length');
      return { reason, times, first: first * QUARTER, last: last * QUARTER };
    });
  const run = (span: { from: number; to: number; facts: number }, from: number): Run => {
    const after = (column: string): number => instant(from + next(column));
    const by = text('by')!;
    const windowEnd = after('windowEnd');
    const installed = many('installed', () => ({
      kb: text('i.kb')!,
      kind: text('i.kind')!,
      at: after('i.at'),
    }));
    const failed = many('failed', () => ({ kb: text('f.kb')!, at: after('f.at') }));
    const installing = text('installing');
    const rebootStatus = text('status');
    const maintenanceWindowExceeded = next('exceeded') === 1;
    const outcome = text('outcome');
    const left = text('left');
    const maintenanceConfiguration = text('configuration');
    const track = many('track', () => ({ from: text('t.from')!, to: text('t.to')! }));
    const restart =
      next('restart') === 0
        ? undefined
        : restartAt((installed.at(-1)?.at ?? instant(from)) + next('r.after') * MINUTE);
    return {
      kind: 'run',
      by,
      ...span,
      windowEnd,
      installed,
      failed,
      ...(installing !== undefined && { installing }),
      effective: [],
      ...(restart && { restart }),
      ...(rebootStatus !== undefined && { rebootStatus }),
      maintenanceWindowExceeded,
      ...(outcome !== undefined && { outcome }),
      ...(left !== undefined && { left: JSON.parse(left) }),
      ...(maintenanceConfiguration !== undefined && { maintenanceConfiguration }),
      track,
    };
  };
  const restartAt = (started: number): Restart => {
    const seconds = next('r.seconds');
    const failed = next('r.failed') === 1;
    return {
      started,
      ...(seconds !== NONE && { completed: started + seconds, seconds }),
      ...(failed && { failed: true as const }),
      kb: text('r.kb') ?? null,
      cause: text('r.cause')!,
      rule: text('r.rule')!,
    };
  };
  const episode = (last: number): { told: ToldEpisode; to: number } => {
    const kind = KINDS[next('kind')]!;
    const from = last + next('from');
    const length = next('length');
    const to = from + (kind === 'run' ? length * RUN_STEP : length);
    const why = text('why');
    const span = { from: instant(from), to: instant(to), facts: 0 };
    const reason = why === undefined ? {} : { why: JSON.parse(why) };
    if (kind === 'run') return { told: { ...run(span, from), ...reason }, to };
    if (kind === 'single') {
      const single = { kind, ...span, fact: text('fact')!, details: JSON.parse(text('details')!) };
      const since = deferrals(from);
      return { told: { ...single, ...reason, ...(since.length > 0 && { since }) }, to };
    }
    const counts = { assessments: next('assessments'), emptyRuns: next('empty') };
    const found = text('found') ?? null;
    const beside = text('dotnet');
    const dotnet = beside === undefined ? {} : { dotnet: beside };
    const power = { switchedOff: next('off'), switchedOn: next('on') };
    const passed = text('passed');
    const left = passed === undefined ? {} : { left: JSON.parse(passed) };
    return {
      told: { kind, ...span, ...counts, found, ...dotnet, ...power, ...left, deferrals: deferrals(from) },
      to,
    };
  };
  return vms.map((name): Unpacked => {
    const head: Record<string, unknown> = { vm: name };
    for (const key of HEAD) head[key] = text(`vm.${key}`);
    const updateDomain = next('vm.updateDomain');
    if (updateDomain !== NONE) head.updateDomain = updateDomain;
    const [reboots, hotpatches, overdue] = [next('vm.reboots'), next('vm.hotpatches'), next('vm.overdue')];
    const status = many('vm.status', () => text('status.line')!).join('\n');
    let last = 0;
    const episodes = many('vm.episodes', () => {
      const { told, to } = episode(last);
      last = to;
      return told;
    });
    return { story: { vm: head as unknown as VmHead, episodes, reboots, hotpatches, overdue }, status };
  });
}
