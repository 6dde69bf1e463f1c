// A forecast as an iCalendar file: the nights in which VMs are likely patched, and the days on which baselines come out.
// Refuses to know how it was found out.

import { createEvents, type DateArray, type EventAttributes } from 'ics';
import type { WhenAnswer, WhenRow } from '../experiment/when.ts';
import { formatShare } from './numbers.ts';
import { visibleText } from './visible-text.ts';
import { kindWords } from './words.ts';

type Event = EventAttributes & { timestamp: number };

/** Whole days, the last one included. The same answers give the same bytes. */
export function whenAsIcs(answers: readonly WhenAnswer[]): string {
  const windows = answers.flatMap((answer) => answer.rows.flatMap((row) => windowOf(answer, row)));
  const baselines = new Map(
    answers.flatMap(({ rows }) =>
      rows.filter(isBaseline).map((row) => [`${row.month} ${row.kb}`, baselineOf(row)]),
    ),
  );
  const { error, value } = createEvents([...windows, ...baselines.values()], {
    productId: '-//patchsim//forecast//EN',
    calName: 'patchsim when',
  });
  if (error) throw error;
  return value as string;
}

const isBaseline = ({ kinds }: WhenRow): boolean =>
  Object.keys(kinds).some((kind) => kind.startsWith('baseline'));

function windowOf({ name }: WhenAnswer, row: WhenRow): Event[] {
  if (row.patched === null) return [];
  const { patched, rebootShare } = row;
  const reboots = rebootShare === 0 ? 'no reboot' : `reboots (${formatShare(rebootShare)})`;
  return [
    {
      uid: `${name}-${row.month}-${row.kb}@patchsim`,
      timestamp: Date.parse(row.released),
      start: day(patched.p5),
      end: day(patched.p95, 1),
      title: `${visibleText(name)}: ${row.kb} likely patched, ${reboots}`,
      description: `90 % of the forecasts: ${patched.p5} to ${patched.p95}, median ${patched.p50}, all ${patched.earliest} to ${patched.latest}; local time of the VMs.`,
      transp: 'TRANSPARENT',
    },
  ];
}

function baselineOf(row: WhenRow): Event {
  const kind = Object.keys(row.kinds).find((one) => one.startsWith('baseline')) as string;
  return {
    uid: `${row.month}-${row.kb}@patchsim`,
    timestamp: Date.parse(row.released),
    start: day(row.released),
    end: day(row.released, 1),
    title: `${row.kb} released: ${kindWords(kind)}`,
    transp: 'TRANSPARENT',
  };
}

function day(time: string, later = 0): DateArray {
  const [year, month, date] = time.slice(0, 10).split('-').map(Number);
  const shifted = new Date(Date.UTC(year, month - 1, date + later));
  return [shifted.getUTCFullYear(), shifted.getUTCMonth() + 1, shifted.getUTCDate()];
}
