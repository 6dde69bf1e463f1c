// A summary.json by its content. Refuses to know where it was read.

import type { Summary } from '../metrics/summary.ts';

/** A summary.json, undefined for anything else. */
export function asSummary(text: string): Summary | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const data = JSON.parse(text) as Partial<Summary>;
    return data.formatVersion === 1 && data.groups !== undefined && data.peaks !== undefined
      ? (data as Summary)
      : undefined;
  } catch {
    return undefined;
  }
}
