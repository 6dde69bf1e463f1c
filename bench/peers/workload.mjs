// What the JavaScript peers share: draws, local time and counters of the workload in ../README.md.
// Refuses to know how a peer keeps its events.

export const DAY = 86400;
export const [ASSESS, OFF, ON, START, END, RESTARTED, HEALTHY] = [0, 1, 2, 3, 4, 5, 6];
export const [IDLE, SCHEDULED, INSTALLING, RESTARTING, VERIFYING] = [0, 1, 2, 3, 4];

const below = new Uint32Array(40);
for (let k = 0, q = 1; k < 40; k++) {
  q *= 0.7;
  below[k] = Math.floor(2 ** 32 * (1 - q));
}

export const releaseAt = (month) => (10 + 30 * (month - 1)) * DAY + 61205;
export const keyOf = (vm) => 12345 ^ Math.imul(vm + 1, 0x9e3779b1);

export function draw(key, stream, t) {
  let x = (key + Math.imul(t * 8 + stream, 0x85ebca6b)) | 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x21f0aaad);
  x ^= x >>> 15;
  x = Math.imul(x, 0x735a2d97);
  return x ^ (x >>> 15);
}

const uniform = (key, n, stream, t) => ((draw(key, stream, t) >>> 16) * n) >>> 16;

function gap(key, stream, t) {
  const x = draw(key, stream, t) >>> 0;
  let k = 0;
  while (k < 40 && x >= below[k]) k++;
  return k;
}

export const fails = (key, t) => draw(key, 5, t) >>> 0 < 4294967;
export const zoneOf = (key) => (uniform(key, 24, 6, 0) - 11) * 3600 + DAY;
export const dayOf = (tz, t) => ((t + tz) / DAY) | 0;
export const firstAssessment = (key) => uniform(key, 32400, 7, 0) * 8 + 1;
export const nextAssessment = (key, t) => t + 259200 + uniform(key, 5400, 1, t) * 8;
export const morning = (tz, t) => (dayOf(tz, t) + 1) * DAY + 25203 - tz;
export const nightOff = (key, tz, day, t) =>
  (day + gap(key, 2, t)) * DAY + 28800 + uniform(key, 7200, 3, t) * 8 + 2 - tz;

export function windowAfter(key, tz, t) {
  const local = t + tz;
  let start = ((local / DAY) | 0) * DAY + 79200;
  if (start <= local) start += DAY;
  return start - tz + uniform(key, 3600, 4, t) * 8 + 4;
}

export class Counters {
  events = [0, 0, 0, 0, 0, 0, 0];
  missed = 0;
  refused = 0;
  restarts = 0;
  failed = 0;
  installed = 0;
  checksum = 0;

  count(vm, kind, t) {
    this.events[kind]++;
    this.checksum = (this.checksum + Math.imul(t + Math.imul(vm, 0x9e3779b1), 0x85ebca6b + 2 * kind)) | 0;
  }
}

/** Runs `peer(vms, end)`, which returns its counters, and prints one line of JSON. */
export function report(peer) {
  const [vms, days] = process.argv.slice(2).map(Number);
  const begin = performance.now();
  const counters = peer(vms, days * DAY);
  const seconds = Number(((performance.now() - begin) / 1000).toFixed(4));
  const peak = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ vms, days, seconds, peak, ...counters, checksum: counters.checksum >>> 0 }));
}
