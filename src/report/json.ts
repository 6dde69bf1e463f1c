// A summary as JSON that is the same bytes for the same summary. Refuses to know where it is written.

import type { Summary } from '../metrics/summary.ts';

/** Maps whose keys come in the order in which a run met them; printed in order of key. */
const COUNTED = new Set(['notCovered', 'byCause', 'byMonth', 'byKb', 'overdueByReason', 'deferrals']);

function inOrderOfKey(key: string, value: unknown): unknown {
  if (!COUNTED.has(key) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** Indented by 2 spaces, lists of numbers on one line, with a newline at the end. */
export function renderJson(summary: Summary): string {
  const text = JSON.stringify(summary, inOrderOfKey, 2);
  // A JSON string holds no raw newline, so this finds lists and nothing inside a string.
  const compact = text.replace(/\[\n[-\d.eE+,\s]+\]/g, (list) =>
    list.replace(/\s+/g, '').replaceAll(',', ', '),
  );
  return `${compact}\n`;
}
