// `npm run bench`: ours against its peers, as tables; `--quick` for before and after a change, `--write` keeps the figures.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { ENTRANTS } from './entrants.mjs';
import { measureProcess } from './process.mjs';
import { measure } from './rounds.mjs';
import { figuresTable, ratiosTable, table } from './table.mjs';

const PAGE = new URL('../docs/performance.md', import.meta.url);
const [BEGIN, END] = ['<!-- figures: written by `npm run bench -- --write` -->', '<!-- end of figures -->'];
const SIZES = [1000, 10_000, 100_000, 1_000_000];

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    sizes: { type: 'string' },
  },
});

if (options.quick && options.write) throw new Error('--write keeps all figures, and --quick measures some');

const say = (text) => process.stderr.write(`${text}\n`);
const told = (name, vms, round) =>
  say(`  ${name}, ${vms.toLocaleString('en-US')} VMs${round > 0 ? ', again' : ''}`);

const names = options.quick ? ['ours', 'cpp'] : ENTRANTS.map(({ name }) => name);
const versions = [];
const entrants = ENTRANTS.filter(({ name }) => names.includes(name)).filter(({ name, prepare }) => {
  const { missing, version } = prepare();
  versions.push(`- ${name}: ${missing === undefined ? version : `not measured, ${missing}`}`);
  return missing === undefined;
});
const sizes =
  options.sizes?.split(',').map(Number) ??
  (options.quick ? SIZES.slice(0, 3) : options.full ? [...SIZES, 10_000_000] : SIZES);
const rounds = options.quick ? 1 : Number(options.rounds);
const { figures, left } = measure(entrants, sizes, { rounds, told });

function machine() {
  const [{ model }] = cpus();
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${model.trim()}, ${cpus().length} cores, ${memory}; Linux ${execFileSync('uname', ['-r'], { encoding: 'utf8' }).trim()}; commit ${commit}`;
}

function processTable({ empty, help, year, traceVms, plain, traced }) {
  const s = (value) => `${value.toFixed(3)} s`;
  const mb = (bytes) => `${Math.round(bytes / 1e6)} MB`;
  return table(
    ['process', 'measured'],
    [
      ['`node -e 0`', s(empty)],
      ['`patchsim --help` beyond that', s(help)],
      ['`patchsim run`, 1,000 VMs, a year, beyond that', s(year)],
      [`${traceVms.toLocaleString('en-US')} VMs without a trace`, `${s(plain.seconds)}, ${mb(plain.peak)}`],
      [
        `${traceVms.toLocaleString('en-US')} VMs with a trace`,
        `${s(traced.seconds)}, ${mb(traced.peak)}, ${(traced.seconds / plain.seconds).toFixed(1)} times`,
      ],
    ],
  );
}

const leftOut = left
  .map(({ name, vms, why }) => `- ${name} at ${vms.toLocaleString('en-US')} VMs: ${why}`)
  .join('\n');
const parts = [
  `${new Date().toISOString().slice(0, 10)}, ${machine()}; the fastest of ${rounds === 1 ? 'one round' : `${rounds} rounds`} (one where a run took half a minute).`,
  versions.join('\n'),
  figuresTable(figures),
  ...(leftOut === '' ? [] : [`Left out:\n\n${leftOut}`]),
  ratiosTable(figures),
];
if (!options.quick) {
  say('  processes');
  parts.push(processTable(measureProcess({ times: 7, traceVms: Math.min(100_000, sizes.at(-1)) })));
}
console.log(parts.join('\n\n'));

const page = readFileSync(PAGE, 'utf8');
const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
if (from < 0 || to < from) throw new Error(`docs/performance.md has no place between ${BEGIN} and ${END}`);
if (options.write) {
  writeFileSync(PAGE, `${page.slice(0, from + BEGIN.length)}\n\n${parts.join('\n\n')}\n\n${page.slice(to)}`);
  say('written to docs/performance.md');
} else if (options.quick) {
  console.log(`\nThe last figures kept (docs/performance.md):\n\n${keptRows(page.slice(from, to))}`);
}

/** The rows of the kept table that were measured again now. */
function keptRows(kept) {
  const lines = kept.split('\n').filter((line) => line.startsWith('|'));
  const of = (line) =>
    line
      .split('|')
      .slice(1, 3)
      .map((cell) => cell.trim())
      .join(' ');
  const now = figures.map((one) => `${one.name} ${one.vms.toLocaleString('en-US')}`);
  return [...lines.slice(0, 2), ...lines.filter((line) => now.includes(of(line)))].join('\n');
}
