// What operators did to the VMs, and what was refused. Refuses to know when that holds.

import type { Summary } from '../metrics/summary.ts';
import type { Layout, Section } from './layout.ts';
import { count } from './numbers.ts';
import { left, right, tableLines } from './table.ts';
import { actionWords, refusalWords } from './words.ts';

/** No lines where nobody did anything. What is only told of when it is refused has no number of times. */
export function actionSection({ fleet }: Summary, _layout: Layout): Section {
  const rows = Object.entries(fleet.actions ?? {}).map(([action, { done, refused }]) => {
    const reasons = Object.entries(refused).map(
      ([reason, times]) => `refused ${count(times, 'time')}: ${refusalWords(reason)}`,
    );
    return [
      left(actionWords(action)),
      right(done === 0 ? '' : count(done, 'time')),
      left(reasons.join('; ')),
    ];
  });
  return { title: 'Actions', lines: tableLines(rows) };
}
