// What the reference knows of a VM's last installation run. Refuses to know what a run does.

/** The newest offer, .NET, and what is neither. */
export type Slot = 0 | 1 | 2;

/** An update that somebody may choose: its place in its line, as an offer or in a list. */
export interface Patch {
  readonly slot: Slot;
  readonly offer: number;
  readonly release: number;
}

/** The last installation run of a VM. */
export interface Run {
  rollout: number;
  tries: number;
  end: number;
  /** No rollout admitted it. */
  own: boolean;
  slot: Slot;
  exceeded: boolean;
  rebooted: boolean;
  rebootFailed: boolean;
  readonly installed: number[];
  /** By slot: whether what it installed waits for a restart. */
  stagedHere: [boolean, boolean];
  /** What waited for its restart before. */
  waited: readonly [number, number];
  /** The list of a run whose updates somebody chose, and where it is in it. */
  chosen?: {
    readonly patches: readonly Patch[];
    at: number;
    readonly began: number;
    readonly rebootSetting: string;
  };
}

export function newRun(rollout: number, tries: number, end: number): Run {
  return {
    rollout,
    tries,
    end,
    own: false,
    slot: 0,
    exceeded: false,
    rebooted: false,
    rebootFailed: false,
    installed: [],
    stagedHere: [false, false],
    waited: [-1, -1],
  };
}
