// Why a VM restarted and why an update is overdue, in the words of the rules behind it. Refuses to decide anything: the
// ledger names cause and rule, this only says what they mean and where it is documented.

import type { Restart } from './episodes.ts';

export interface Reason {
  readonly text: string;
  /** Rule behind the reason; it can be another than the one that makes the update restart, such as R27. */
  readonly rule: string;
  readonly documentation: string;
}

const HOTPATCH = 'https://learn.microsoft.com/windows-server/get-started/hotpatch';
const GUEST_PATCHING = 'https://learn.microsoft.com/azure/virtual-machines/automatic-vm-guest-patching';

/** States of the hotpatch track in which an enrolled VM gets cumulative updates (R26, R27). */
const OFF_TRACK: Readonly<Record<string, string>> = {
  offTrack: 'is off the hotpatch track, behind its baseline or on a level that is not allowed',
  pendingBaseline: 'waits for a baseline to join the hotpatch track',
};

/** Content outside of the monthly row. */
const BESIDE: Readonly<Record<string, string>> = {
  oob: 'an out-of-band update',
  preview: "a preview of the next month's cumulative update",
};

const month = (instant: number): string => new Date(instant * 1000).toISOString().slice(0, 7);

/** `track` is the state of the hotpatch track when it restarted; `released` when the update came out, UTC seconds. */
export function whyRestarted(
  { cause, rule, kb }: Restart,
  track: string | undefined,
  released: number | undefined,
): Reason {
  const of = released === undefined ? '' : ` of ${month(released)}`;
  const hotpatch = (text: string): Reason => ({ text, rule, documentation: HOTPATCH });
  switch (cause) {
    case 'baseline_planned':
      return hotpatch(
        `${kb} is the planned baseline${of}: on the hotpatch track too, a baseline restarts the VM`,
      );
    case 'baseline_unplanned':
      return hotpatch(
        `${kb}${of} is an unplanned baseline: the month was planned as a hotpatch month, but what it fixes needs a restart`,
      );
    case 'dotnet':
      return hotpatch(
        `${kb} is a .NET update${of}: hotpatch does not cover .NET, so it may restart the VM in any month`,
      );
    case 'rebootSetting':
      return {
        text: 'rebootSetting is Always: every install run restarts the VM',
        rule,
        documentation: GUEST_PATCHING,
      };
  }
  const beside = BESIDE[cause];
  if (beside !== undefined) {
    const text = `${kb}${of} is ${beside}, which restarts as a cumulative update does`;
    return { text, rule, documentation: GUEST_PATCHING };
  }
  const state = track === undefined ? undefined : OFF_TRACK[track];
  if (state !== undefined) {
    const text = `${kb}${of} is a cumulative update: the VM ${state}, and gets these until it is on a planned baseline`;
    return { text, rule: 'R27', documentation: HOTPATCH };
  }
  const text = `${kb}${of} is a cumulative update, which always restarts, and the VM is not on the hotpatch track`;
  return { text, rule, documentation: GUEST_PATCHING };
}

/** Why it restarted at that hour, in the window of a customer's schedule. */
export function scheduled({ text, ...reason }: Reason, configuration: string): Reason {
  return {
    ...reason,
    text: `${text}; the run was in a window of maintenance configuration ${configuration}, and heeds no off-peak hours and phases`,
  };
}

/** Why it restarted at that hour, where the guest updates itself. */
export function byWindows({ text, ...reason }: Reason): Reason {
  return {
    ...reason,
    text: `${text}; Windows itself installed it, outside the active hours`,
  };
}

/** Why it restarted at that hour, where somebody asked for the run. */
export function askedFor({ text, ...reason }: Reason): Reason {
  return {
    ...reason,
    text: `${text}; the run was asked for, and heeds no off-peak hours, phases and sets`,
  };
}

/** `released` is when the update came out, UTC seconds. */
export function whyOverdue(kb: string, released: number | undefined): Reason {
  const since =
    released === undefined ? '' : `, released ${new Date(released * 1000).toISOString().slice(0, 10)},`;
  return {
    text: `${kb}${since} was not effective within the deadline of the run (30 days unless the scenario says otherwise)`,
    rule: 'R21',
    documentation: GUEST_PATCHING,
  };
}
