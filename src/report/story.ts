// A VM's story as text, in the VM's own local time. Refuses to know how the story was put together.

import type { Deferral, Run, Waiting } from '../story/episodes.ts';
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
}

interface Telling extends StoryOptions {
  readonly palette: Palette;
}

/** As wide as a day and a time, and two spaces. */
const INDENT = 22;

/** Head, episodes and what they come to; ends with a line end. */
export function renderStory(story: Story, episodes: readonly ToldEpisode[], options: StoryOptions): string {
  const telling = { ...options, palette: paletteOf(options.color) };
  const quiet = episodes.filter((episode) => !options.verbose && isQuiet(episode));
  const told = episodes.filter((episode) => !quiet.includes(episode));
  const body = told.flatMap((episode) => episodeLines(episode, telling));
  const lines = [
    ...headLines(story, telling),
    '',
    ...(body.length > 0 ? body : ['nothing happened to it']),
    '',
  ];
  if (quiet.length > 0) {
    const nights = quiet.reduce((sum, episode) => sum + (episode as Waiting).assessments, 0);
    lines.push(
      telling.palette.faint(`${count(nights, 'assessment')} that found nothing not shown (-v shows them)`),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Assessments that found nothing, and switching off and on meanwhile. */
const isQuiet = (episode: ToldEpisode): boolean =>
  episode.kind === 'waiting' && episode.found === null && episode.deferrals.length === 0;

function headLines({ vm, reboots, hotpatches, overdue }: Story, { palette }: Telling): string[] {
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
    `${count(reboots, 'reboot')}, ${count(hotpatches, 'hotpatch', 'hotpatches')}, ${count(overdue, 'update')} overdue`,
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
  { from, assessments, found, deferrals, switchedOff, switchedOn }: Waiting,
  telling: Telling,
): string[] {
  const parts = [
    assessments > 0 &&
      `${count(assessments, 'assessment')}, ${found === null ? 'nothing new' : `found ${found}`}`,
    switchedOff > 0 && `switched off ${count(switchedOff, 'time')}`,
    switchedOff === 0 && switchedOn > 0 && 'switched on',
  ].filter((part) => part !== false);
  return [
    ...entry(from, parts.length > 0 ? parts.join('; ') : 'waits', telling),
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
  const { notSelected = [], excluded = [], pending = [] } = run.left ?? {};
  const kbs = (what: string, those: readonly string[]): void => {
    if (those.length > 0) lines.push(more(palette.faint(`${what}: ${those.join(', ')}`)));
  };
  kbs('nobody asked for', notSelected);
  kbs('excluded', excluded);
  kbs('pending', pending);
  for (const { at, fact, details } of run.beside ?? [])
    lines.push(more(`${clock(at, telling.wall)} ${factWords(fact, details)}`));
  const { restart } = run;
  if (restart !== undefined) {
    const end = restart.completed === undefined ? '' : `, back after ${restart.seconds} s`;
    const failed = restart.failed ? palette.bad(', failed') : '';
    lines.push(more(`${clock(restart.started, telling.wall)} ${palette.caution('REBOOT')}${end}${failed}`));
    lines.push(...whyLines(why, telling));
  } else if (run.rebootStatus === 'Required') lines.push(more(palette.caution('a reboot is still required')));
  else if (run.installed.length > 0) lines.push(more('no reboot'));
  if (run.maintenanceWindowExceeded)
    lines.push(more(palette.caution('the window was too short for the rest')));
  for (const { from, to } of run.track) lines.push(more(`hotpatch track: ${from} → ${to}`));
  if (run.outcome !== undefined && run.outcome !== 'healthy') {
    lines.push(more(palette.bad(factWords(run.outcome, {}))));
  }
  return lines;
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
