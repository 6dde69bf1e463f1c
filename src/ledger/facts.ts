// What happened, in the past tense: the kinds of facts and the one way to hand them on (R33).
// Refuses to know who reads them.

/** Kinds of facts. `a` and `b` are described behind each; vm is -1 where no VM is meant. */
export const FACTS = [
  'released', // a: release
  'withdrawn', // a: release
  'phaseOpened', // a: rollout, b: phase
  'phasePassed', // a: rollout, b: phase
  'rolloutHalted', // a: rollout, b: phase
  'zoneTurn', // a: rollout, b: region * 256 + zone (0: nobody)
  'limitRelaxed', // a: rollout
  'hotpatchEnabled', // of the VM, by an action; a: 1 because its subscription may have it now
  'hotpatchDisabled',
  'assessed', // a: release found, -1 none; b: who assessed, a code of ASSESSED_BY
  'deferred', // a: reason, b: when it asks again, -1: when the view changes or there is room
  'admitted', // a: rollout, b: end of the run's window
  'runStarted', // a run that no rollout admits; a: startCode(), b: end of its window
  'patchChosen', // of a run whose updates somebody chose; a: release found, b: a code of CHOICES
  'installationStarted', // a: release
  'patchInstalled', // a: release
  'patchFailed', // a: release
  'rebootStarted', // a: release that asked for it, -1: the reboot setting
  'rebootCompleted', // a: release, b: seconds
  'rebootFailed', // a: release
  'runCompleted', // a: rebootStatus, b: 1 when the maintenance window was exceeded
  'runInterrupted',
  'becameEffective', // a: release
  'healthy',
  'unhealthy', // a: release held responsible, -1 none
  'recovered',
  'healthUnknown', // switched off before its health was known
  'trackChanged', // a: from, b: to (states of the hotpatch track)
  'overdue', // a: release, b: reason
  'poweredOff',
  'poweredOn',
  'actionDone', // a: action
  'actionRefused', // a: action, b: refusal
  'settingChanged', // a: a code of SETTING_VALUES, b: the action that changed it
  'featureRegistering', // a: subscription, b: feature
  'featureRegistered', // a: subscription, b: feature
  'orchestrationChanged', // a: from, b: to (codes of ORCHESTRATIONS)
  'enablementStarted', // configured for AutomaticByPlatform, in off-peak hours
  'enablementCompleted', // azureManaged from now on
  'providerRegistered', // a: subscription, b: 1 when that propagates all features
] as const;

/** Azure's rebootStatus of a run (F54), in the order of its codes. */
export const REBOOT_STATUSES = ['NotNeeded', 'Required', 'Completed', 'Failed'] as const;

/** Who assesses a VM: an installation run, its schedule, somebody who wants to know; in the order of their codes. */
export const ASSESSED_BY = ['run', 'schedule', 'demand'] as const;

/** Who starts a run that no rollout admits, in the order of their codes: Windows on its own (R29), an operator (R30), a schedule (R31). */
export const STARTED_BY = ['guest', 'demand', 'schedule'] as const;

/** The reboot setting that holds in a run, in the order of its codes: the VM's own, or one that was asked for. */
export const ASKED_REBOOTS = [undefined, 'IfRequired', 'Never', 'Always'] as const;

/** Who starts a run, with which reboot setting, and for which maintenance configuration (-1: none), as one number. */
export const startCode = (by: number, reboot = 0, configuration = -1): number =>
  ((configuration + 1) * STARTED_BY.length + by) * ASKED_REBOOTS.length + reboot;

/** What becomes of an update found when somebody chooses, in the order of the codes. */
export const CHOICES = ['selected', 'excluded', 'notSelected'] as const;

/** States of the hotpatch track, in the order of their codes (R26). */
export const TRACK_STATES = ['notEligible', 'notEnrolled', 'pendingBaseline', 'onTrack', 'offTrack'] as const;

/** What operators do, in the order of their codes; turning hotpatch on or off has facts of its own. */
export const ACTIONS_TAKEN = [
  'restart',
  'powerOff',
  'powerOn',
  'assess',
  'install',
  'settings',
  'drift',
  'hotpatchOn', // only when it is refused
] as const;
export type ActionTaken = (typeof ACTIONS_TAKEN)[number];

/** Why an action is refused, in the order of its codes. */
export const REFUSALS = [
  'off',
  'regionOutage',
  'inFlight',
  'hotpatchNotSupported',
  'noVmAgent',
  'previewNotRegistered',
  'patchModeNotAllowed', // by what was fixed when the VM was made (F33)
  'noVmAgent',
  'hotpatchNeedsAutomaticByPlatform',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Settings that change while a VM lives and what to, in the order of their codes. */
export const SETTING_VALUES = [
  ['rebootSetting', 'Unknown'],
  ['rebootSetting', 'IfRequired'],
  ['rebootSetting', 'Never'],
  ['rebootSetting', 'Always'],
  ['assessmentMode', 'ImageDefault'],
  ['assessmentMode', 'AutomaticByPlatform'],
  ['enableHotpatching', 'true'],
  ['enableHotpatching', 'false'],
  ['patchMode', 'Manual'],
  ['patchMode', 'AutomaticByOS'],
  ['patchMode', 'AutomaticByPlatform'],
  ['patchMode', 'ImageDefault'],
  ['bypassPlatformSafetyChecksOnUserSchedule', 'true'],
  ['bypassPlatformSafetyChecksOnUserSchedule', 'false'],
] as const;

/** Takes facts as they come. Within a cell they come in order of time; cells may be ahead of each other. */
export interface LedgerSink {
  record(kind: number, t: number, vm: number, a: number, b: number): void;
  /** Everything before t has been recorded, for every VM. */
  settled(t: number): void;
  /**
   * Facts of a VM are about to come: what they will touch may be read now, when the processor waits for it together with much
   * else. The number is of no use, but without it nothing would be read.
   */
  expect?(vm: number): number;
}
