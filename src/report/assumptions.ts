// The assumption ledger: what the scenario set, what was assumed, and, when asked, what is documented.
// Refuses to know which of them mattered.

import type { Assumption, Summary } from '../metrics/summary.ts';
import type { Layout, Section } from './layout.ts';
import { count } from './numbers.ts';
import { left, tableLines } from './table.ts';
import { visibleText } from './visible-text.ts';
import { wrap } from './wrap.ts';

const table = (rows: readonly Assumption[]) =>
  tableLines(
    rows.map((row) => [row.parameter, row.value, row.source].map((text) => left(visibleText(text)))),
    4,
  );

export function assumptionSection(summary: Summary, layout: Layout): Section {
  const { palette, verbose, columns } = layout;
  const of = (basis: Assumption['basis']) => summary.assumptions.filter((row) => row.basis === basis);
  const [set, assumed, documented] = [of('scenario'), of('assumed'), of('documented')];
  const lines: string[] = [];
  if (set.length > 0) lines.push(palette.caution('  set by the scenario'), ...table(set));
  if (assumed.length > 0) {
    lines.push(palette.faint('  assumed, because no source says'));
    const pairs = assumed.map((row) => `${row.parameter} ${visibleText(row.value)}`);
    lines.push(...(verbose ? table(assumed) : wrap(pairs, columns, { indent: 4, separator: ' · ' })));
  }
  if (documented.length > 0) {
    lines.push(
      palette.faint(
        verbose
          ? '  documented'
          : `  ${count(documented.length, 'more value')} as documented (-v lists them)`,
      ),
    );
    if (verbose) lines.push(...table(documented));
  }
  return { title: 'Assumptions', lines };
}
