// Comparisons in words and numbers, as every format has them: the verdict, and one measure as cells.
// Refuses to know the format.

import type { CompareResult, Comparison, Row } from '../experiment/compare.ts';
import { count, formatNumber, formatShare } from './numbers.ts';
import { visibleText } from './visible-text.ts';
import { kindWords } from './words.ts';

/** A difference with its sign; the minus is a minus, not a hyphen. */
export function signed(value: number, decimals: number): string {
  const text = formatNumber(Math.abs(value), decimals);
  if (Number(text.replaceAll(',', '')) === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** Decimals that show a number of this size to about three digits. */
function decimalsOf(...values: number[]): number {
  const size = Math.max(...values.map(Math.abs));
  return size === 0 || size >= 100 ? 0 : size >= 1 ? 1 : 2;
}

/** In the verdict as many decimals as tell apart what clearly differs, four at most; other rows are then left out. */
function tellingDecimals({ key, base, other, clear }: Row): number {
  let decimals = decimalsOf(base, other);
  while (
    key === 'reboots' &&
    clear &&
    decimals < 4 &&
    formatNumber(base, decimals) === formatNumber(other, decimals)
  )
    decimals++;
  return decimals;
}

export interface RowText {
  readonly label: string;
  readonly base: string;
  readonly other: string;
  readonly difference: string;
  /** Empty without one. */
  readonly interval: string;
  /** Empty where the first is nought. */
  readonly ratio: string;
}

export function rowText(row: Row): RowText {
  const { base, other, difference, interval, ratio } = row;
  const share = row.unit === 'share';
  const decimals = share ? 1 : tellingDecimals(row);
  const points = (value: number): string => signed(share ? value * 100 : value, decimals);
  return {
    label: labelOf(row),
    base: share ? formatShare(base) : formatNumber(base, decimals),
    other: share ? formatShare(other) : formatNumber(other, decimals),
    difference: points(difference),
    interval: interval === null ? '' : `[${points(interval[0])}, ${points(interval[1])}]`,
    ratio: ratio === null ? '' : `× ${formatNumber(ratio, 2)}`,
  };
}

function labelOf({ label, partOf }: Row): string {
  if (partOf === undefined) return label;
  return partOf === 'reboots.byCause' ? `for ${kindWords(label)}` : `in ${label}`;
}

/** Rows that are told: what clearly changed, by as much as the digits show. */
export function toldRows({ rows }: Comparison, group?: string): Row[] {
  return rows.filter((row) => row.group === group && row.clear && /[1-9]/.test(rowText(row).difference));
}

/** Groups of which something is told, with those rows; parts of measures are told of the whole fleet only. */
export function toldGroups(
  comparison: Comparison,
): { readonly group: string; readonly rows: readonly Row[] }[] {
  const names = new Set(comparison.rows.flatMap(({ group }) => (group === undefined ? [] : [group])));
  return [...names]
    .map((group) => ({
      group,
      rows: toldRows(comparison, group).filter(({ partOf }) => partOf === undefined),
    }))
    .filter(({ rows }) => rows.length > 0);
}

/** The answer in a sentence. */
export function verdict({ base, other, rows }: Comparison, { replications }: CompareResult): string {
  const names = [visibleText(other), visibleText(base)];
  const times = count(replications, 'replication');
  const row = rows.find(({ key, group }) => key === 'reboots' && group === undefined);
  if (row === undefined) return `${names[0]}: no VM is covered in both, so there are no reboots to compare.`;
  const text = rowText(row);
  if (!row.changed) return `${names[0]}: ${text.other} reboots per VM-year, as in ${names[1]} (${times}).`;
  const interval = text.interval === '' ? `(${times})` : `${text.interval}, 95 %, ${times}`;
  const same = text.other === text.base ? 'as in' : 'instead of';
  const measured = `${text.other} reboots per VM-year ${same} ${text.other === text.base ? names[1] : text.base}: `;
  const sure = row.clear ? inTimes(row) : 'no clear difference, ';
  return `${names[0]}: ${measured}${sure}${text.difference} ${interval}.`;
}

/** Empty for less than a tenth more or fewer: the difference says it better. */
function inTimes({ ratio }: Row): string {
  if (ratio === null || ratio === 0) return '';
  if (ratio <= 1 / 1.1) return `${formatNumber(1 / ratio, 1)} times fewer, `;
  return ratio >= 1.1 ? `${formatNumber(ratio, 1)} times as many, ` : '';
}

/** How VMs fared one by one; empty where that is not known. */
export function vmsText({ vms }: Comparison): string {
  if (vms === null) return '';
  const parts = [
    [vms.fewer, 'with fewer reboots'],
    [vms.same, 'with as many'],
    [vms.more, 'with more'],
  ] as const;
  return `VM by VM: ${parts.map(([number, words]) => `${formatNumber(number)} ${words}`).join(', ')}.`;
}

export const isWorse = ({ comparisons }: CompareResult): boolean =>
  comparisons.some((one) =>
    [undefined, ...toldGroups(one).map(({ group }) => group)].some((group) =>
      toldRows(one, group).some(({ worse }) => worse),
    ),
  );

export const differs = ({ comparisons }: CompareResult): boolean =>
  comparisons.some(({ rows }) => rows.some(({ changed }) => changed));
