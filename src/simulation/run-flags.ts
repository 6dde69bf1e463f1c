// What a VM's installation run has seen, as bits of `flags`. Refuses to know what follows from it.

/**
 * `staged` and `stagedDotnet`: the run installed what now waits for a restart. `own`: no rollout admitted it, so that it
 * takes no room and counts at no gate, whoever decides about the VM by now. `chosen`: it installs a list (chosen-run.ts).
 */
export const exceeded = 1;
export const rebooted = 2;
export const rebootFailed = 4;
export const staged = 8;
export const stagedDotnet = 16;
export const own = 32;
export const chosen = 64;
