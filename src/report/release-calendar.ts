// The release calendar as a table and as an iCalendar file. Refuses to know where the releases come from.

import { createEvents, type EventAttributes } from 'ics';
import type { ListedRelease } from '../catalogue/listing.ts';
import { count } from './numbers.ts';
import { type Palette, paletteOf } from './palette.ts';
import { left, tableLines } from './table.ts';
import { visibleText } from './visible-text.ts';
import { kindWords } from './words.ts';
import { wrap } from './wrap.ts';

/** `*` planned and `!` unplanned baselines, which restart a hotpatch VM; `?` what no source states outright. */
function kindText({ kind, certainty }: ListedRelease, palette: Palette): string {
  const words = kindWords(kind) + (certainty === 'inferred' ? ' ?' : '');
  if (kind === 'baseline_unplanned') return palette.caution(`! ${words}`);
  if (kind === 'baseline_planned') return palette.place(`* ${words}`);
  return `  ${words}`;
}

const LEGEND = [
  '* planned baseline',
  '! unplanned baseline',
  '? inferred from other data',
  'others are installed on demand only',
];

/** A line per release, in order of time; ends with a line end. */
export function renderCalendar(
  releases: readonly ListedRelease[],
  { color, columns = 100 }: { readonly color: boolean; readonly columns?: number },
): string {
  const palette = paletteOf(color);
  if (releases.length === 0) return 'no release\n';
  const head = ['released (UTC)', 'product', 'KB', '  kind', 'classification', 'build'];
  const rows = releases.map((release) => {
    const { instant, product, kb, classification, build, automatic } = release;
    const faint = (text: string): string => (automatic ? text : palette.faint(text));
    return [
      faint(instant.replace('T', ' ').replace(/:00Z$/, '')),
      faint(product),
      faint(visibleText(kb)),
      kindText(release, palette),
      faint(classification),
      faint(visibleText(build)),
    ].map(left);
  });
  const inferred = releases.filter(({ certainty }) => certainty === 'inferred').length;
  const lines = [
    ...tableLines([head.map((text) => left(palette.strong(text))), ...rows], 0),
    '',
    ...wrap(LEGEND, columns, { indent: 0, separator: '   ' }).map(palette.faint),
    `${count(releases.length, 'release')}, ${inferred} inferred`,
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * An iCalendar file (RFC 5545): a whole-day event on the day of each release, in UTC. The same releases give the same
 * bytes: identity and stamp of an event come from its release.
 */
export function calendarAsIcs(releases: readonly ListedRelease[]): string {
  const events = releases.map((release): EventAttributes & { timestamp: number } => {
    const { instant, product, kb, kind, classification, build, certainty, rebootBehavior, source, note } =
      release;
    const [year, month, day] = instant.slice(0, 10).split('-').map(Number) as [number, number, number];
    const next = new Date(Date.UTC(year, month - 1, day + 1));
    return {
      uid: `${kb}-${product}-${instant.slice(0, 10)}@patchsim`,
      timestamp: Date.parse(instant),
      start: [year, month, day],
      end: [next.getUTCFullYear(), next.getUTCMonth() + 1, next.getUTCDate()],
      title: `${product}: ${kb} ${kindWords(kind)}${certainty === 'inferred' ? ' (inferred)' : ''}`,
      description: [
        `${classification}, ${rebootBehavior}${build === '' ? '' : `, build ${build}`}; released ${instant}, ${certainty}.`,
        note,
        source,
      ]
        .filter((line) => line !== '')
        .join('\n'),
      categories: [kindWords(kind)],
      transp: 'TRANSPARENT',
    };
  });
  const { error, value } = createEvents(events, {
    productId: '-//patchsim//release calendar//EN',
    calName: 'patchsim',
  });
  if (error) throw error;
  return value as string;
}
