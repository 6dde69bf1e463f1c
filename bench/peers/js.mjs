// The limit in JavaScript: every VM alone from release to release, its state in typed arrays and, inside the loop, in locals.

import * as w from './workload.mjs';

const NEVER = 0x7fffffff;

w.report((vms, end) => {
  const counters = new w.Counters();
  const column = () => new Int32Array(vms);
  const [key, tz, assess, power, patch] = [column(), column(), column(), column(), column()];
  const [on, phase, powerKind, patchKind, done, target] = Array.from(
    { length: 6 },
    () => new Uint8Array(vms),
  );
  for (let id = 0; id < vms; id++) {
    key[id] = w.keyOf(id);
    tz[id] = w.zoneOf(key[id]);
    assess[id] = w.firstAssessment(key[id]);
    power[id] = w.nightOff(key[id], tz[id], 2, 0);
    patch[id] = NEVER;
    on[id] = 1;
    powerKind[id] = w.OFF;
    patchKind[id] = w.START;
  }

  function onPower(id, t) {
    if (powerKind[id] === w.OFF) {
      if (phase[id] === w.INSTALLING || phase[id] === w.RESTARTING) counters.refused++;
      else on[id] = 0;
      powerKind[id] = w.ON;
      return w.morning(tz[id], t);
    }
    on[id] = 1;
    powerKind[id] = w.OFF;
    return w.nightOff(key[id], tz[id], w.dayOf(tz[id], t), t);
  }

  function onPatch(id, t) {
    const follow = (state, kind, instant) => {
      phase[id] = state;
      patchKind[id] = kind;
      return instant;
    };
    switch (patchKind[id]) {
      case w.START:
        if (on[id] === 1) return follow(w.INSTALLING, w.END, t + 1200);
        counters.missed++;
        return w.windowAfter(key[id], tz[id], t);
      case w.END:
        if (target[id] % 3 === 0) return follow(w.RESTARTING, w.RESTARTED, t + 300);
        return follow(w.VERIFYING, w.HEALTHY, t + 1800);
      case w.RESTARTED:
        counters.restarts++;
        return follow(w.VERIFYING, w.HEALTHY, t + 1800);
      default:
        if (w.fails(key[id], t)) {
          counters.failed++;
          return follow(w.SCHEDULED, w.START, w.windowAfter(key[id], tz[id], t));
        }
        done[id] = target[id];
        counters.installed++;
        return follow(w.IDLE, w.START, NEVER);
    }
  }

  function advance(id, until, newest) {
    let [a, p, c] = [assess[id], power[id], patch[id]];
    for (;;) {
      const t = a < p ? (a < c ? a : c) : p < c ? p : c;
      if (t >= until) break;
      if (t === a) {
        counters.count(id, w.ASSESS, t);
        if (on[id] === 1 && phase[id] === w.IDLE && newest > done[id]) {
          target[id] = newest;
          phase[id] = w.SCHEDULED;
          c = w.windowAfter(key[id], tz[id], t);
        }
        a = w.nextAssessment(key[id], t);
      } else if (t === p) {
        counters.count(id, powerKind[id], t);
        p = onPower(id, t);
      } else {
        counters.count(id, patchKind[id], t);
        c = onPatch(id, t);
      }
    }
    assess[id] = a;
    power[id] = p;
    patch[id] = c;
  }

  for (let month = 0; month <= 12; month++) {
    const until = Math.min(end, month === 12 ? end : w.releaseAt(month + 1));
    for (let id = 0; id < vms; id++) advance(id, until, month);
  }
  return counters;
});
