// The table and XState's interpreter walk side by side: same configuration, same instructions, same timer, each step.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Actor, createActor } from 'xstate';
import { ACTIONS } from '../../src/vm/actions.ts';
import { vmChart } from '../../src/vm/chart.ts';
import { DELAYS, type Delay, TIMER, VM_EVENTS, type VmEvent } from '../../src/vm/events.ts';
import { restingConfiguration, TRACKS, vmTable } from '../../src/vm/table.ts';
import { answer, isTimer, startsTimer } from './answers.ts';

/** An interpreter on a clock that never ticks: timers are only noted, by name, and go off when the test says so. */
class Interpreter {
  readonly timers = new Map<number, string>();
  #log: string[] = [];
  #started: string[] = [];
  #ids = 0;
  readonly #actor: Actor<typeof vmChart>;

  constructor(at: number) {
    const actions = Object.fromEntries(ACTIONS.map((name) => [name, () => void this.#log.push(name)]));
    const delays = Object.fromEntries(DELAYS.map((delay, index) => [delay, 1 + index]));
    const machine = vmChart.provide({ actions, delays } as never);
    const clock = {
      setTimeout: (_: () => void, ms: number) => {
        this.timers.set(++this.#ids, DELAYS[ms - 1]);
        this.#started.push(`start ${DELAYS[ms - 1]}`);
        return this.#ids;
      },
      clearTimeout: (id: number) => void this.timers.delete(id),
    };
    const snapshot = machine.resolveState({ value: { ...vmTable.configurations[at] } });
    this.#actor = createActor(machine, { clock, snapshot }).start();
  }

  /** Sends an event; a timer that goes off is no longer pending. XState starts timers after all actions of a step. */
  send(event: VmEvent): { value: unknown; actions: readonly string[]; timers: readonly string[] } {
    this.#log = [];
    this.#started = [];
    if (isTimer(event)) {
      for (const [id, delay] of this.timers) {
        if (TIMER[delay as Delay] === event.type) this.timers.delete(id);
      }
    }
    this.#actor.send(event as never);
    return { value: this.#actor.getSnapshot().value, actions: this.#log, timers: this.#started };
  }
}

/** Sends an event to both and compares; returns the number of the next configuration. */
function stepBoth(at: number, event: VmEvent, interpreter: Interpreter): number {
  const { next, after, does } = answer(at, event);
  const timers = does.filter(startsTimer);
  const actions = does.filter((instruction) => !startsTimer(instruction));
  expect(interpreter.send(event)).toEqual({ value: after, actions, timers });
  expect(interpreter.timers.size).toBeLessThanOrEqual(1);
  return next;
}

/** Most events change nothing: three steps of four go to one of the configurations that can be next, each as likely. */
function choose(at: number, choice: number, events: readonly VmEvent[]): VmEvent {
  const nexts = [...new Set(events.map((event) => answer(at, event).next))].filter((next) => next !== at);
  const next = nexts[(choice >> 2) % nexts.length];
  const stirring = events.filter((event) => answer(at, event).next === next);
  const from = (choice & 3) > 0 && stirring.length > 0 ? stirring : events;
  return from[(choice >> 8) % from.length];
}

it('the table answers like the interpreter on every path', () => {
  const choices = fc.array(fc.noBias(fc.nat()), { maxLength: 80, size: 'max' });
  fc.assert(
    fc.property(fc.constantFrom(...TRACKS), choices, (track, walk) => {
      let at = restingConfiguration(track);
      const interpreter = new Interpreter(at);
      for (const choice of walk) {
        const running = [...interpreter.timers.values()].map((delay) => TIMER[delay as Delay] as string);
        const events = VM_EVENTS.filter((event) => !isTimer(event) || running.includes(event.type));
        at = stepBoth(at, choose(at, choice, events), interpreter);
      }
    }),
    { numRuns: 300 },
  );
});

it('the table answers like the interpreter in every configuration', () => {
  vmTable.configurations.forEach(({ patching }, at) => {
    for (const event of VM_EVENTS) {
      if (isTimer(event) && !event.type.endsWith(`.${patching}`)) continue;
      stepBoth(at, event, new Interpreter(at));
    }
  });
});
