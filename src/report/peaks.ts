// Where most VMs were in flight or rebooting at once. Refuses to know how they meet there.

import type { PeakRow, Summary } from '../metrics/summary.ts';
import { type Layout, type Section, shortName } from './layout.ts';
import { formatNumber } from './numbers.ts';
import { left, right, tableLines } from './table.ts';

const ROWS_EACH = 3;

export function peakSection(summary: Summary, layout: Layout): Section {
  const { peaks } = summary;
  const places: [string, readonly PeakRow[]][] = [
    ['region', peaks.regions],
    ['zone', peaks.zones],
    ['subscription', peaks.subscriptions],
    ['availability set', peaks.availabilitySets],
  ];
  const rows = places.flatMap(([kind, all]) =>
    all
      .slice(0, ROWS_EACH)
      .map((row, index) => [
        left(index === 0 ? kind : ''),
        left(shortName(row.name, 32)),
        ...[row.vms, row.inFlight, row.rebooting].map((n) => right(formatNumber(n))),
      ]),
  );
  if (rows.length === 0) return { title: 'Peaks', lines: [] };
  const head = [
    left(''),
    left(''),
    ...['VMs', 'in flight', 'rebooting'].map((text) => right(layout.palette.strong(text))),
  ];
  return { title: 'Most VMs at once', lines: tableLines([head, ...rows]) };
}
