// Codes of what the chart asks for, in the order of ACTIONS (actions.ts), and behind them of the timers it starts, in the
// order of DELAYS (events.ts): constants, which the bundler turns into literals. Refuses to know how they are carried out.

export const startPatch = 0;
export const patchInstalled = 1;
export const patchFailed = 2;
export const startReboot = 3;
export const rebootCompleted = 4;
export const rebootFailed = 5;
export const becomeEffective = 6;
export const runCompleted = 7;
export const runInterrupted = 8;
export const healthy = 9;
export const unhealthy = 10;
export const recovered = 11;
export const trackChanged = 12;
export const installDuration = 13;
export const rebootDuration = 14;
export const healthProbe = 15;
export const recovery = 16;
export const repair = 17;
