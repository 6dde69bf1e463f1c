// The page as one text: what a person sees first is in it as HTML, the rest as data that the script draws from. It loads
// nothing from anywhere. Refuses to know where scripts are read from and where the page is written to.

import { gzipSync } from 'node:zlib';
import type { Summary } from '../metrics/summary.ts';
import { headlineLines } from '../report/headline.ts';
import { groupsOf } from '../report/layout.ts';
import { measuresOf } from '../report/measures.ts';
import { paletteOf } from '../report/palette.ts';
import { visibleText } from '../report/visible-text.ts';
import { coverageWords } from '../report/words.ts';
import type { Bands, ManifestRows, PageData } from './data.ts';
import type { LedgerGatherer } from './gather.ts';

/** What the browser runs, as texts. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/** The others are in summary.json. */
const MOST_NOTICES = 8;
/** Groups in the table at the top; the others are in summary.json. */
const MOST_GROUPS = 8;

/** Markup; everything that is put into it is escaped unless it is markup itself. */
class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function html(parts: TemplateStringsArray, ...values: (string | number | Html | readonly Html[])[]): Html {
  const shown = values.map((value) => {
    if (value instanceof Html) return value.text;
    if (Array.isArray(value)) return value.map((one: Html) => one.text).join('');
    return escaped(String(value));
  });
  return new Html(parts.map((part, index) => part + (shown[index] ?? '')).join(''));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => ENTITIES[one]!);

/** Same data, same bytes. */
function packed(data: PageData): string {
  const bytes = gzipSync(JSON.stringify(data), { level: 9 });
  bytes[9] = 255; // The header names the operating system.
  return bytes.toString('base64');
}

/** Characters of a page that is still handed around. */
const MOST = 1_950_000;

/** The page of a run; where all stories would be too much, with those of fewer VMs. */
export function runDocument(
  {
    summary,
    bands,
    gatherer,
  }: { readonly summary: Summary; readonly bands: Bands | null; readonly gatherer: LedgerGatherer | null },
  manifest: ManifestRows,
  assets: PageAssets,
): string {
  for (let every = 1; ; every *= 2) {
    const ledger = gatherer?.gathered(every) ?? null;
    const page = pageDocument({ kind: 'run', summary, ledger, bands }, manifest, assets);
    if (page.length <= MOST || (ledger?.stories.vms.length ?? 0) < 100) return page;
  }
}

const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:";

export function pageDocument(data: PageData, manifest: ManifestRows, { script, style }: PageAssets): string {
  const title = data.kind === 'run' ? visibleText(data.summary.scenario.name) : titleOf(data);
  const top = data.kind === 'run' ? runTop(data.summary) : comparisonTop(data);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title} · patchsim</title>
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<div class="brand">patchsim</div>
<button id="theme" type="button">Dark</button>
</header>
<main id="main">
${top}
<div id="sections" aria-live="polite"><p class="loading">Drawing …</p></div>
<noscript><p>The charts need JavaScript; the figures above do not.</p></noscript>
${manifestSection(manifest)}
</main>
<script id="data" type="application/octet-stream">${packed(data)}</script>
<script type="module">${new Html(script.replaceAll('</script', '<\\/script'))}</script>
</body>
</html>
`.text;
}

const titleOf = ({ variants }: Extract<PageData, { kind: 'comparison' }>): string =>
  visibleText(
    [variants[0]?.comparison.base, ...variants.map(({ comparison }) => comparison.other)].join(' | '),
  );

/** The sentences of the terminal, and its figures for every group. */
function runTop(summary: Summary): Html {
  const [name, facts, ...rest] = headlineLines(summary, {
    palette: paletteOf(false),
    columns: 10_000,
    verbose: false,
  });
  const gap = rest.indexOf('');
  const [description, sentences] = [rest.slice(0, gap), rest.slice(gap + 1)];
  return html`<h1>${name!}</h1>
<p class="facts">${facts!}</p>
${description.map((line) => html`<p>${line}</p>`)}
<section class="verdict" aria-label="Verdict">${sentences.map((line) => html`<p>${line}</p>`)}</section>
${summary.notices.slice(0, MOST_NOTICES).map((notice) => html`<p class="note">${visibleText(notice)}</p>`)}
${figures(summary)}
${notCovered(summary)}`;
}

function figures(summary: Summary): Html {
  const all = groupsOf(summary);
  const whole = all.length > 1 ? [{ name: 'all VMs', group: summary.fleet }] : [];
  const groups = [...all.slice(0, MOST_GROUPS), ...whole];
  const rows = measuresOf(groups.map(({ group }) => group));
  const left = all.length - MOST_GROUPS;
  return html`<section><h2>Figures</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Figures by group"><table class="figures">
<thead><tr><td></td>${groups.map(({ name }) => html`<th scope="col">${visibleText(name)}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({ label, cells, nested }) =>
      html`<tr><th scope="row"${new Html(nested ? ' class="nested"' : '')}>${label}</th>${
        cells === null ? groups.map(() => html`<td></td>`) : cells.map((cell) => html`<td>${cell}</td>`)
      }</tr>`,
  )}</tbody></table></div>
${left > 0 ? html`<p class="note">${left} more groups are in summary.json.</p>` : html``}</section>`;
}

function notCovered(summary: Summary): Html {
  const rows = groupsOf(summary).flatMap(({ name, group }) =>
    Object.entries(group.notCovered).map(
      ([reason, vms]) =>
        html`<tr><th scope="row">${visibleText(name)}</th><td>${vms}</td><td class="text">${coverageWords(reason)}</td></tr>`,
    ),
  );
  if (rows.length === 0) return html``;
  return html`<section><h2>Not covered</h2><div class="scroll" tabindex="0" role="region" aria-label="Not covered"><table>
<thead><tr><th scope="col" class="text">group</th><th scope="col">VMs</th><th scope="col" class="text">why</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

function comparisonTop(data: Extract<PageData, { kind: 'comparison' }>): Html {
  return html`<h1>${titleOf(data)}</h1>
<p class="facts">${data.replications} replications, ${data.method}</p>
<section class="verdict" aria-label="Verdict">${data.variants.map(
    ({ verdict, vms }) => html`<p>${verdict}</p>${vms === '' ? html`` : html`<p class="note">${vms}</p>`}`,
  )}</section>`;
}

function manifestSection(manifest: ManifestRows): Html {
  return html`<section><h2>How to make it again</h2><div class="scroll" tabindex="0" role="region" aria-label="Manifest"><table>
<tbody>${manifest.map(([name, value]) => html`<tr><th scope="row">${visibleText(name)}</th><td class="text">${visibleText(value)}</td></tr>`)}</tbody></table></div></section>`;
}
