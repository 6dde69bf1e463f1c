// The tables of metrics in docs/testing.md, made from the metrics themselves. Refuses to know the rest of the page.

import { UNIT_WORDS } from '../../src/experiment/expectation/limit.ts';
import { METRICS } from '../../src/experiment/expectation/metrics.ts';

export function metricsTable(): string {
  const rows = METRICS.map(({ name, about, unit, parameters }) => {
    const [one] = parameters;
    const call = one === undefined ? name : one.optional ? `${name}[(${one.name})]` : `${name}(${one.name})`;
    return `| \`${call}\` | ${about} | ${UNIT_WORDS[unit].replace(/ such as.*/, '')} |`;
  });
  return ['| metric | what it is | limit |', '| --- | --- | --- |', ...rows].join('\n');
}
