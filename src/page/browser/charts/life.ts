// The run as one VM lived it: waiting, install runs, restarts, updates overdue. Refuses to know why.

import type { Story } from '../../../story/story.ts';
import type { Chart } from '../chart.ts';
import { type GanttBar, gantt } from './gantt.ts';

const LANES = ['waits for an update', 'install runs', 'restarts', 'overdue'] as const;

export function lifeChart({ vm, episodes }: Story, start: string, end: string): Chart {
  const until = Date.parse(end);
  const runFrom = (index: number, installs?: unknown): number => {
    const run = episodes.find(
      (one, place) =>
        place > index &&
        one.kind === 'run' &&
        (installs === undefined || one.installed.some(({ kb }) => kb === installs)),
    );
    return run === undefined ? until : run.from * 1000;
  };
  const bars = episodes.flatMap((episode, index): GanttBar[] => {
    const [from, to] = [episode.from * 1000, episode.to * 1000];
    const at = `${new Date(from).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    if (episode.kind === 'waiting') {
      if (episode.found === null) return [];
      const words = `${episode.found}, found ${at}`;
      return [{ lane: LANES[0], from, to: runFrom(index), color: '#8c96a0', words }];
    }
    if (episode.kind === 'single') {
      if (episode.fact !== 'overdue') return [];
      const { kb } = episode.details;
      return [
        { lane: LANES[3], from, to: runFrom(index, kb), color: '#d55e00', words: `${kb} overdue ${at}` },
      ];
    }
    const kbs = episode.installed.map(({ kb }) => kb).join(', ') || 'nothing installed';
    const run = { lane: LANES[1], from, to, color: '#0072b2', words: `${kbs}, ${at}` };
    const { restart } = episode;
    if (restart === undefined) return [run];
    const began = restart.started * 1000;
    const words = `restart for ${restart.kb ?? 'the reboot setting'}, ${restart.seconds ?? '?'} s`;
    const back = began + (restart.seconds ?? 0) * 1000;
    return [run, { lane: LANES[2], from: began, to: back, color: '#e69f00', words }];
  });
  return {
    id: 'life',
    title: `The run of ${vm.vm}`,
    about:
      'From the first sight of an update to the next install run, each run, each restart, and from overdue to installed.',
    head: ['lane', 'from (UTC)', 'to (UTC)', 'what'],
    rows: bars.map(({ lane, from, to, words }) => [
      lane,
      new Date(from).toISOString().slice(0, 16),
      new Date(to).toISOString().slice(0, 16),
      words,
    ]),
    height: 190,
    option: (colors) => gantt(LANES, bars, { from: Date.parse(start), to: Date.parse(end) }, colors),
  };
}
