// Codes that are written down as constants against the lists whose order they are.

import { expect, it } from 'vitest';
import { ORCHESTRATIONS } from '../../src/fleet/orchestration.ts';
import { ORCHESTRATION } from '../../src/fleet/orchestration-codes.ts';
import { FACT } from '../../src/ledger/fact-codes.ts';
import { FACTS } from '../../src/ledger/facts.ts';
import { REASON } from '../../src/rollout/reason-codes.ts';
import { REASONS } from '../../src/rollout/reasons.ts';
import { PATCHING_STATES } from '../../src/simulation/event-codes.ts';
import { PATCHING } from '../../src/simulation/patching-codes.ts';
import { ACT, TASK } from '../../src/vm/action-codes.ts';
import { ACTIONS } from '../../src/vm/actions.ts';
import { DELAYS } from '../../src/vm/events.ts';
import { START_TIMER } from '../../src/vm/table.ts';

it.each([
  ['facts', FACT, FACTS],
  ['reasons', REASON, REASONS],
  ['orchestrations', ORCHESTRATION, ORCHESTRATIONS],
  ['states of the patching region', PATCHING, PATCHING_STATES],
  ["the chart's actions, and the timers behind them", ACT, [...ACTIONS, ...DELAYS]],
])('codes of %s', (_, codes, names) => {
  const members = Object.entries(codes).filter(([, code]) => typeof code === 'number');
  expect(members).toEqual(names.map((name, code) => [name, code]));
});

it('timers stand behind all actions', () => {
  expect(ACT.installDuration).toBe(START_TIMER);
});

it('a task is the bit of its action or timer', () => {
  const codes = Object.entries(ACT).filter(([, code]) => typeof code === 'number');
  const bits = codes.map(([name, code]) => [name, 1 << Number(code)]);
  expect(Object.entries(TASK).filter(([, bit]) => typeof bit === 'number')).toEqual(bits);
});
