// The vocabulary of "not now": why a candidate is deferred (R20) and why a VM is overdue (R21).
// Refuses to know who is deferred and until when.

/** Reasons of a deferral, in the order of their codes. */
export const REASONS = [
  'off',
  'notOffPeak',
  'phaseNotOpen',
  'zoneBusy',
  'updateDomainBusy',
  'setLimit',
  'subscriptionLimit',
  'windowTooShort',
  'halted',
  'notAssessed',
  'notCovered',
  /** Not on for as long as it must be before a window of its schedule (F40). */
  'onTooShort',
  // From here on only why a VM is overdue: it was admitted, and yet is not effective.
  'installFailed',
  'interrupted',
  'rebootRequired',
  'inFlight',
  /** No window of its schedule has come, or none has chosen the update (R31). */
  'noWindowYet',
  'notSelected',
  'enabling',
] as const;
export type Reason = (typeof REASONS)[number];

/** The answer to a candidate that may start now. */
export const ADMIT = -1;
