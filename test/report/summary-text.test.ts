// The terminal summary and the JSON: right numbers in the right column, any width, any number of groups.

import { describe, expect, it } from 'vitest';
import type { Summary } from '../../src/metrics/summary.ts';
import { renderFault } from '../../src/report/fault.ts';
import { renderJson } from '../../src/report/json.ts';
import { alignedNumbers, formatNumber, formatShare } from '../../src/report/numbers.ts';
import { renderSummaryText } from '../../src/report/summary-text.ts';
import { groupSummary, summary } from './fixture.ts';

const plain = (data: Summary, columns = 100, verbose = false) =>
  renderSummaryText(data, { color: false, columns, verbose });

function manyGroups(n: number): Summary {
  const groups = Object.fromEntries(
    Array.from({ length: n }, (_, index) => [
      `team-${index + 1}`,
      groupSummary({ overdue: index === n - 1 ? 3 : 0 }),
    ]),
  );
  return { ...summary, groups };
}

describe('renderSummaryText', () => {
  it('compares the two groups in words and side by side', () => {
    const text = plain(summary);
    expect(text).toContain('hotpatch: 5 reboots per VM; standard: 12, 7 more.');
    expect(text).toMatch(/per VM, mean +5\.00 +12\.00 +8\.50/);
    expect(text).toMatch(/for unplanned baseline +100 +0 +100/);
    expect(text).toMatch(/30 days +100 % +100 % +100 %/);
  });

  it('counts actions in times, and shows no number where only refusals are counted', () => {
    const actions = {
      install: { done: 32, refused: { off: 1 } },
      hotpatchOn: { done: 0, refused: { previewNotRegistered: 2 } },
    };
    const text = plain({ ...summary, fleet: { ...summary.fleet, actions } });
    expect(text).toMatch(/installation on demand +32 times +refused 1 time: the VM was off/);
    expect(text).toMatch(/hotpatch turned on +refused 2 times: features/);
  });

  it('marks baselines, hides what nobody installed and says so', () => {
    expect(plain(summary).match(/\nReleases\n(.+\n)+\n/)?.[0]).toMatchInlineSnapshot(`
      "
      Releases
                                                       hotpatch    standard
        released    KB           kind        for     inst.  reb.  inst.  reb.
        2024-01-09  KB5034129  * baseline    WS2022    100   100      –     –
        2024-01-09  KB5034129    cumulative  WS2022      –     –    100   100
        2024-02-13  KB5034860    hotpatch ?  WS2022    100     –      –     –
        2024-08-13  KB5041160  ! baseline    WS2022    100   100      –     –
        inst. VMs that installed it   reb. reboots it caused   * planned baseline   ! unplanned baseline
        ? inferred from other data   1 release that no VM installed not shown

      "
    `);
  });

  it('names halted rollouts and counts the others', () => {
    const text = plain(summary);
    expect(text).toContain('1 rollout passed every phase');
    expect(text).toContain('2024-08: halted 2024-08-16 04:00, 0 of 2 phases passed');
  });

  it('lists assumptions by basis, the documented ones only when verbose', () => {
    expect(plain(summary)).toContain('offPeakStart 22:00 · healthProbe 5m');
    expect(plain(summary)).not.toMatch(/deadline +30d/);
    expect(plain(summary, 100, true)).toMatch(/deadline +30d +F3/);
  });

  it('explains who is not covered and who is overdue, ten of them', () => {
    const overdue = Array.from({ length: 25 }, (_, index) => ({
      vm: `sql-${index + 1}`,
      group: 'sql',
      kb: 'KB5034129',
      month: '2024-01',
      reason: 'off',
    }));
    const fleet = groupSummary({ overdue: 25, overdueByReason: { off: 25 } });
    const text = plain({
      ...summary,
      fleet,
      overdue,
      groups: { sql: groupSummary({ notCovered: { someNewReason: 7 } }) },
    });
    expect(text).toMatch(/sql +7 VMs +some new reason/);
    expect(text).toContain('sql-10 ');
    expect(text).not.toContain('sql-11 ');
    expect(text).toContain('… and 15 more');
    expect(text).toContain('25 VMs overdue at least once');
  });

  it.each([1, 2, 5, 12, 13, 400])('fits 80 and 100 columns with %i groups', (n) => {
    for (const columns of [80, 100]) {
      const lines = plain(manyGroups(n), columns).split('\n');
      expect(lines.filter((line) => Array.from(line).length > columns)).toEqual([]);
      expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
      expect(lines.length).toBeLessThan(110);
    }
  });

  it('shows of many groups those with overdue VMs, and how many it left out', () => {
    const text = plain(manyGroups(400));
    expect(text).toMatch(/team-400 +100 .* 3\n/);
    expect(text).toContain('and 388 more groups');
  });

  it('has the same words with and without colour', () => {
    const colored = renderSummaryText(summary, { color: true });
    expect(colored).toContain('\u001b[');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours start with it
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain(summary));
  });

  it('survives an empty fleet', () => {
    const nothing = groupSummary({
      vms: 0,
      covered: 0,
      effectiveWithin: { '7d': null, '14d': null, '30d': null },
      daysToEffective: { p50: null, p95: null, max: null },
    });
    const text = plain({
      ...summary,
      fleet: nothing,
      groups: {},
      releases: [],
      rollouts: [],
      notices: [],
      assumptions: [],
    });
    expect(text).toContain('0 VMs in 0 groups');
    expect(text).toContain('No update was offered');
    expect(text).not.toMatch(/NaN|undefined|null/);
  });
});

describe('renderJson', () => {
  it('is the data, in an order that does not depend on the run', () => {
    const text = renderJson(summary);
    expect(JSON.parse(text)).toEqual(summary);
    expect(text.endsWith('}\n')).toBe(true);
    expect(text.indexOf('"2024-01": 100')).toBeLessThan(text.indexOf('"2024-02": 100'));
    expect(text).toContain('"offered": [0, 100]');
  });
});

describe('numbers', () => {
  it('are the same in every locale, and a share is 0 % or 100 % only when it is', () => {
    expect(formatNumber(1234567.891, 1)).toBe('1,234,567.9');
    expect(formatNumber(-1234)).toBe('-1,234');
    expect(alignedNumbers([5, 12.346, null], 2)).toEqual(['5.00', '12.35', '–']);
    expect(alignedNumbers([5, 12], 2)).toEqual(['5', '12']);
    expect([0, 0.00001, 0.5, 0.99999, 1, null].map(formatShare)).toEqual([
      '0 %',
      '0.1 %',
      '50.0 %',
      '99.9 %',
      '100 %',
      '–',
    ]);
  });
});

describe('renderFault', () => {
  it('says what happened, the seed and how to see it again; the stack only when asked', () => {
    const fault = {
      error: new TypeError('x is not a function'),
      version: '0.1.0',
      seed: '7',
      command: 'patchsim run a',
    };
    const text = renderFault(fault, { color: false, verbose: false });
    for (const part of [
      'bug in patchsim',
      'TypeError: x is not a function',
      'seed           7',
      'patchsim run a',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('fault.ts');
    expect(renderFault(fault, { color: false, verbose: true })).toContain('    at ');
  });
});
