// What each VM is known to be offered, for assessments that nobody had to carry out: they find what was there before.
// Refuses to know how assessments are written.

import { isAutomatic } from '../catalogue/applicability.ts';
import { isHotpatch } from '../catalogue/kinds.ts';
import type { Release } from '../catalogue/release.ts';
import { FACT } from './fact-codes.ts';

export function offeredOf(releases: readonly Release[], vms: number) {
  /** Newest release each VM is known to be offered, -1 for none. */
  const offered = new Int16Array(vms).fill(-1);
  /** What each VM's run has begun to install and would lose with its power, -1 for nothing. */
  const atStake = new Int16Array(vms).fill(-1);

  const to = (vm: number): number => offered[vm];

  /** Keeps up what the VM is offered through a run: installed is no longer offered, failed or lost is again (R32). */
  function follow(kind: number, vm: number, a: number): void {
    switch (kind) {
      case FACT.assessed:
        offered[vm] = a;
        return;
      case FACT.admitted:
      case FACT.runStarted:
        atStake[vm] = -1;
        return;
      case FACT.installationStarted:
        if (atStake[vm] < 0 && isAutomatic(releases[a])) atStake[vm] = a;
        return;
      case FACT.patchInstalled:
        if (offered[vm] >= 0 && brings(releases[a], releases[offered[vm]])) {
          if (atStake[vm] < 0) atStake[vm] = offered[vm];
          offered[vm] = -1;
        }
        // A hotpatch needs no restart: it stays.
        if (isHotpatch(releases[a].kind)) atStake[vm] = -1;
        return;
      case FACT.patchFailed:
        if (offered[vm] < 0 && isAutomatic(releases[a])) offered[vm] = a;
        return;
      case FACT.runInterrupted:
        if (offered[vm] < 0) offered[vm] = atStake[vm];
    }
  }

  return { to, follow };
}

/** Whether an update is the one offered, or of another classification and contains it (R6). */
function brings(update: Release, offered: Release): boolean {
  if (update === offered) return true;
  const system = ({ kind }: Release): boolean => kind !== 'dotnet' && kind !== 'definition';
  return !isAutomatic(update) && system(update) && system(offered) && offered.instant <= update.instant;
}
