// When VMs will be patched and restarted, as a table. Refuses to know how it was found out.

import type { Times, WhenAnswer, WhenRow } from '../experiment/when.ts';
import { count, formatShare } from './numbers.ts';
import { type Palette, paletteOf } from './palette.ts';
import { type Cell, left, right, tableLines } from './table.ts';
import { visibleText } from './visible-text.ts';
import { kindWords } from './words.ts';

const MARKS: Readonly<Record<string, string>> = { baseline_planned: '* ', baseline_unplanned: '! ' };

const short = (time: string): string => time.slice(5, 16).replace('T', ' ');

function timeCells(times: Times, share: number): Cell[] {
  const { earliest, p5, p50, p95, latest, usualHour } = times;
  const hour = `${String(usualHour).padStart(2, '0')} h`;
  return [
    ...[earliest, p5, p50, p95, latest].map((time) => left(short(time))),
    right(hour),
    right(formatShare(share)),
  ];
}

function rowLines(row: WhenRow, palette: Palette): Cell[][] {
  const [kind] = Object.entries(row.kinds).sort(([, a], [, b]) => b - a)[0];
  const name = `${row.month} ${MARKS[kind] ?? '  '}${visibleText(row.kb)}`;
  const nothing = (text: string): Cell[] => [{ text: palette.faint(text), span: 5 }, left(''), right('')];
  return [
    [
      left(name),
      left('patched'),
      ...(row.patched === null
        ? nothing('not in effect by the end of the run')
        : timeCells(row.patched, row.patchedShare)),
    ],
    [
      left(palette.faint(`        ${kindsText(row)}`)),
      left('reboots'),
      ...(row.rebooted === null ? nothing('no reboot') : timeCells(row.rebooted, row.rebootShare)),
    ],
  ];
}

/** `hotpatch`, or where replications draw releases: `hotpatch 84.0 %`. */
function kindsText({ kinds }: WhenRow): string {
  const sorted = Object.entries(kinds).sort(([, a], [, b]) => b - a);
  if (sorted.length === 1) return kindWords(sorted[0][0]);
  return `${kindWords(sorted[0][0])} ${formatShare(sorted[0][1])}`;
}

/** A table for each answer; ends with a line end. */
export function renderWhen(
  answers: readonly WhenAnswer[],
  { color, replications }: { readonly color: boolean; readonly replications: number },
): string {
  const palette = paletteOf(color);
  const head = ['', '', 'earliest', '5 %', 'median', '95 %', 'latest'].map((text) =>
    left(palette.strong(text)),
  );
  const blocks = answers.map((answer) => {
    const lines = [palette.strong(visibleText(answer.name)), ...aboutLines(answer, replications, palette)];
    if (answer.rows.length === 0) return [...lines, '', '  no release concerns it in this run'].join('\n');
    const rows = answer.rows.flatMap((row) => rowLines(row, palette));
    const whole = [...head, right(palette.strong('usually')), right(palette.strong('share'))];
    return [...lines, '', ...tableLines([whole, ...rows], 0)].join('\n');
  });
  const legend =
    '* planned baseline   ! unplanned baseline   share: of VMs and replications, by the end of the run';
  return `${[...blocks, palette.faint(legend)].join('\n\n')}\n`;
}

function aboutLines(
  { vms, notAutomatic, zones }: WhenAnswer,
  replications: number,
  palette: Palette,
): string[] {
  const shown = zones.length > 3 ? `${zones.length} zones` : zones.join(', ');
  const lines = [
    `${count(vms, 'VM')}, ${count(replications, 'replication')}; times are local (${shown}), month-day hour:minute`,
  ];
  if (notAutomatic > 0)
    lines.push(
      palette.caution(
        `${count(notAutomatic, 'VM')} not covered at the start, patched then only when somebody asks for it (R9, R30)`,
      ),
    );
  return lines;
}
