// A VM's story as text, in the VM's own local time. Refuses to know how the story was put together.

import type { Deferral, Left, Run, Waiting } from '../story/episodes.ts';
import type { Story, ToldEpisode } from '../story/story.ts';
import type { Reason } from '../story/why.ts';
import { coverageText } from './coverage-text.ts';
import { clock, day, type Wall } from './local-time.ts';
import { count } from './numbers.ts';
import { type Palette, paletteOf } from './palette.ts';
import { placeLine } from './place-line.ts';
import { factWords, kindWords, reasonWords, runWords } from './words.ts';
import { wrap } from './wrap.ts';

export interface StoryOptions {
  readonly color: boolean;
  readonly columns: number;
  readonly wall: Wall;
  /** Also the nights without news. */
  readonly verbose?: boolean;
  /** The story is that of what is known by an instant, and goes on. */
  readonly until?: boolean;
}

interface Telling extends StoryOptions {
  readonly palette: Palette;
}

/** As wide as a day and a time, and two spaces. */
const INDENT = 22;

/** Head, episodes and what they come to; ends with a line end. */
export function renderStory(story: Story, episodes: readonly ToldEpisode[], options: StoryOptions): string {
  const telling = { ...options, palette: paletteOf(options.color) };
  const quiet = options.verbose ? [] : episodes.filter(isQuiet);
  const told = options.verbose ? episodes : episodes.filter((episode) => !isQuiet(episode));
  const body = told.flatMap((episode) => episodeLines(episode, telling));
  const lines = [
    ...headLines(story, telling),
    '',
    ...(body.length > 0
      ? body
      : [options.until ? 'nothing has happened to it by then' : 'nothing happened to it']),
    '',
  ];
  if (quiet.length > 0) {
    const sum = (of: 'assessments' | 'emptyRuns'): number => quiet.reduce((all, one) => all + one[of], 0);
    const [assessments, windows] = [sum('assessments'), sum('emptyRuns')];
    const nights = [
      (assessments > 0 || windows === 0) && `${count(assessments, 'assessment')} that found nothing`,
      windows > 0 && emptyWords(windows),
    ].filter((part) => part !== false);
    lines.push(telling.palette.faint(`${nights.join(', ')} not shown (-v shows them)`));
  }
  return `${lines.join('\n')}\n`;
}

/** Assessments that found nothing, windows with nothing to install, and switching off and on meanwhile. */
const isQuiet = (episode: ToldEpisode): episode is Waiting =>
  episode.kind === 'waiting' &&
  episode.found === null &&
  episode.left === undefined &&
  episode.deferrals.length === 0;

const emptyWords = (runs: number): string => `${count(runs, 'window')} with nothing to install`;

function headLines({ vm, reboots, hotpatches, overdue }: Story, { palette, until }: Telling): string[] {
  const track =
    vm.hotpatch === 'awaitsPreview'
      ? 'waiting for the preview registration of its subscription'
      : vm.hotpatch === 'enrolled'
        ? 'on the hotpatch track'
        : 'not on the hotpatch track';
  const lines = [
    placeLine(vm, palette),
    `${vm.product ?? 'no product'}, ${track} at the start, rebootSetting ${vm.rebootSetting}; times are local, ${vm.timeZone}`,
  ];
  if (vm.notCovered !== undefined) lines.push(palette.caution(coverageText(vm.notCovered, vm.orchestration)));
  lines.push(
    `${count(reboots, 'reboot')}, ${count(hotpatches, 'hotpatch', 'hotpatches')}, ${count(overdue, 'update')} overdue${until ? ' by then' : ''}`,
  );
  return lines;
}

function episodeLines(episode: ToldEpisode, telling: Telling): string[] {
  if (episode.kind === 'waiting') return waitingLines(episode, telling);
  if (episode.kind === 'run') return runLines(episode, episode.why, telling);
  const { palette } = telling;
  const { fact, details, why, since } = episode;
  if (fact === 'overdue') {
    const { kb, reason } = details as { kb: string; reason: string };
    return [
      ...entry(episode.from, palette.bad(`OVERDUE ${kb}: ${reasonWords(reason)}`), telling),
      ...(since ?? []).map((one) => more(`since its release ${deferralText(one, telling)}`)),
      ...whyLines(why, telling),
    ];
  }
  return entry(episode.from, factWords(fact, details), telling);
}

function waitingLines(
  { from, assessments, emptyRuns, found, deferrals, switchedOff, switchedOn, left, dotnet }: Waiting,
  telling: Telling,
): string[] {
  const parts = [
    assessments > 0 &&
      `${count(assessments, 'assessment')}, ${found === null ? 'nothing new' : `found ${found}${dotnet === undefined ? '' : ` and ${dotnet}`}`}`,
    emptyRuns > 0 && emptyWords(emptyRuns),
    switchedOff > 0 && `switched off ${count(switchedOff, 'time')}`,
    switchedOff === 0 && switchedOn > 0 && 'switched on',
  ].filter((part) => part !== false);
  return [
    ...entry(from, parts.length > 0 ? parts.join('; ') : 'waits', telling),
    ...leftLines(left, telling),
    ...deferrals.map((one) => more(telling.palette.faint(`deferred ${deferralText(one, telling)}`))),
  ];
}

function deferralText({ reason, times, first, last }: Deferral, telling: Telling): string {
  const [from, to] = [day(first, telling.wall), day(last, telling.wall)];
  const when = from === to ? from : `${from} to ${to}`;
  return `${times === 1 ? 'once' : `${times} times`}, ${when}: ${reasonWords(reason)}`;
}

function runLines(run: Run, why: Reason | undefined, telling: Telling): string[] {
  const { palette } = telling;
  const lines = entry(
    run.from,
    palette.strong(
      `${runWords(run.by)}${run.maintenanceConfiguration === undefined ? '' : ` ${run.maintenanceConfiguration}`}, window to ${clock(run.windowEnd, telling.wall)}`,
    ),
    telling,
  );
  for (const { kb, kind, at } of run.installed) {
    lines.push(more(`${clock(at, telling.wall)} ${palette.good('installed')} ${kb}, ${kindWords(kind)}`));
  }
  for (const { kb, at } of run.failed)
    lines.push(more(`${clock(at, telling.wall)} ${palette.bad('failed')} ${kb}`));
  lines.push(...leftLines(run.left, telling));
  for (const { at, fact, details } of run.beside ?? [])
    lines.push(more(`${clock(at, telling.wall)} ${factWords(fact, details)}`));
  const { restart } = run;
  if (restart !== undefined) {
    const away = isUnderWay(run) && !restart.failed ? ', not back yet' : '';
    const end = restart.completed === undefined ? away : `, back after ${restart.seconds} s`;
    const failed = restart.failed ? palette.bad(', failed') : '';
    lines.push(more(`${clock(restart.started, telling.wall)} ${palette.caution('REBOOT')}${end}${failed}`));
    lines.push(...whyLines(why, telling));
  } else if (isUnderWay(run)) {
    lines.push(more(run.installing === undefined ? 'under way' : `installs ${run.installing}`));
  } else if (run.rebootStatus === 'Required') lines.push(more(palette.caution('a reboot is still required')));
  else if (run.installed.length > 0) lines.push(more('no reboot'));
  else if (run.failed.length === 0 && run.left === undefined && run.outcome === 'healthy')
    lines.push(more(palette.faint('nothing to install')));
  if (run.maintenanceWindowExceeded)
    lines.push(more(palette.caution('the window was too short for the rest')));
  for (const { from, to } of run.track) lines.push(more(`hotpatch track: ${from} → ${to}`));
  if (run.outcome !== undefined && run.outcome !== 'healthy') {
    lines.push(more(palette.bad(factWords(run.outcome, {}))));
  }
  return lines;
}

const isUnderWay = ({ rebootStatus, outcome }: Run): boolean =>
  rebootStatus === undefined && outcome === undefined;

function leftLines(left: Left | undefined, { palette }: Telling): string[] {
  const kbs = (what: string, those: readonly string[] = []): string[] =>
    those.length > 0 ? [more(palette.faint(`${what}: ${those.join(', ')}`))] : [];
  return [
    ...kbs('nobody asked for', left?.notSelected),
    ...kbs('excluded', left?.excluded),
    ...kbs('pending', left?.pending),
  ];
}

function whyLines(why: Reason | undefined, { palette, columns }: Telling): string[] {
  if (why === undefined) return [];
  const text = `because ${why.text} (${why.rule})`;
  const words = wrap(text.split(' '), Math.max(40, columns), { indent: INDENT + 2, separator: ' ' });
  return [...words, palette.faint(`${' '.repeat(INDENT + 2)}${why.documentation}`)];
}

const more = (text: string): string => ' '.repeat(INDENT) + text;

function entry(instant: number, text: string, telling: Telling): string[] {
  const when = `${day(instant, telling.wall)} ${clock(instant, telling.wall)}`;
  return [`${telling.palette.place(when)}  ${text}`];
}
