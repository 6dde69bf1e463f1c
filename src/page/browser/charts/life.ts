// The run as one VM lived it: waiting, install runs, restarts, updates overdue. Refuses to know why.

import type { Story } from '../../../story/story.ts';
import type { Chart } from '../chart.ts';
import { type GanttBar, gantt } from './gantt.ts';

const LANES = ['waits for an update', 'install runs', 'restarts', 'overdue'] as const;

export function lifeChart({ vm, episodes }: Story, start: string, end: string): Chart {
  const bars = episodes.flatMap((episode): GanttBar[] => {
    const [from, to] = [episode.from * 1000, episode.to * 1000];
    const at = `${new Date(from).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    if (episode.kind === 'waiting') {
      if (episode.found === null) return [];
      return [{ lane: LANES[0], from, to, color: '#8c96a0', words: `${episode.found}, found ${at}` }];
    }
    if (episode.kind === 'single')
      return episode.fact === 'overdue'
        ? [{ lane: LANES[3], from, to, color: '#d55e00', words: `${episode.details.kb} overdue ${at}` }]
        : [];
    const kbs = episode.installed.map(({ kb }) => kb).join(', ') || 'nothing installed';
    const run = { lane: LANES[1], from, to, color: '#0072b2', words: `${kbs}, ${at}` };
    const { restart } = episode;
    if (restart === undefined) return [run];
    const began = restart.started * 1000;
    const words = `restart for ${restart.kb ?? 'the reboot setting'}, ${restart.seconds ?? '?'} s`;
    return [
      run,
      { lane: LANES[2], from: began, to: began + (restart.seconds ?? 0) * 1000, color: '#e69f00', words },
    ];
  });
  return {
    id: 'life',
    title: `The run of ${vm.vm}`,
    about: 'From the first sight of an update to its installation, each install run, each restart.',
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
