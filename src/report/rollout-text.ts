// How the rollouts went: those that halted or did not pass every phase by name, the others as a count.
// Refuses to know what a gate looks at.

import type { RolloutSummary, Summary } from '../metrics/summary.ts';
import type { Layout, Section } from './layout.ts';
import { count } from './numbers.ts';
import { visibleText } from './visible-text.ts';
import { wrapText } from './wrap.ts';

const MOST_ROLLOUTS = 12;

/** `2024-08-13T10:00:00Z` → `2024-08-13 10:00`. */
const minute = (instant: string) => instant.slice(0, 16).replace('T', ' ');

const complete = (rollout: RolloutSummary) =>
  rollout.halted === null && rollout.phases.every((phase) => phase.passed !== null);

function rolloutLine(rollout: RolloutSummary): string {
  const passed = rollout.phases.filter((phase) => phase.passed !== null).length;
  const current = rollout.phases.find((phase) => phase.passed === null);
  const parts = [`${rollout.month}${rollout.expedited ? ' (out of band)' : ''}:`];
  if (rollout.halted !== null) parts.push(`halted ${minute(rollout.halted)},`);
  parts.push(`${passed} of ${count(rollout.phases.length, 'phase')} passed`);
  if (current !== undefined) {
    const regions = current.regions.map(visibleText).join(', ');
    const state = current.opened === null ? 'was never opened' : `open since ${minute(current.opened)}`;
    parts.push(`– ${visibleText(current.name)} (${regions}) ${state}`);
  }
  return parts.join(' ');
}

export function rolloutSection(summary: Summary, layout: Layout): Section {
  const rest = summary.rollouts.filter((rollout) => !complete(rollout));
  const done = summary.rollouts.length - rest.length;
  const lines: string[] = [];
  if (done > 0) lines.push(`  ${count(done, 'rollout')} passed every phase`);
  for (const rollout of rest.slice(0, MOST_ROLLOUTS)) {
    const tone = rollout.halted === null ? layout.palette.caution : layout.palette.bad;
    lines.push(...wrapText(rolloutLine(rollout), layout.columns, { indent: 2, hang: 2 }).map(tone));
  }
  if (rest.length > MOST_ROLLOUTS)
    lines.push(`  … and ${rest.length - MOST_ROLLOUTS} more, all in summary.json`);
  return { title: 'Rollouts', lines };
}
