// What a VM's installation run has seen, as bits of `flags`. Refuses to know what follows from it.

/**
 * `staged` and `stagedDotnet`: the run installed what now waits for a restart. `own`: no rollout admitted it, so that it
 * takes no room and counts at no gate, whoever decides about the VM by now. `chosen`: it installs a list (chosen-run.ts).
 * `waited`: something waited for a restart before the run (`waited` of world.ts).
 */
export enum FLAG {
  exceeded = 1,
  rebooted = 2,
  rebootFailed = 4,
  staged = 8,
  stagedDotnet = 16,
  own = 32,
  chosen = 64,
  waited = 128,
}
