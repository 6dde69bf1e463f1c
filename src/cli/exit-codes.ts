// What the process says with its exit code. Refuses to know what happened before.

/** The run, the check or the print-out succeeded. */
export const SUCCESS = 0;

/** Our fault: an unexpected exception. The message asks for a bug report. */
export const OUR_FAULT = 1;

/** The ledger breaks a rule: that is our fault as well, or somebody changed the trace. */
export const BREACHED = 1;

/** The user's input or surroundings: usage, scenario, a file that cannot be read, a folder that cannot be written. */
export const BAD_INPUT = 2;

/** `test`: a snapshot is missing, differs or is obsolete. */
export const SNAPSHOT_FAILED = 3;

/** `compare --detailed-exitcode`: something differs. */
export const DIFFERS = 4;

/** `lint --fail-on`: there is a finding of that level. eslint's 1 and tflint's 2 mean other things here. */
export const LINT_FAILED = 5;

/** `test`: an expectation is not met; the number k6 has for thresholds. */
export const EXPECTATION_FAILED = 99;

/** Ended by Ctrl-C, a request to terminate, or with its terminal: 128 and the number of the signal, as shells have it. */
export const INTERRUPTED = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export type InterruptingSignal = keyof typeof INTERRUPTED;
