// The table's lists as sets: nothing of a list is lost in them, and the engine carries out all that an event can ask for.

import { expect, it } from 'vitest';
import { TASK } from '../../src/vm/action-codes.ts';
import { TIMER, VM_EVENTS } from '../../src/vm/events.ts';
import { eventCode, vmTable } from '../../src/vm/table.ts';
import { tasksOf } from '../../src/vm/tasks.ts';
import { ANSWERS, type Answer } from './answers.ts';

const task = (instruction: string): number => TASK[instruction.replace('start ', '') as keyof typeof TASK];
const asks = ({ does }: Answer, ...names: string[]): boolean => names.some((name) => does.includes(name));

/** What begins, and how it leaves the VM: carried out after any event but the end of a probe (run-steps.ts, goOn). */
const BEGINS = [
  ...['startPatch', 'start installDuration', 'startReboot', 'start rebootDuration', 'runCompleted'],
  ...['start healthProbe', 'unhealthy', 'start recovery', 'start repair', 'trackChanged'],
];
const CARRIED_OUT: Readonly<Record<string, readonly string[]>> = {
  ADMITTED: BEGINS,
  [TIMER.installDuration]: ['patchInstalled', 'patchFailed', 'becomeEffective', ...BEGINS],
  [TIMER.rebootDuration]: ['rebootCompleted', 'rebootFailed', 'becomeEffective', ...BEGINS],
  [TIMER.healthProbe]: ['healthy', 'unhealthy', 'start recovery', 'start repair'],
};
const OTHERWISE = ['runInterrupted', 'recovered', 'becomeEffective', ...BEGINS];

it('a set has all that its list asks for, and nothing else', () => {
  const tasks = tasksOf(vmTable);
  for (const { at, event, does } of ANSWERS) {
    const bits = does.reduce((all, instruction) => all + task(instruction), 0);
    expect(tasks[at * vmTable.events + eventCode(event)]).toBe(bits);
  }
});

it('a list in another order is no set', () => {
  const [start, installed] = [0, 1];
  const table = { ...vmTable, entry: Uint16Array.of(0), code: Int8Array.of(start, installed, -1) };
  expect(() => tasksOf(table)).toThrow(RangeError);
  expect([...tasksOf({ ...table, code: Int8Array.of(installed, start, -1) })]).toEqual([3]);
});

it.each([...new Set(VM_EVENTS.map(({ type }) => type))])('all that %s asks for is carried out', (type) => {
  const asked = new Set(ANSWERS.filter(({ event }) => event.type === type).flatMap(({ does }) => does));
  const known = CARRIED_OUT[type] ?? OTHERWISE;
  expect([...asked].filter((instruction) => !known.includes(instruction))).toEqual([]);
});

it('one thing begins at a time, with its timer', () => {
  for (const answer of ANSWERS) {
    const begun = ['startPatch', 'startReboot', 'runCompleted'].filter((name) => asks(answer, name));
    expect(begun.length).toBeLessThanOrEqual(1);
    expect(asks(answer, 'start installDuration')).toBe(asks(answer, 'startPatch'));
    expect(asks(answer, 'start rebootDuration')).toBe(asks(answer, 'startReboot'));
    if (asks(answer, 'start healthProbe')) expect(begun).toEqual(['runCompleted']);
  }
});
