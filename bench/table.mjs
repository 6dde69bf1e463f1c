// Figures as tables in Markdown, which reads well in a terminal too. Refuses to know how they were measured.

const YEAR = 365;
const number = (value, digits = 0) => value.toLocaleString('en-US', { maximumFractionDigits: digits });
const ratio = (value) => (value >= 100 ? number(value) : number(value, value >= 10 ? 0 : 1));

export function table(header, rows) {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(header), rule, ...all.slice(1).map(line)].join('\n');
}

/** VM-years per second; a year of 366 days counts as one. */
export const rate = ({ vms, days, seconds }) => (vms * Math.min(days, YEAR)) / YEAR / seconds;

/** Per size and entrant: speed, cost of a VM-year, memory, the ratio to the C++ loop, growth since the size before. */
export function figuresTable(figures) {
  const rows = figures
    .toSorted((a, b) => a.vms - b.vms)
    .map((one) => {
      const limit = figures.find(({ name, vms }) => name === 'cpp' && vms === one.vms);
      const smaller = figures.findLast(({ name, vms }) => name === one.name && vms < one.vms);
      return [
        one.name,
        number(one.vms),
        one.days < YEAR ? number(one.days) : 'a year',
        number(one.seconds, one.seconds < 10 ? 2 : 0),
        number(rate(one)),
        number(1e9 / rate(one)),
        number(one.bytes),
        limit === undefined ? '-' : ratio(rate(limit) / rate(one)),
        smaller === undefined
          ? '-'
          : `${ratio((rate(smaller) / rate(one)) * (one.vms / smaller.vms))} for ${ratio(one.vms / smaller.vms)}`,
      ];
    });
  const header = [
    'entrant',
    'VMs',
    'simulated',
    's',
    'VM-years/s',
    'ns/VM-year',
    'bytes/VM',
    'C++ is faster by',
    'time grows by',
  ];
  return table(header, rows);
}

/** Ours against every peer, at each size both ran: how many times more VM-years a second. */
export function ratiosTable(figures) {
  const sizes = [...new Set(figures.map(({ vms }) => vms))].sort((a, b) => a - b);
  const of = (name, vms) => figures.find((one) => one.name === name && one.vms === vms);
  const peers = [...new Set(figures.map(({ name }) => name))].filter((name) => name !== 'ours');
  const rows = peers.map((name) => [
    `ours / ${name}`,
    ...sizes.map((vms) => {
      const [we, they] = [of('ours', vms), of(name, vms)];
      return we === undefined || they === undefined
        ? '-'
        : Number((rate(we) / rate(they)).toPrecision(2)).toString();
    }),
  ]);
  return table(['VM-years per second', ...sizes.map((vms) => `${number(vms)} VMs`)], rows);
}
