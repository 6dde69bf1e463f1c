// The policy availability-first: who may be patched now, and why not (R15-R20).
// Refuses to know the clock, the kernel and how the view came about: it is given all of it.

import { REASON } from './reason-codes.ts';
import { ADMIT } from './reasons.ts';

/** Everything the policy may look at about one candidate at one instant. Times in seconds of the run. */
export interface Candidate {
  readonly now: number;
  readonly halted: boolean;
  readonly phaseOpen: boolean;
  /** Its zone may not go now; false for VMs in no zone. */
  readonly zoneClosed: boolean;
  readonly on: boolean;
  /** The off-peak window in progress or next: `start <= now < end` means it is off-peak. */
  readonly windowStart: number;
  readonly windowEnd: number;
  /** Time its first step needs, by the planning figures of the window check. */
  readonly needs: number;
}

/** Whether a run that starts now, on whatever room there is, is allowed; ADMIT or the code of the reason. */
export function mayStart(candidate: Candidate): number {
  if (candidate.halted) return REASON.halted;
  if (!candidate.phaseOpen) return REASON.phaseNotOpen;
  if (candidate.zoneClosed) return REASON.zoneBusy;
  if (!candidate.on) return REASON.off;
  if (candidate.now < candidate.windowStart) return REASON.notOffPeak;
  if (candidate.windowEnd - candidate.now < candidate.needs) return REASON.windowTooShort;
  return ADMIT;
}

/** Room in an availability set (R18): what is in flight there, and which update domain it is in. */
export interface SetRoom {
  readonly now: number;
  readonly inFlight: number;
  readonly limit: number;
  /** Update domain in flight, or the last one that was; -1 before the first. */
  readonly updateDomain: number;
  /** From when another update domain may start. */
  readonly nextDomainAt: number;
}

export function roomInSet(room: SetRoom, updateDomain: number): number {
  if (updateDomain === room.updateDomain || room.updateDomain < 0) {
    return room.inFlight < room.limit ? ADMIT : REASON.setLimit;
  }
  return room.inFlight === 0 && room.now >= room.nextDomainAt ? ADMIT : REASON.updateDomainBusy;
}

/** Room in a subscription's share of a region (R19). */
export function roomInSubscription(inFlight: number, limit: number, relaxed: boolean): number {
  return inFlight < limit || relaxed ? ADMIT : REASON.subscriptionLimit;
}
