// A VM's facts as episodes a person can follow: waiting, install runs, and what happens beside them. Every fact is in
// exactly one episode. Refuses to know rules: it only puts together what the ledger says.

import type { VmFact } from './collect.ts';

interface Span {
  /** UTC seconds of the first and the last fact. */
  readonly from: number;
  readonly to: number;
  /** Facts told by this episode. */
  readonly facts: number;
}

export interface Deferral {
  readonly reason: string;
  readonly times: number;
  readonly first: number;
  readonly last: number;
}

/** Assessments, deferrals and power changes between two runs. */
export interface Waiting extends Span {
  readonly kind: 'waiting';
  /** But for those of empty runs. */
  readonly assessments: number;
  /** Windows of schedules that found nothing to install. */
  readonly emptyRuns: number;
  /** The update that the assessments found, null when there was none. */
  readonly found: string | null;
  /** The .NET update that the last of them found beside it. */
  readonly dotnet?: string;
  /** By reason, in order of the first. */
  readonly deferrals: readonly Deferral[];
  readonly switchedOff: number;
  readonly switchedOn: number;
  /** KBs that empty runs found and did not install, where there are some. */
  readonly left?: Left;
}

export interface Restart {
  readonly started: number;
  readonly completed?: number;
  readonly seconds?: number;
  readonly failed?: true;
  readonly kb: string | null;
  /** Kind of the release, or `rebootSetting`. */
  readonly cause: string;
  /** Rule of the model that makes it restart. */
  readonly rule: string;
}

/** From admission, or its start where no rollout admits it, to known health. */
export interface Run extends Span {
  readonly kind: 'run';
  /** Who started it: `rollout`, or as in the fact `runStarted`. */
  readonly by: string;
  /** Whose window it is, where it is a schedule's. */
  readonly maintenanceConfiguration?: string;
  readonly windowEnd: number;
  readonly installed: readonly { readonly kb: string; readonly kind: string; readonly at: number }[];
  readonly failed: readonly { readonly kb: string; readonly at: number }[];
  /** Begun, and not known to have ended: the run is under way. */
  readonly installing?: string;
  readonly effective: readonly string[];
  readonly restart?: Restart;
  readonly rebootStatus?: string;
  readonly maintenanceWindowExceeded: boolean;
  /** Last word on it: `healthy`, `unhealthy`, `recovered`, `healthUnknown`, `runInterrupted`; none when the ledger ends. */
  readonly outcome?: string;
  readonly track: readonly { readonly from: string; readonly to: string }[];
  /** KBs found that a run of chosen updates did not install, where there are some. */
  readonly left?: Left;
  /** What operators did meanwhile, or were refused; absent when that is nothing. */
  readonly beside?: readonly Beside[];
}

/** Why each was left: nobody chose it, it was excluded, or there was no time for it. */
export interface Left {
  readonly notSelected: readonly string[];
  readonly excluded: readonly string[];
  readonly pending: readonly string[];
}

export interface Beside {
  readonly at: number;
  readonly fact: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A fact that stands alone, such as a change of track, or an update that is overdue. */
export interface Single extends Span {
  readonly kind: 'single';
  readonly fact: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export type Episode = Waiting | Run | Single;

const WAITING = ['assessed', 'deferred', 'poweredOff', 'poweredOn'];
const BY_OPERATORS = [
  'actionDone',
  'actionRefused',
  'settingChanged',
  'orchestrationChanged',
  'hotpatchEnabled',
  'hotpatchDisabled',
];
const BEGINS_RUN = ['admitted', 'runStarted'];
const ENDS_RUN = ['healthy', 'runInterrupted', 'healthUnknown', 'recovered'];

/** By the instant of an assessment, the .NET update that it finds beside the one that its fact names. */
export type DotnetFound = ReadonlyMap<number, string>;

/** Episodes in order of time. Facts must be those of one VM, in the order of the trace. */
export function episodesOf(facts: readonly VmFact[], dotnet: DotnetFound): Episode[] {
  const episodes: Episode[] = [];
  for (let from = 0; from < facts.length; ) {
    const to = endOfEpisode(facts, from);
    episodes.push(episodeOf(facts.slice(from, to), dotnet));
    from = to;
  }
  return episodes;
}

function endOfEpisode(facts: readonly VmFact[], from: number): number {
  const first = facts[from]!;
  let to = endOfEmptyRun(facts, from) ?? from + 1;
  if (to === from + 1) {
    if (BEGINS_RUN.includes(first.fact)) return endOfRun(facts, from);
    if (!WAITING.includes(first.fact)) return to;
  }
  let found: unknown = facts.slice(from, to).find(({ fact }) => fact === 'assessed')?.found ?? null;
  while (to < facts.length) {
    const end = endOfEmptyRun(facts, to) ?? to + 1;
    if (end === to + 1 && !WAITING.includes(facts[to]!.fact)) break;
    const assessed = facts.slice(to, end).find(({ fact }) => fact === 'assessed');
    if (assessed !== undefined && assessed.found !== found) {
      if (found !== null || facts.slice(from, to).some(({ fact }) => fact === 'assessed')) break;
      found = assessed.found;
    }
    to = end;
  }
  return to;
}

function endOfRun(facts: readonly VmFact[], from: number): number {
  let to = from + 1;
  while (to < facts.length && !BEGINS_RUN.includes(facts[to]!.fact)) {
    if (ENDS_RUN.includes(facts[to++]!.fact)) break;
    if (facts[to - 1]!.fact === 'unhealthy' && facts[to]?.fact !== 'recovered') break;
  }
  return to;
}

/**
 * Where a run that begins in a window of a schedule, and has nothing to install and nothing to restart for, is over with its
 * last assessment; undefined where there is no such run.
 */
function endOfEmptyRun(facts: readonly VmFact[], from: number): number | undefined {
  const { fact, by, t } = facts[from]!;
  if (fact !== 'runStarted' || by !== 'schedule' || facts[from + 1]?.fact !== 'assessed') return undefined;
  let to = from + 2;
  while (facts[to]?.fact === 'patchChosen') to++;
  const left = facts.slice(from + 2, to);
  const kinds = ['runCompleted', 'healthy', 'assessed'];
  if (!kinds.every((kind, at) => facts[to + at]?.fact === kind && facts[to + at]!.t === t)) return undefined;
  const { rebootStatus, maintenanceWindowExceeded } = facts[to]!;
  if (rebootStatus !== 'NotNeeded' || maintenanceWindowExceeded === true) return undefined;
  if (left.some(({ choice }) => choice === 'selected')) return undefined;
  const { found } = facts[from + 1]!;
  return found === null || left.some(({ kb }) => kb === found) ? to + kinds.length : undefined;
}

function episodeOf(facts: readonly VmFact[], dotnet: DotnetFound): Episode {
  const first = facts[0]!;
  const span = { from: first.t, to: facts.at(-1)!.t, facts: facts.length };
  if (endOfEmptyRun(facts, 0) !== undefined) return waitingOf(facts, span, dotnet);
  if (BEGINS_RUN.includes(first.fact)) return runOf(facts, span);
  if (WAITING.includes(first.fact)) return waitingOf(facts, span, dotnet);
  const { t: _, fact, vm: __, ...details } = first;
  return { kind: 'single', ...span, fact, details };
}

function waitingOf(facts: readonly VmFact[], span: Span, dotnet: DotnetFound): Waiting {
  const emptyRuns = facts.filter(({ fact }) => fact === 'runStarted');
  const emptyAt = new Set(emptyRuns.map(({ t }) => t));
  const assessments = facts.filter(
    ({ fact, by, t }) => fact === 'assessed' && !(by === 'run' && emptyAt.has(t)),
  );
  const last = assessments.at(-1);
  const beside = last && dotnet.get(last.t);
  const deferred = facts.filter(({ fact }) => fact === 'deferred');
  const reasons = [...new Set(deferred.map(({ reason }) => reason as string))];
  return {
    kind: 'waiting',
    ...span,
    assessments: assessments.length,
    emptyRuns: emptyRuns.length,
    found: (last?.found ?? null) as string | null,
    ...(beside !== undefined && { dotnet: beside }),
    deferrals: reasons.map((reason) => {
      const those = deferred.filter((one) => one.reason === reason);
      return { reason, times: those.length, first: those[0]!.t, last: those.at(-1)!.t };
    }),
    switchedOff: facts.filter(({ fact }) => fact === 'poweredOff').length,
    switchedOn: facts.filter(({ fact }) => fact === 'poweredOn').length,
    ...leftOf((kind) => facts.filter(({ fact }) => fact === kind)),
  };
}

function runOf(facts: readonly VmFact[], span: Span): Run {
  const of = (kind: string): VmFact[] => facts.filter(({ fact }) => fact === kind);
  const completed = of('runCompleted')[0];
  const outcome = facts.findLast(({ fact }) => [...ENDS_RUN, 'unhealthy'].includes(fact))?.fact;
  const restart = restartOf(of);
  const begun = of('installationStarted').at(-1);
  const isOver = outcome !== undefined || completed !== undefined || restart !== undefined;
  const ended = of('patchInstalled').length + of('patchFailed').length;
  const installing = isOver || ended === of('installationStarted').length ? undefined : begun;
  const beside = facts.filter(({ fact }) => BY_OPERATORS.includes(fact)).map(besideOf);
  return {
    kind: 'run',
    by: facts[0]!.fact === 'admitted' ? 'rollout' : (facts[0]!.by as string),
    ...span,
    ...(facts[0]!.maintenanceConfiguration !== undefined && {
      maintenanceConfiguration: facts[0]!.maintenanceConfiguration as string,
    }),
    windowEnd: Date.parse(facts[0]!.windowEnd as string) / 1000,
    installed: of('patchInstalled').map(({ kb, kind, t }) => ({
      kb: kb as string,
      kind: kind as string,
      at: t,
    })),
    failed: of('patchFailed').map(({ kb, t }) => ({ kb: kb as string, at: t })),
    ...(installing && { installing: installing.kb as string }),
    effective: of('becameEffective').map(({ kb }) => kb as string),
    ...(restart && { restart }),
    ...(completed && { rebootStatus: completed.rebootStatus as string }),
    maintenanceWindowExceeded: completed?.maintenanceWindowExceeded === true,
    ...(outcome !== undefined && { outcome }),
    track: of('trackChanged').map(({ from, to }) => ({ from: from as string, to: to as string })),
    ...leftOf(of),
    ...(beside.length > 0 && { beside }),
  };
}

const besideOf = ({ t, fact, vm: _, ...details }: VmFact): Beside => ({ at: t, fact, details });

function leftOf(of: (kind: string) => VmFact[]): { readonly left?: Left } {
  const chosen = of('patchChosen');
  const kbs = (wanted: string): string[] => [
    ...new Set(chosen.filter(({ choice }) => choice === wanted).map(({ kb }) => kb as string)),
  ];
  const begun = of('installationStarted').map(({ kb }) => kb as string);
  const left: Left = {
    notSelected: kbs('notSelected'),
    excluded: kbs('excluded'),
    pending: kbs('selected').filter((kb) => !begun.includes(kb)),
  };
  return Object.values(left).flat().length === 0 ? {} : { left };
}

function restartOf(of: (kind: string) => VmFact[]): Restart | undefined {
  const [started] = of('rebootStarted');
  if (started === undefined) return undefined;
  const [completed] = of('rebootCompleted');
  return {
    started: started.t,
    ...(completed && { completed: completed.t, seconds: completed.seconds as number }),
    ...(of('rebootFailed').length > 0 && { failed: true as const }),
    kb: started.kb as string | null,
    cause: started.cause as string,
    rule: started.rule as string,
  };
}
