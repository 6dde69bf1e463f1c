// XState actors: one statechart, an actor per VM, their events in one binary heap (tinyqueue).

import TinyQueue from 'tinyqueue';
import { and, createActor, not, or, setup, stateIn } from 'xstate';
import * as w from './workload.mjs';

const EVENTS = ['ASSESS', 'OFF', 'ON', 'START', 'END', 'RESTARTED', 'HEALTHY'].map((type) => ({ type }));

w.report((vms, end) => {
  const counters = new w.Counters();
  const queue = new TinyQueue([], (a, b) => a.t - b.t);
  let [now, newest] = [0, 0];
  const at = (t, kind, id) => {
    if (t < end) queue.push({ t, kind, id });
  };
  const begin =
    (kind, when) =>
    ({ context: vm }) =>
      at(when(vm), kind, vm.id);
  const counting = (name) => () => {
    counters[name]++;
  };

  const chart = setup({
    guards: {
      newer: ({ context }) => newest > context.done,
      restarts: ({ context }) => context.target % 3 === 0,
      fails: ({ context }) => w.fails(context.key, now),
      off: stateIn({ power: 'off' }),
    },
    actions: {
      assessAgain: begin(w.ASSESS, ({ key }) => w.nextAssessment(key, now)),
      nextOff: begin(w.OFF, ({ key, tz }) => w.nightOff(key, tz, w.dayOf(tz, now), now)),
      nextOn: begin(w.ON, ({ tz }) => w.morning(tz, now)),
      waitForWindow: begin(w.START, ({ key, tz }) => w.windowAfter(key, tz, now)),
      install: begin(w.END, () => now + 1200),
      restart: begin(w.RESTARTED, () => now + 300),
      verify: begin(w.HEALTHY, () => now + 1800),
      aim: ({ context }) => {
        context.target = newest;
      },
      complete: ({ context }) => {
        context.done = context.target;
        counters.installed++;
      },
      missed: counting('missed'),
      refused: counting('refused'),
      restarted: counting('restarts'),
      failed: counting('failed'),
    },
  }).createMachine({
    type: 'parallel',
    context: ({ input }) => input,
    states: {
      assessing: { on: { ASSESS: { actions: 'assessAgain' } } },
      power: {
        initial: 'on',
        states: {
          on: {
            on: {
              OFF: [
                {
                  guard: or([stateIn({ patching: 'installing' }), stateIn({ patching: 'restarting' })]),
                  target: 'held',
                  actions: ['refused', 'nextOn'],
                },
                { target: 'off', actions: 'nextOn' },
              ],
            },
          },
          held: { on: { ON: { target: 'on', actions: 'nextOff' } } },
          off: { on: { ON: { target: 'on', actions: 'nextOff' } } },
        },
      },
      patching: {
        initial: 'idle',
        states: {
          idle: {
            on: {
              ASSESS: {
                guard: and([not('off'), 'newer']),
                target: 'scheduled',
                actions: ['aim', 'waitForWindow'],
              },
            },
          },
          scheduled: {
            on: {
              START: [
                { guard: 'off', actions: ['missed', 'waitForWindow'] },
                { target: 'installing', actions: 'install' },
              ],
            },
          },
          installing: {
            on: {
              END: [
                { guard: 'restarts', target: 'restarting', actions: 'restart' },
                { target: 'verifying', actions: 'verify' },
              ],
            },
          },
          restarting: { on: { RESTARTED: { target: 'verifying', actions: ['restarted', 'verify'] } } },
          verifying: {
            on: {
              HEALTHY: [
                { guard: 'fails', target: 'scheduled', actions: ['failed', 'waitForWindow'] },
                { target: 'idle', actions: 'complete' },
              ],
            },
          },
        },
      },
    },
  });

  for (let month = 1; month <= 12; month++) at(w.releaseAt(month), -1, month);
  const actors = [];
  for (let id = 0; id < vms; id++) {
    const key = w.keyOf(id);
    const input = { id, key, tz: w.zoneOf(key), done: 0, target: 0 };
    actors.push(createActor(chart, { input }).start());
    at(w.firstAssessment(key), w.ASSESS, id);
    at(w.nightOff(key, input.tz, 2, 0), w.OFF, id);
  }
  for (let event = queue.pop(); event !== undefined; event = queue.pop()) {
    const { t, kind, id } = event;
    now = t;
    if (kind < 0) {
      newest = id;
      continue;
    }
    counters.count(id, kind, t);
    actors[id].send(EVENTS[kind]);
  }
  return counters;
});
