// The summary of a run as a person reads it in a terminal: the order of its parts.
// Refuses to know how any number was computed and whether there is a terminal.

import type { Summary } from '../metrics/summary.ts';
import { actionSection } from './actions.ts';
import { assumptionSection } from './assumptions.ts';
import { notCoveredSection, overdueSection } from './exceptions.ts';
import { groupSection } from './group-table.ts';
import { headlineLines } from './headline.ts';
import type { Layout, Section } from './layout.ts';
import { paletteOf } from './palette.ts';
import { peakSection } from './peaks.ts';
import { releaseSection } from './release-table.ts';
import { rolloutSection } from './rollout-text.ts';
import { visibleText } from './visible-text.ts';
import { wrapText } from './wrap.ts';

export interface SummaryTextOptions {
  readonly color: boolean;
  /** Width to fit into, default 100; used between 60 and 140. */
  readonly columns?: number;
  /** Lists documented assumptions and the sources of the assumed ones. */
  readonly verbose?: boolean;
}

function noticeSection(summary: Summary, layout: Layout): Section {
  const lines = summary.notices.flatMap((notice) =>
    wrapText(`- ${visibleText(notice)}`, layout.columns, { indent: 2, hang: 2 }),
  );
  return { title: 'Notices', lines };
}

/** Everything a terminal shows of a run, ending with a newline. The same summary and options give the same text. */
export function renderSummaryText(summary: Summary, options: SummaryTextOptions): string {
  const layout: Layout = {
    palette: paletteOf(options.color),
    columns: Math.min(140, Math.max(60, options.columns ?? 100)),
    verbose: options.verbose ?? false,
  };
  const sections = [
    groupSection,
    releaseSection,
    rolloutSection,
    notCoveredSection,
    overdueSection,
    actionSection,
    peakSection,
    noticeSection,
    assumptionSection,
  ].map((section) => section(summary, layout));
  const blocks = sections
    .filter((section) => section.lines.length > 0)
    .map((section) => [layout.palette.strong(section.title), ...section.lines].join('\n'));
  return `${[headlineLines(summary, layout).join('\n'), ...blocks].join('\n\n')}\n`;
}
