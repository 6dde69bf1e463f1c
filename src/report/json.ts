// A summary as JSON that is the same bytes for the same summary. Refuses to know where it is written.

import type { Summary } from '../metrics/summary.ts';

/** Maps whose keys come in the order in which a run met them; printed in order of key. */
const COUNTED = new Set(['notCovered', 'byCause', 'byMonth', 'byKb', 'overdueByReason', 'deferrals']);

/** As JSON.stringify writes a value indented by 2 spaces, but for lists of numbers: on one line, as there are 30,000 of them. */
function written(value: unknown, isCounted: boolean, newline: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inside = `${newline}  `;
  if (Array.isArray(value)) {
    if (typeof value[0] === 'number') return JSON.stringify(value).replaceAll(',', ', ');
    if (value.length === 0) return '[]';
    return `[${inside}${value.map((item) => written(item, false, inside)).join(`,${inside}`)}${newline}]`;
  }
  const keys = Object.keys(value);
  if (isCounted) keys.sort();
  const members: string[] = [];
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at];
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined)
      members.push(`${JSON.stringify(key)}: ${written(item, COUNTED.has(key), inside)}`);
  }
  return members.length === 0 ? '{}' : `{${inside}${members.join(`,${inside}`)}${newline}}`;
}

/** Indented by 2 spaces, lists of numbers on one line, with a newline at the end. */
export function renderJson(summary: Summary): string {
  return `${written(summary, false, '\n')}\n`;
}
