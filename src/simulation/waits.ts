// What a VM waits for, as codes of `waiting` (world.ts): an enum, whose members the bundler turns into literals. Refuses to know
// what happens then.

export enum WAIT {
  nothing = 0,
  assessment = 1,
  admission = 2,
  view = 3,
  room = 4,
  run = 5,
  powerLoss = 6,
  powerCycle = 7,
  /** For the instant at which a run of its own begins, which no rollout admits. */
  start = 8,
  /** For its update domain's turn in the window of a schedule. */
  turn = 9,
  /** For its configuration to begin or to end (R11). */
  enablement = 10,
}
