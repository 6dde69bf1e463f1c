// A chart with its data behind it as a table, and to be saved as SVG, PNG or CSV. The one door to ECharts.
// Refuses to know what is charted.
/// <reference lib="dom" />

import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  LegendScrollComponent,
  TooltipComponent,
} from 'echarts/components';
import { type EChartsCoreOption, type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { button, type Cell, element, scrolling, shown, table } from './elements.ts';
import { type Colors, colors, forPaper, onTheme } from './theme.ts';

use([
  BarChart,
  CustomChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  LegendScrollComponent,
  TooltipComponent,
  SVGRenderer,
]);

export interface Chart {
  /** Part of element ids and file names. */
  readonly id: string;
  readonly title: string;
  /** What is to be seen, in a sentence. */
  readonly about: string;
  readonly head: readonly string[];
  /** What is charted, all of it. */
  readonly rows: readonly (readonly Cell[])[];
  /** Pixels. */
  readonly height: number;
  readonly option: (colors: Colors) => EChartsCoreOption;
}

const charts = new Map<HTMLElement, { chart: EChartsType; option: Chart['option']; words: string }>();

function draw(place: HTMLElement): void {
  const drawn = charts.get(place);
  if (drawn === undefined) return;
  const { line, text } = colors();
  const axis = { axisLine: { lineStyle: { color: line } }, splitLine: { lineStyle: { color: line } } };
  const base = {
    animation: false,
    textStyle: { color: text, fontFamily: 'system-ui, sans-serif' },
    categoryAxis: axis,
  };
  // The words of the page, not the library's list of numbers: those are in the table.
  const aria = { enabled: true, label: { description: drawn.words } };
  drawn.chart.setOption({ ...base, aria, ...drawn.option(colors()) }, { notMerge: true });
}

/** The figure; it is drawn when it is in the page. */
export function figure(chart: Chart): HTMLElement {
  const words = `${chart.title}. ${chart.about}`;
  const place = element('div', {
    class: 'chart',
    style: `height:${chart.height}px`,
    role: 'img',
    'aria-label': words,
  });
  const shownTable = element('details', {}, element('summary', {}, 'Data as a table'));
  shownTable.addEventListener('toggle', () => {
    if (shownTable.open && shownTable.childElementCount === 1)
      shownTable.append(scrolling(`${chart.title}, data`, table(chart.head, chart.rows)));
  });
  const caption = element(
    'figcaption',
    {},
    element('span', { class: 'about' }, chart.about),
    button('SVG', () => save(chart.id, 'svg', svgOf(place))),
    button('PNG', () => void savePng(chart.id, place)),
    button('CSV', () => save(chart.id, 'csv', new Blob([csvOf(chart)], { type: 'text/csv' }))),
  );
  const made = element(
    'figure',
    { id: chart.id, 'data-rows': JSON.stringify(chart.rows.length) },
    place,
    caption,
    shownTable,
  );
  requestAnimationFrame(() => {
    charts.set(place, {
      chart: init(place, null, { renderer: 'svg' }),
      option: chart.option,
      words,
    });
    draw(place);
  });
  return made;
}

/** Takes the charts inside an element out of the list, before the element is thrown away. */
export function forget(inside: HTMLElement): void {
  for (const [place, { chart }] of charts) {
    if (!inside.contains(place)) continue;
    chart.dispose();
    charts.delete(place);
  }
}

function svgOf(place: HTMLElement): Blob {
  const svg = place.querySelector('svg')!.cloneNode(true) as SVGElement;
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' });
}

async function savePng(id: string, place: HTMLElement): Promise<void> {
  const image = new Image();
  const address = URL.createObjectURL(svgOf(place));
  image.src = address;
  await image.decode();
  const canvas = element('canvas', { width: 2 * place.clientWidth, height: 2 * place.clientHeight });
  const context = canvas.getContext('2d')!;
  context.fillStyle = colors().ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob((blob) => blob && save(id, 'png', blob));
}

/** RFC 4180; a cell that a spreadsheet would take for a formula is told to be text. */
export function csvOf({ head, rows }: Pick<Chart, 'head' | 'rows'>): string {
  const cell = (value: Cell): string => {
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : shown(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function save(id: string, ending: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = element('a', { href: address, download: `${id}.${ending}` });
  link.click();
  URL.revokeObjectURL(address);
}

function redraw(): void {
  for (const [place, { chart }] of charts) {
    chart.resize();
    draw(place);
  }
}

onTheme(redraw);
addEventListener('resize', redraw);
/** As wide as the text of an A4 page. */
const PAPER = 640;

/** Drawn at once, in the colours of paper: it does not wait for the next frame. */
function resize(width: number | 'auto'): void {
  for (const [place, { chart }] of charts) {
    chart.resize({ width });
    draw(place);
    chart.getZr().flush();
  }
}

addEventListener('beforeprint', () => {
  forPaper(true);
  resize(PAPER);
});
addEventListener('afterprint', () => {
  forPaper(false);
  resize('auto');
});
