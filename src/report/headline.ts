// The first lines of the summary: what ran, and what came out in a sentence or two, from the data alone.
// Refuses to judge: no sentence claims more than the numbers it quotes.

import type { Summary } from '../metrics/summary.ts';
import { groupsOf, type Layout, type NamedGroup } from './layout.ts';
import { alignedNumbers, count, formatShare } from './numbers.ts';
import { visibleText } from './visible-text.ts';
import { wrapText } from './wrap.ts';

function comparison(groups: readonly NamedGroup[]): string | null {
  const simulated = groups.filter(({ group }) => group.simulated > 0);
  if (simulated.length === 0) return null;
  const sorted = [...simulated].sort((a, b) => a.group.reboots.perVm - b.group.reboots.perVm);
  const least = sorted[0]!;
  const most = sorted.at(-1)!;
  const [fewest, highest, difference] = alignedNumbers(
    [
      least.group.reboots.perVm,
      most.group.reboots.perVm,
      Math.round((most.group.reboots.perVm - least.group.reboots.perVm) * 100) / 100,
    ],
    2,
  );
  if (simulated.length === 1) return `${fewest} reboots per VM.`;
  if (fewest === highest) return `Every group: ${fewest} reboots per VM.`;
  const names = [visibleText(least.name), visibleText(most.name)];
  if (simulated.length === 2) {
    return `${names[0]}: ${fewest} reboots per VM; ${names[1]}: ${highest}, ${difference} more.`;
  }
  return `Fewest reboots per VM: ${names[0]} with ${fewest}; most: ${names[1]} with ${highest}.`;
}

function timeliness(summary: Summary): string | null {
  const { fleet } = summary;
  const within = fleet.effectiveWithin['30d'];
  if (within === null) return 'No update was offered to a covered VM.';
  const share = `${formatShare(within)} of the updates offered were effective within 30 days`;
  if (fleet.overdue === 0) return `${share}; no VM was overdue.`;
  return `${share}; ${count(fleet.overdue, 'VM')} overdue at least once.`;
}

/** Title, description and the sentences. */
export function headlineLines(summary: Summary, layout: Layout): string[] {
  const { scenario, fleet } = summary;
  const groups = groupsOf(summary);
  const facts = `${count(fleet.vms, 'VM')} in ${count(groups.length, 'group')}, ${scenario.start.slice(0, 10)} to ${scenario.end.slice(0, 10)}, seed ${visibleText(scenario.seed)}`;
  const lines = [layout.palette.strong(visibleText(scenario.name)), layout.palette.faint(facts)];
  if (scenario.description !== '') {
    lines.push(...wrapText(visibleText(scenario.description), layout.columns, { indent: 0 }));
  }
  const sentences = [comparison(groups), timeliness(summary)].filter((text) => text !== null);
  lines.push('', ...sentences.flatMap((text) => wrapText(text, layout.columns, { indent: 0 })));
  return lines;
}
