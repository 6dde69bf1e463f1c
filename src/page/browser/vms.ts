// VM by VM: search by name, group, region or zone, and for the one chosen its run as a lane and its story as `explain` tells
// it. Refuses to know rules.
/// <reference lib="dom" />

import { wallOf } from '../../calendar/local.ts';
import { renderStory } from '../../report/story.ts';
import { visibleText } from '../../report/visible-text.ts';
import type { Story } from '../../story/story.ts';
import { type Unpacked, unpackStories } from '../columns.ts';
import type { PackedStories } from '../data.ts';
import { figure, forget } from './chart.ts';
import { lifeChart } from './charts/life.ts';
import { element } from './elements.ts';

/** More rows than anybody reads; searching on narrows them down. */
const MOST_RESULTS = 100;

interface Known extends Unpacked {
  /** What the search looks at. */
  readonly text: string;
}

export function vmSection(
  packed: PackedStories,
  run: { readonly start: string; readonly end: string; readonly groups: readonly string[] },
): { readonly section: HTMLElement; readonly show: (vm: string) => void } {
  const known = unpackStories(packed, Date.parse(run.start) / 1000).map((told): Known => {
    const { story } = told;
    const { vm, group, region, zone, availabilitySet } = story.vm;
    return {
      ...told,
      text: [vm, group, region, zone && `zone ${zone}`, availabilitySet].join(' ').toLowerCase(),
    };
  });
  // In the order of the scenario: the page has them as the engine numbers them, by place.
  const byName = new Intl.Collator('en', { numeric: true });
  const rank = new Map(run.groups.map((group, index) => [group, index]));
  known.sort(
    (a, b) =>
      rank.get(a.story.vm.group)! - rank.get(b.story.vm.group)! ||
      byName.compare(a.story.vm.vm, b.story.vm.vm),
  );
  const input = element('input', {
    type: 'search',
    id: 'vm-search',
    placeholder: 'web-1, region, zone, set …',
  });
  const order = element('select', { id: 'vm-order' });
  for (const [value, words] of ORDERS) order.append(element('option', { value }, words));
  const results = element('ul', { class: 'results', id: 'vm-results' });
  const count = element('p', { class: 'note', role: 'status', id: 'vm-count' });
  const detail = element('div', { id: 'vm-detail' });
  let chosen: Known | undefined;

  const choose = (told: Known): void => {
    chosen = told;
    forget(detail);
    detail.replaceChildren(...detailOf(told));
    for (const row of results.querySelectorAll('button'))
      row.setAttribute('aria-pressed', String(row.dataset.vm === told.story.vm.vm));
    // Who reads with the keyboard or by ear goes on with what was opened.
    detail.querySelector('h3')!.focus();
  };
  const detailOf = ({ story, status }: Known): Node[] => {
    const { starts, offsets } = packed.zones[story.vm.timeZone]!;
    const zone = {
      zone: story.vm.timeZone,
      from: starts[0]!,
      to: Number.MAX_SAFE_INTEGER,
      starts: Float64Array.from(starts),
      offsets: Int32Array.from(offsets),
    };
    const wall = (instant: number): number => wallOf(zone, instant);
    const text = renderStory(story, story.episodes, { color: false, columns: 110, wall });
    return [
      element('h3', { tabindex: -1 }, visibleText(story.vm.vm)),
      figure(lifeChart(story, run.start, run.end)),
      element('h4', {}, 'At the end of the run the portal would show'),
      element(
        'pre',
        { tabindex: 0, id: 'vm-status', 'aria-label': `Status of ${visibleText(story.vm.vm)}` },
        status,
      ),
      element('h4', {}, 'Its story'),
      element(
        'pre',
        { tabindex: 0, id: 'vm-story', 'aria-label': `Story of ${visibleText(story.vm.vm)}` },
        text,
      ),
    ];
  };
  const search = (): void => {
    const words = input.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const found = known.filter(({ text }) => words.every((word) => text.includes(word)));
    const key = KEYS[order.value as Order];
    if (key !== undefined) found.sort((a, b) => key(b.story) - key(a.story));
    results.replaceChildren(...found.slice(0, MOST_RESULTS).map(resultOf));
    const more = found.length > MOST_RESULTS ? `, the first ${MOST_RESULTS} are shown` : '';
    count.textContent = `${found.length} of ${known.length} VMs${more}`;
  };
  const resultOf = (told: Known): HTMLElement => {
    const { story } = told;
    const { vm, group, region } = story.vm;
    const row = element(
      'button',
      { type: 'button', 'data-vm': vm, 'aria-pressed': String(told === chosen) },
      element('span', { class: 'name' }, visibleText(vm)),
      element('span', {}, `${visibleText(group)}, ${region}`),
      element('span', {}, `${story.reboots} reboots`),
      element('span', { class: story.overdue > 0 ? 'overdue' : undefined }, `${story.overdue} overdue`),
    );
    row.addEventListener('click', () => choose(told));
    return element('li', {}, row);
  };
  input.addEventListener('input', search);
  order.addEventListener('change', search);
  search();
  const left = packed.all - known.length;
  const section = element(
    'section',
    { id: 'vms' },
    element('h2', {}, 'VM by VM'),
    ...(left > 0
      ? [
          element(
            'p',
            { class: 'note' },
            `The fleet has ${packed.all} VMs; ${known.length} of them, spread evenly over the groups, are told here. \`patchsim explain\` tells the others.`,
          ),
        ]
      : []),
    element(
      'div',
      { class: 'controls' },
      element('label', { for: 'vm-search' }, 'Search'),
      input,
      element('label', { for: 'vm-order' }, 'Order'),
      order,
    ),
    count,
    results,
    detail,
  );
  const show = (vm: string): void => {
    const told = known.find(({ story }) => story.vm.vm === vm);
    if (told === undefined) return;
    input.value = vm;
    search();
    section.scrollIntoView();
    choose(told);
  };
  return { section, show };
}

const ORDERS = [
  ['name', 'as in the scenario'],
  ['reboots', 'most reboots'],
  ['overdue', 'most overdue'],
] as const;
type Order = (typeof ORDERS)[number][0];
const KEYS: Readonly<Partial<Record<Order, (story: Story) => number>>> = {
  reboots: ({ reboots }) => reboots,
  overdue: ({ overdue }) => overdue,
};
