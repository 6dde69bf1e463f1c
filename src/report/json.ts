// A summary as JSON that is the same bytes for the same summary. Refuses to know where it is written.

import type { Summary } from '../metrics/summary.ts';

/** Maps whose keys come in the order in which a run met them; printed in order of key. */
const COUNTED = new Set(['notCovered', 'byCause', 'byMonth', 'byKb', 'overdueByReason', 'deferrals']);

/** A copy: to be asked about each value while they are printed would take as long as all the printing. */
function inOrder(value: unknown, isCounted = false): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return typeof value[0] === 'number' ? value : value.map((item) => inOrder(item));
  const entries = Object.entries(value).map(([key, item]) => [key, inOrder(item, COUNTED.has(key))] as const);
  if (isCounted) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries);
}

/** Indented by 2 spaces, lists of numbers on one line, with a newline at the end. */
export function renderJson(summary: Summary): string {
  const text = JSON.stringify(inOrder(summary), null, 2);
  // A JSON string holds no raw newline, so this finds lists and nothing inside a string.
  const compact = text.replace(
    /\[\n[-\d.eE+,\s]+\]/g,
    (list) => `[${(JSON.parse(list) as number[]).join(', ')}]`,
  );
  return `${compact}\n`;
}
