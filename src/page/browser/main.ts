// The script of the page: unpacks the data and draws every section. Refuses to compute anything that the data does not have.
/// <reference lib="dom" />

import { rowText } from '../../report/comparison-words.ts';
import { visibleText } from '../../report/visible-text.ts';
import { kindWords, reasonWords } from '../../report/words.ts';
import type { GroupSeries, LedgerData, PageData } from '../data.ts';
import { type Chart, figure, forget } from './chart.ts';
import { deferralsChart, effectiveChart, hoursChart, trackChart } from './charts/bars.ts';
import { comparisonChart } from './charts/comparison.ts';
import { dailyChart } from './charts/daily.ts';
import { rebootsChart } from './charts/reboots.ts';
import { rolloutChart } from './charts/rollout.ts';
import { togetherChart } from './charts/together.ts';
import { button, element, scrolling, table } from './elements.ts';
import { startTheme } from './theme.ts';
import { vmSection } from './vms.ts';

type RunData = Extract<PageData, { kind: 'run' }>;

async function unpack(): Promise<PageData> {
  const text = document.getElementById('data')!.textContent!;
  const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

const section = (title: string, ...inner: Node[]): HTMLElement =>
  element('section', {}, element('h2', {}, title), ...inner);

const charted = (chart: Chart | undefined): HTMLElement[] =>
  chart === undefined ? [] : [section(chart.title, figure(chart))];

/** Beside each other as long as bars can be told apart. */
const MOST_BARS = 4;
/** In the list of groups to choose from. */
const MOST_GROUPS = 200;

function runSections(data: RunData): HTMLElement[] {
  const { summary, ledger, bands } = data;
  const { start, end } = summary.scenario;
  const names = Object.keys(summary.groups);
  const perGroup = element('div', {});
  const draw = (name: string): void => {
    forget(perGroup);
    const group = name === '' ? summary.fleet : summary.groups[name]!;
    const drawn = [
      ...(ledger === null ? [] : ledgerCharts(data, ledger, name)),
      ...charted(dailyChart(group, start, bands, name)),
      ...charted(deferralsChart(group)),
    ];
    const nothing = group.simulated === 0 ? 'no updates are known for its VMs' : 'nothing was released';
    perGroup.replaceChildren(
      ...(drawn.length > 0
        ? drawn
        : [element('p', { class: 'note' }, `There is nothing to draw: ${nothing}.`)]),
    );
  };
  const choice = element('select', { id: 'group' }, element('option', { value: '' }, 'the whole fleet'));
  for (const name of names.slice(0, MOST_GROUPS))
    choice.append(element('option', { value: name }, visibleText(name)));
  choice.addEventListener('change', () => draw(choice.value));
  draw('');
  const unlisted =
    names.length > MOST_GROUPS
      ? [
          element(
            'span',
            { class: 'note' },
            `the first ${MOST_GROUPS} of ${names.length} groups can be chosen`,
          ),
        ]
      : [];
  const vms = ledger === null ? undefined : vmSection(ledger.stories, { start, end, groups: names });
  return [
    ...(ledger === null
      ? [
          element(
            'p',
            { class: 'note' },
            'There was no trace beside the summary: charts that need the ledger, and the VMs, are left out.',
          ),
        ]
      : []),
    ...(names.length > 1
      ? [
          element(
            'div',
            { class: 'controls' },
            element('label', { for: 'group' }, 'Charts of'),
            choice,
            ...unlisted,
          ),
        ]
      : []),
    perGroup,
    ...(ledger === null
      ? []
      : [rolloutSection(ledger), ...charted(togetherChart(ledger.rebootingByHour, start, end))]),
    overdueSection(data, vms?.show),
    releaseSection(data),
    ...(vms === undefined ? [] : [vms.section]),
    assumptionSection(data),
  ];
}

function ledgerCharts({ summary }: RunData, ledger: LedgerData, name: string): HTMLElement[] {
  const { months, fleet, groups } = ledger;
  const one = name === '' ? fleet : groups.find((group) => group.name === name)!;
  const beside: readonly GroupSeries[] =
    name === '' && groups.length > 1 && groups.length <= MOST_BARS
      ? Object.keys(summary.groups).flatMap((key) => groups.find((group) => group.name === key) ?? [])
      : [one];
  return [
    ...charted(rebootsChart(months, beside, releasesOf(summary, name))),
    ...charted(effectiveChart(one)),
    ...charted(hoursChart(one)),
    ...charted(trackChart(months, one)),
  ];
}

/** Of the product lines that the group has. */
function releasesOf({ releases }: RunData['summary'], name: string): RunData['summary']['releases'] {
  if (name === '') return releases;
  const used = new Set(
    releases.filter(({ byGroup }) => (byGroup[name]?.installed ?? 0) > 0).map(({ product }) => product),
  );
  return releases.filter(({ product }) => used.has(product));
}

function rolloutSection({ rollouts }: LedgerData): HTMLElement {
  if (rollouts.length === 0)
    return section('The rollout as a timeline', element('p', {}, 'No update reached a VM.'));
  const place = element('div', {});
  const choice = element('select', { id: 'rollout-month' });
  for (const [index, { month, halted }] of rollouts.entries())
    choice.append(element('option', { value: index }, `${month}${halted === null ? '' : ', halted'}`));
  const draw = (): void => {
    forget(place);
    const rollout = rollouts[Number(choice.value)];
    place.replaceChildren(...(rollout === undefined ? [] : [figure(rolloutChart(rollout))]));
  };
  choice.addEventListener('change', draw);
  const halted = rollouts.findIndex((one) => one.halted !== null);
  choice.value = String(Math.max(0, halted));
  draw();
  return section(
    'The rollout as a timeline',
    element('div', { class: 'controls' }, element('label', { for: 'rollout-month' }, 'Release of'), choice),
    place,
  );
}

/** Rows with a button each, until the reader asks for all of them. */
const MOST_OVERDUE = 50;

function overdueSection({ summary }: RunData, show: ((vm: string) => void) | undefined): HTMLElement {
  const { overdue, fleet } = summary;
  if (overdue.length === 0) return section('Overdue VMs', element('p', {}, 'None.'));
  const place = element('div', {});
  const draw = (many: number): void => {
    const listed = overdue.slice(0, many);
    const rows = listed.map(({ vm, group, kb, month, reason }) => [
      vm,
      group,
      kb,
      month,
      reasonWords(reason),
    ]);
    const made = table(['VM', 'group', 'update', 'month', 'why'], rows);
    if (show !== undefined)
      for (const [index, row] of [...made.tBodies[0]!.rows].entries()) {
        const { vm } = listed[index]!;
        row.cells[0]!.replaceChildren(button(visibleText(vm), () => show(vm)));
      }
    place.replaceChildren(scrolling('Overdue VMs', made));
    if (many < overdue.length)
      place.append(
        element(
          'div',
          { class: 'controls' },
          button(`Show all ${overdue.length}`, () => draw(overdue.length)),
        ),
      );
  };
  draw(MOST_OVERDUE);
  const told = `${fleet.overdue} VMs were overdue at least once, in ${overdue.length} pairs of VM and update.`;
  return section('Overdue VMs', element('p', {}, told), place);
}

function releaseSection({ summary }: RunData): HTMLElement {
  const rows = summary.releases.map(({ date, product, kb, kind, certainty, installed, reboots }) => [
    date.slice(0, 10),
    product,
    kb,
    kindWords(kind),
    certainty,
    installed,
    reboots,
  ]);
  const head = ['date', 'product', 'KB', 'kind', 'certainty', 'installed', 'reboots'];
  return section('Releases', scrolling('Releases', table(head, rows)));
}

function assumptionSection({ summary }: RunData): HTMLElement {
  const rows = summary.assumptions.map(({ parameter, value, basis, source }) => [
    parameter,
    value,
    basis,
    source,
  ]);
  return section(
    'What the run rests on',
    scrolling('Assumptions', table(['parameter', 'value', 'basis', 'source'], rows)),
  );
}

function comparisonSections({ variants }: Extract<PageData, { kind: 'comparison' }>): HTMLElement[] {
  return variants.flatMap(({ comparison }, index) => {
    const { base, other, rows } = comparison;
    const shown = rows.map((row) => {
      const text = rowText(row);
      return [
        row.group ?? 'all',
        text.label,
        text.base,
        text.other,
        text.difference,
        text.interval,
        text.ratio,
        row.worse ? 'worse' : row.clear && /[1-9]/.test(text.difference) ? 'changed' : '',
      ];
    });
    return [
      section(`${base} and ${other}`),
      ...charted(comparisonChart(comparison, 'reboots.byMonth', index)),
      ...charted(comparisonChart(comparison, 'reboots.byCause', index)),
      section(
        'All measures',
        scrolling(
          `All measures of ${other}`,
          table(['group', 'measure', base, other, 'difference', 'interval', 'ratio', 'verdict'], shown),
        ),
      ),
    ];
  });
}

startTheme();
const data = await unpack();
document
  .getElementById('sections')!
  .replaceChildren(...(data.kind === 'run' ? runSections(data) : comparisonSections(data)));
document.documentElement.dataset.drawn = 'true';
