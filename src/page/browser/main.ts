// The script of the page: unpacks the data and draws every section. Refuses to compute anything that the data does not have.
/// <reference lib="dom" />

import { rowText } from '../../report/comparison-words.ts';
import { reasonWords } from '../../report/words.ts';
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
    perGroup.replaceChildren(
      ...(ledger === null ? [] : ledgerCharts(data, ledger, name)),
      ...charted(dailyChart(group, start, bands, name)),
      ...charted(deferralsChart(group)),
    );
  };
  const choice = element('select', { id: 'group' }, element('option', { value: '' }, 'the whole fleet'));
  for (const name of names.slice(0, MOST_GROUPS)) choice.append(element('option', { value: name }, name));
  choice.addEventListener('change', () => draw(choice.value));
  draw('');
  const vms = ledger === null ? undefined : vmSection(ledger.stories, { start, end });
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
      ? [element('div', { class: 'controls' }, element('label', { for: 'group' }, 'Charts of'), choice)]
      : []),
    perGroup,
    ...(ledger === null
      ? []
      : [rolloutSection(ledger), ...charted(togetherChart(ledger.rebootingByHour, start))]),
    overdueSection(data, vms?.show),
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
    ...charted(rebootsChart(months, beside, summary.releases)),
    ...charted(effectiveChart(one)),
    ...charted(hoursChart(one)),
    ...charted(trackChart(months, one)),
  ];
}

function rolloutSection({ rollouts }: LedgerData): HTMLElement {
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

function overdueSection({ summary }: RunData, show: ((vm: string) => void) | undefined): HTMLElement {
  const { overdue, fleet } = summary;
  if (overdue.length === 0) return section('Overdue VMs', element('p', {}, 'None.'));
  const rows = overdue.map(({ vm, group, kb, month, reason }) => [vm, group, kb, month, reasonWords(reason)]);
  const made = table(['VM', 'group', 'update', 'month', 'why'], rows);
  if (show !== undefined)
    for (const [index, row] of [...made.tBodies[0]!.rows].entries()) {
      const { vm } = overdue[index]!;
      row.cells[0]!.replaceChildren(button(vm, () => show(vm)));
    }
  return section(
    'Overdue VMs',
    element(
      'p',
      {},
      `${fleet.overdue} VMs were overdue at least once; ${overdue.length} pairs of VM and update are listed.`,
    ),
    scrolling('Overdue VMs', made),
  );
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
    ...summary.notices.map((notice) => element('p', { class: 'note' }, notice)),
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
        row.worse ? 'worse' : row.clear ? 'changed' : '',
      ];
    });
    return [
      section(`${base} and ${other}`),
      ...charted(comparisonChart(comparison, 'reboots.byMonth', index)),
      ...charted(comparisonChart(comparison, 'reboots.byCause', index)),
      section(
        'All measures',
        scrolling(
          'All measures',
          table(['group', 'measure', base, other, 'difference', 'interval', 'ratio', ''], shown),
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
