// What a VM waits for, as codes of `waiting` (world.ts): constants, which the bundler turns into literals. Refuses to know
// what happens then.

export const nothing = 0;
export const assessment = 1;
export const admission = 2;
export const view = 3;
export const room = 4;
export const run = 5;
export const powerLoss = 6;
export const powerCycle = 7;
/** For the instant at which a run of its own begins, which no rollout admits. */
export const start = 8;
/** For its update domain's turn in the window of a schedule. */
export const turn = 9;
/** For its configuration to begin or to end (R11). */
export const enablement = 10;
