// The story of one VM: its episodes, and for each restart and each overdue update why. Refuses to know how it is shown.

import { type CollectedVm, trackAtStart, type VmFact, type VmHead } from './collect.ts';
import { type Deferral, type DotnetFound, type Episode, episodesOf } from './episodes.ts';
import { askedFor, byWindows, type Reason, scheduled, whyOverdue, whyRestarted } from './why.ts';

export type ToldEpisode = Episode & {
  /** Of a restart or of an overdue update. */
  readonly why?: Reason;
  /** Of an overdue update: what the VM was deferred for since the release. */
  readonly since?: readonly Deferral[];
};

export interface Story {
  readonly vm: VmHead;
  readonly episodes: readonly ToldEpisode[];
  readonly reboots: number;
  readonly hotpatches: number;
  readonly overdue: number;
}

/** Undefined when the trace has no such VM. `dotnet`: what status/ knows of .NET updates. */
export function storyOf(
  { head, facts, releases }: Pick<CollectedVm, 'head' | 'facts' | 'releases'>,
  dotnet: DotnetFound,
): Story | undefined {
  if (head === undefined) return undefined;
  let track: string | undefined = trackAtStart(head);
  const releasedAt = (kb: string | null): number | undefined =>
    kb === null ? undefined : (releases.get(`${head.product} ${kb}`) ?? releases.get(kb))?.instant;
  const episodes = episodesOf(facts, dotnet).map((episode): ToldEpisode => {
    if (episode.kind === 'single' && episode.fact === 'trackChanged') track = episode.details.to as string;
    if (episode.kind === 'single' && episode.fact === 'overdue') {
      const kb = episode.details.kb as string;
      const released = releasedAt(kb);
      return {
        ...episode,
        why: whyOverdue(kb, released),
        since: deferralsBetween(facts, released ?? 0, episode.to),
      };
    }
    if (episode.kind !== 'run') return episode;
    const { restart } = episode;
    const own = restart && whyRestarted(restart, track, releasedAt(restart.kb));
    const { by, maintenanceConfiguration: configuration } = episode;
    const why = own && withStarter(own, by, configuration);
    track = episode.track.at(-1)?.to ?? track;
    return { ...episode, ...(why && { why }) };
  });
  const of = (kind: string, more: (fact: VmFact) => boolean = () => true): number =>
    facts.filter((fact) => fact.fact === kind && more(fact)).length;
  return {
    vm: head,
    episodes,
    reboots: of('rebootStarted'),
    hotpatches: of('patchInstalled', ({ kind }) => kind === 'hotpatch' || kind === 'oob_hotpatch'),
    overdue: of('overdue'),
  };
}

/** Who starts a run has it at his hours. */
function withStarter(reason: Reason, by: string, configuration: string | undefined): Reason {
  if (by === 'demand') return askedFor(reason);
  if (by === 'guest') return byWindows(reason);
  return configuration === undefined ? reason : scheduled(reason, configuration);
}

function deferralsBetween(facts: readonly VmFact[], from: number, to: number): Deferral[] {
  const inside = facts.filter(({ fact, t }) => fact === 'deferred' && t >= from && t <= to);
  return [...new Set(inside.map(({ reason }) => reason as string))].map((reason) => {
    const those = inside.filter((one) => one.reason === reason);
    return { reason, times: those.length, first: those[0]!.t, last: those.at(-1)!.t };
  });
}

/** The episodes that touch a span of time, UTC seconds, `to` not included. */
export function episodesDuring(story: Story, from: number, to: number): readonly ToldEpisode[] {
  return story.episodes.filter((episode) => episode.from < to && episode.to >= from);
}

/** What is known of a VM by an instant, UTC seconds: nothing that comes later. */
export function knownBy(collected: CollectedVm, instant: number): CollectedVm {
  return { ...collected, facts: collected.facts.filter(({ t }) => t <= instant) };
}

/** Of the story of what is known by an instant: what goes on then, what happens in that very instant, and the last run. */
export function episodesNow({ episodes }: Story, instant: number): readonly ToldEpisode[] {
  const run = episodes.findLast(({ kind }) => kind === 'run');
  return episodes.filter((one) => one === run || one === episodes.at(-1) || one.to === instant);
}
