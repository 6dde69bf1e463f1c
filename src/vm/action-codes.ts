// Codes of what the chart asks for, in the order of ACTIONS (actions.ts), and behind them of the timers it starts, in the
// order of DELAYS (events.ts): an enum, whose members the bundler turns into literals. Refuses to know how they are carried out.

export enum ACT {
  startPatch = 0,
  patchInstalled = 1,
  patchFailed = 2,
  startReboot = 3,
  rebootCompleted = 4,
  rebootFailed = 5,
  becomeEffective = 6,
  runCompleted = 7,
  runInterrupted = 8,
  healthy = 9,
  unhealthy = 10,
  recovered = 11,
  trackChanged = 12,
  installDuration = 13,
  rebootDuration = 14,
  healthProbe = 15,
  recovery = 16,
  repair = 17,
}

/** The same as sets, a bit each: what one event asks for (tasks.ts). */
export enum TASK {
  startPatch = 1 << 0,
  patchInstalled = 1 << 1,
  patchFailed = 1 << 2,
  startReboot = 1 << 3,
  rebootCompleted = 1 << 4,
  rebootFailed = 1 << 5,
  becomeEffective = 1 << 6,
  runCompleted = 1 << 7,
  runInterrupted = 1 << 8,
  healthy = 1 << 9,
  unhealthy = 1 << 10,
  recovered = 1 << 11,
  trackChanged = 1 << 12,
  installDuration = 1 << 13,
  rebootDuration = 1 << 14,
  healthProbe = 1 << 15,
  recovery = 1 << 16,
  repair = 1 << 17,
}
