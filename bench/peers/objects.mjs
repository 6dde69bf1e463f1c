// Plain objects: a VM is an object, an event is an object, one binary heap in global order of time (tinyqueue).

import TinyQueue from 'tinyqueue';
import * as w from './workload.mjs';

const RELEASE = 7;

w.report((vms, end) => {
  const counters = new w.Counters();
  const queue = new TinyQueue([], (a, b) => a.t - b.t);
  let newest = 0;
  const at = (t, kind, vm) => {
    if (t < end) queue.push({ t, kind, vm });
  };

  function happen({ t, kind, vm }) {
    switch (kind) {
      case w.ASSESS:
        if (vm.on && vm.phase === w.IDLE && newest > vm.done) {
          vm.target = newest;
          vm.phase = w.SCHEDULED;
          at(w.windowAfter(vm.key, vm.tz, t), w.START, vm);
        }
        return at(w.nextAssessment(vm.key, t), w.ASSESS, vm);
      case w.OFF:
        if (vm.phase === w.INSTALLING || vm.phase === w.RESTARTING) counters.refused++;
        else vm.on = false;
        return at(w.morning(vm.tz, t), w.ON, vm);
      case w.ON:
        vm.on = true;
        return at(w.nightOff(vm.key, vm.tz, w.dayOf(vm.tz, t), t), w.OFF, vm);
      case w.START:
        if (!vm.on) {
          counters.missed++;
          return at(w.windowAfter(vm.key, vm.tz, t), w.START, vm);
        }
        vm.phase = w.INSTALLING;
        return at(t + 1200, w.END, vm);
      case w.END:
        if (vm.target % 3 === 0) {
          vm.phase = w.RESTARTING;
          return at(t + 300, w.RESTARTED, vm);
        }
        vm.phase = w.VERIFYING;
        return at(t + 1800, w.HEALTHY, vm);
      case w.RESTARTED:
        counters.restarts++;
        vm.phase = w.VERIFYING;
        return at(t + 1800, w.HEALTHY, vm);
      default:
        if (w.fails(vm.key, t)) {
          counters.failed++;
          vm.phase = w.SCHEDULED;
          return at(w.windowAfter(vm.key, vm.tz, t), w.START, vm);
        }
        vm.phase = w.IDLE;
        vm.done = vm.target;
        counters.installed++;
    }
  }

  for (let month = 1; month <= 12; month++) at(w.releaseAt(month), RELEASE, month);
  for (let id = 0; id < vms; id++) {
    const key = w.keyOf(id);
    const vm = { id, key, tz: w.zoneOf(key), on: true, phase: w.IDLE, done: 0, target: 0 };
    at(w.firstAssessment(key), w.ASSESS, vm);
    at(w.nightOff(key, vm.tz, 2, 0), w.OFF, vm);
  }
  for (let event = queue.pop(); event !== undefined; event = queue.pop()) {
    if (event.kind === RELEASE) {
      newest = event.vm;
      continue;
    }
    counters.count(event.vm.id, event.kind, event.t);
    happen(event);
  }
  return counters;
});
