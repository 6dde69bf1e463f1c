// What the checker remembers about one VM between two lines. Refuses to know rules.

import type { Instant } from '../calendar/instant.ts';
import type { Wanted } from './asked.ts';
import type { Line } from './breach.ts';
import type { OffPeak } from './off-peak.ts';
import type { Release } from './releases.ts';
import type { Fact } from './trace-lines.ts';

/** Where a VM is in an installation run, as the facts tell it. */
export type Stage =
  | 'idle'
  | 'admitted'
  | 'installing'
  | 'installed'
  | 'rebooting'
  | 'rebooted'
  | 'notBack'
  | 'verifying'
  | 'unhealthy';

export interface Run {
  /** Its admission, or its start where no rollout admits it. */
  readonly admitted: Fact;
  assessed: boolean;
  rebooted: Fact | undefined;
  /** It did not come back from its restart. */
  notBack: boolean;
  started: Fact | undefined;
  /** Where somebody asked for the run: what for, and the updates chosen that it has not begun to install. */
  asked?: readonly Wanted[];
  chosen?: Set<string>;
}

/** Content that takes effect in this instant, and why. */
export interface Effect {
  readonly release: Release;
  readonly by: Line;
}

/** The hours of a clock in which the platform installs, and in which Windows does on its own (R3, R29). */
export interface Hours {
  readonly offPeak: OffPeak;
  readonly guest: OffPeak;
}

export class Vm {
  readonly head: Line;
  readonly name: string;
  readonly group: string;
  readonly region: string;
  readonly zone: string | undefined;
  readonly set: string | undefined;
  readonly updateDomain: number;
  readonly subscription: string;
  /** Where it competes for room: its set, or its subscription's share of the region. */
  readonly room: string;
  readonly offPeak: OffPeak;
  readonly guestHours: OffPeak;
  readonly product: string | undefined;
  readonly enrolled: boolean;
  readonly notCovered: string | undefined;
  /** Names of the maintenance configurations it is assigned to. */
  readonly configurations: readonly string[];
  /** Who installs on it; undefined where nobody knows what. */
  orchestration: string | undefined;
  rebootSetting: string;
  patchMode: string;
  /** bypassPlatformSafetyChecksOnUserSchedule. */
  bypass: boolean;
  /** Who last handed it over to its schedules, or took it back. */
  handedAt: Fact | undefined;
  readonly os: string | undefined;
  readonly enableAutomaticUpdates: boolean;
  /** What made it be decided about as it is now. */
  movedBy: Line;
  /** Since when the platform manages it. */
  managedSince = Number.NEGATIVE_INFINITY;
  /** Its configuration by the platform: off-peak seconds up to an instant. */
  configuring: { since: Instant; seconds: number; readonly by: Line } | undefined;
  /** An instance of a scale set with flexible orchestration: no hour is outside of its hours (F5). */
  readonly allHours: boolean;
  /** Why a scale set's instance is never to be patched by the platform (F30, F45). */
  readonly unpatchable: string | undefined;

  stage: Stage = 'idle';
  /** The fact that led to the stage. */
  last: Line;
  run: Run | undefined;
  inFlight: Fact | undefined;
  on = true;
  power: Line;
  /** It is to have hotpatch as soon as its subscription may. */
  awaitsPreview: boolean;
  /** What made it possible in this instant, until it is enrolled. */
  allowedBy: Fact | undefined;
  track: string;
  trackChanged: Line;
  enabledAt = Number.NEGATIVE_INFINITY;
  /** Newest baseline in effect, undefined for none. */
  baseline: Release | undefined;
  /** Content in effect, without .NET: the newest update that brought any. */
  content: Release | undefined;
  /** Installed, waiting for a restart. */
  staged: Effect[] = [];
  /** Numbers of the releases that concern it and are out, but not in effect. */
  outstanding: number[] = [];
  overdue: number[] = [];
  /** Newest rollout in which its health was known after a run. */
  judged = -1;
  /** Rollout of the run that made it unhealthy, -1 while it is not. */
  unhealthyIn = -1;
  onSince: Instant;
  /** When its owner last restarted it. */
  restartedAt = Number.NEGATIVE_INFINITY;
  /** Where its reboot setting is from. */
  setTo: Line;
  /** Who last changed its settings. */
  changed: Fact | undefined;
  /** When somebody last had it assessed. */
  assessAt = Number.NEGATIVE_INFINITY;
  /** Somebody has it install something, in this instant. */
  installing: Fact | undefined;
  /** When it last did or refused to install on demand, and how often in that instant. */
  answered = { at: Number.NEGATIVE_INFINITY, times: 0 };
  /** How many windows of its schedules it has run in, or let pass. */
  windows = 0;
  /** When its last run ended. */
  endedAt = Number.NEGATIVE_INFINITY;

  // Of this instant only.
  effects: Effect[] = [];
  inEffect: Fact[] = [];
  changes: Fact[] = [];
  /** Who set its patch mode. */
  modeSetBy: Fact | undefined;
  /** Who switched it last. */
  switched: Fact | undefined;

  constructor(
    head: Line,
    place: {
      readonly name: string;
      readonly group: string;
      readonly region: string;
      readonly zone: string | undefined;
      readonly set: string | undefined;
      readonly updateDomain: number;
      readonly subscription: string;
      readonly product: string | undefined;
      readonly hotpatch: string;
      readonly notCovered: string | undefined;
      readonly orchestration: string | undefined;
      readonly rebootSetting: string;
      readonly configurations: readonly string[];
      readonly patchMode: string;
      readonly bypass: boolean;
      readonly os: string | undefined;
      readonly enableAutomaticUpdates: boolean;
      readonly orchestrationMode: string | undefined;
      readonly applicationHealth: boolean;
    },
    { offPeak, guest }: Hours,
    start: Instant,
  ) {
    this.head = head;
    this.name = place.name;
    this.group = place.group;
    this.region = place.region;
    this.zone = place.zone;
    this.set = place.set;
    this.updateDomain = place.updateDomain;
    this.subscription = place.subscription;
    this.room = place.set === undefined ? `${place.subscription} in ${place.region}` : place.set;
    this.offPeak = offPeak;
    this.guestHours = guest;
    this.product = place.product;
    this.enrolled = place.hotpatch === 'enrolled';
    this.notCovered = place.notCovered;
    this.orchestration = place.orchestration;
    this.rebootSetting = place.rebootSetting;
    this.configurations = place.configurations;
    this.patchMode = place.patchMode;
    this.bypass = place.bypass;
    this.os = place.os;
    this.enableAutomaticUpdates = place.enableAutomaticUpdates;
    this.movedBy = head;
    this.allHours = place.orchestrationMode === 'Flexible';
    if (place.orchestrationMode === 'Uniform')
      this.unpatchable = 'it is in a scale set of uniform orchestration';
    else if (!place.applicationHealth) this.unpatchable = 'its scale set has no Application Health extension';
    this.setTo = head;
    this.awaitsPreview = place.hotpatch === 'awaitsPreview';
    this.track = this.enrolled ? 'onTrack' : this.awaitsPreview ? 'notEnrolled' : place.hotpatch;
    this.last = head;
    this.power = head;
    this.trackChanged = head;
    this.onSince = start;
  }

  /** It is switched off in this instant: nobody can wait for it any more. */
  goesOff(t: Instant): void {
    this.onSince = t;
  }
}
