// The patch status of one VM at an instant, folded from what a run's ledger says about it until then. Refuses to know the
// rules by which updates are offered and installed: the ledger says what happened.

import { DAY, formatInstant, type Instant } from '../calendar/instant.ts';
import { isHotpatch } from '../catalogue/kinds.ts';
import type { Kind } from '../catalogue/release.ts';
import { type CollectedVm, trackAtStart, type VmFact, type VmHead } from '../story/collect.ts';
import { type Activity, activityId } from './activity-id.ts';
import { Installation } from './installation.ts';
import { Management } from './management.ts';
import { isDefinition, OtherPatches } from './other-patches.ts';
import type { Assessment, HotpatchStatus, Overdue, Patch, PatchState, PatchStatus } from './status.ts';

/** How long Azure keeps the history of updates. */
const HISTORY = 30 * DAY;

/** Undefined when the trace has no such VM. Facts after the instant do not count. */
export function patchStatusOf(collected: CollectedVm, instant: Instant): PatchStatus | undefined {
  const { run, head } = collected;
  if (run === undefined || head === undefined) return undefined;
  const fold = new Fold(collected, head, run.seed);
  for (const fact of collected.facts) {
    if (fact.t > instant) break;
    fold.take(fact);
  }
  const runs = fold.runs.map((one) => one.result()).reverse();
  return {
    vm: head,
    at: instant,
    since: run.start,
    running: fold.running,
    patchMode: fold.management.patchMode,
    orchestration: fold.management.orchestration,
    notCovered: fold.management.notCovered,
    modeSince: fold.management.since,
    hotpatch: {
      status: fold.hotpatch,
      track: fold.track,
      ...(fold.awaitsPreview && { awaitsPreview: true as const }),
    },
    assessment: fold.assessment,
    firstScheduled: fold.firstScheduled,
    available: [...fold.available.values()],
    waiting: [...fold.waiting.values()].map(({ patch }) => patch),
    unresponsive: fold.unresponsive,
    overdue: [...fold.overdue.values()],
    lastRun: runs[0],
    history: runs.filter(({ started }) => started > instant - HISTORY),
  };
}

/** By the instant of an assessment, the .NET update that it finds beside the one that its fact names. */
export function dotnetFound(collected: CollectedVm): ReadonlyMap<number, string> {
  const { run, head, facts, releases } = collected;
  const some = [...releases.values()].some(({ kind }) => kind === 'dotnet');
  if (run === undefined || head === undefined || !some) return new Map();
  const fold = new Fold(collected, head, run.seed);
  for (const fact of facts) fold.take(fact);
  return fold.dotnetFound;
}

const HOTPATCH: Readonly<Record<string, HotpatchStatus>> = {
  notEligible: 'NotEnrolled',
  notEnrolled: 'Disabled',
  pendingBaseline: 'Pending',
  onTrack: 'Enabled',
  offTrack: 'Enabled',
};

const CHOSEN: Readonly<Record<string, PatchState>> = {
  selected: 'Pending',
  excluded: 'Excluded',
  notSelected: 'NotSelected',
};

interface Waits {
  readonly patch: Patch;
  byThisRun: boolean;
  /** What waited before this run replaced it: it waits again when the run is cut short. */
  readonly before?: Patch | undefined;
}

class Fold {
  readonly runs: Installation[] = [];
  readonly available = new Map<string, Patch>();
  /** By what they replace each other in: cumulative updates and baselines, and .NET. */
  readonly waiting = new Map<'system' | 'dotnet', Waits>();
  readonly overdue = new Map<string, Overdue>();
  readonly dotnetFound = new Map<number, string>();
  readonly management: Management;
  running = true;
  unresponsive = false;
  track: string;
  awaitsPreview: boolean;
  assessment: Assessment | undefined;
  firstScheduled: number | undefined;
  readonly #collected: CollectedVm;
  readonly #head: VmHead;
  readonly #seed: string;
  readonly #others: OtherPatches;
  #rebootSetting: string;

  constructor(collected: CollectedVm, head: VmHead, seed: string) {
    this.#collected = collected;
    this.#head = head;
    this.#seed = seed;
    this.#rebootSetting = head.rebootSetting;
    this.track = trackAtStart(head);
    this.management = new Management(head, collected.run!.start);
    this.awaitsPreview = head.hotpatch === 'awaitsPreview';
    // The map has the first release of each KB a second time.
    this.#others = new OtherPatches([...new Set(collected.releases.values())], {
      product: head.product,
      enrolled: head.hotpatch === 'enrolled',
      start: collected.run!.start,
      baselineMonthsOnly: collected.baselineMonthsOnly === true,
    });
  }

  get hotpatch(): HotpatchStatus {
    const outside =
      this.awaitsPreview || (this.management.notCovered !== undefined && this.track === 'notEnrolled');
    return outside ? 'NotEnrolled' : (HOTPATCH[this.track] ?? 'NotEnrolled');
  }

  take(fact: VmFact): void {
    const { t } = fact;
    this.management.take(fact);
    const run = this.runs.at(-1);
    switch (fact.fact) {
      case 'assessed':
        return this.#assessed(fact);
      case 'admitted':
      case 'runStarted':
        return this.#begun(t, fact);
      case 'patchChosen':
        return this.#chosen(fact);
      case 'installationStarted':
        return this.#found(t, this.#patch(fact.kb as string));
      case 'patchInstalled':
        return this.#installed(fact);
      case 'patchFailed':
        return run?.patch(t, this.#patch(fact.kb as string), 'Failed');
      case 'rebootStarted':
        return run?.reboot(t, 'Started');
      case 'rebootCompleted':
        run?.reboot(t, 'Completed');
        return this.#restarted(t);
      case 'rebootFailed':
        this.unresponsive = true;
        return run?.reboot(t, 'Failed');
      case 'runCompleted':
        return run?.completed(fact);
      case 'runInterrupted':
        return this.#interrupted(t);
      case 'recovered':
        if (this.unresponsive) this.#restarted(t);
        this.unresponsive = false;
        return;
      case 'becameEffective':
        this.overdue.delete(fact.kb as string);
        return;
      case 'overdue':
        this.overdue.set(fact.kb as string, {
          kb: fact.kb as string,
          since: t,
          reason: fact.reason as string,
        });
        return;
      case 'hotpatchEnabled':
      case 'hotpatchDisabled':
        this.awaitsPreview = false;
        return;
      case 'trackChanged':
        this.track = fact.to as string;
        return;
      case 'settingChanged':
        if (fact.setting === 'rebootSetting') this.#rebootSetting = fact.value as string;
        return;
      case 'actionDone':
        if (fact.action === 'restart' && !this.unresponsive) this.#restarted(t);
        return;
      case 'poweredOff':
        this.running = false;
        return;
      case 'poweredOn':
        this.running = true;
        // Switching a VM on that hangs does not repair it.
        if (!this.unresponsive) this.#restarted(t);
    }
  }

  /** `by`: who started it, where no rollout admitted it, and the reboot setting he asked for. */
  #begun(t: number, { by, rebootSetting }: VmFact): void {
    for (const one of this.waiting.values()) one.byThisRun = false;
    const id = this.#id('installation', t);
    const own = by === 'guest' ? 'IfRequired' : this.#rebootSetting;
    const setting = (rebootSetting as string | undefined) ?? own;
    this.runs.push(new Installation(id, t, setting, this.waiting.size > 0));
  }

  #assessed({ t, found, by }: VmFact): void {
    const kind = by as Assessment['by'];
    this.assessment = { activityId: this.#id(kind, t), started: t, modified: t, by: kind };
    if (kind === 'schedule') this.firstScheduled ??= t;
    this.available.clear();
    this.dotnetFound.delete(t);
    const waiting = [...this.waiting.values()].map(({ patch }) => patch);
    const { others, dotnet } = this.#others.at(t, this.track === 'onTrack', waiting);
    for (const patch of others) this.available.set(patch.kb, patch);
    if (found === null) return;
    // It names what is installed first; a .NET update comes after it.
    const named = this.#patch(found as string);
    const beside = dotnet === undefined || dotnet.kb === named.kb ? [] : [dotnet];
    for (const { kb } of beside) this.dotnetFound.set(t, kb);
    for (const patch of [named, ...beside]) {
      // A run begins with an assessment, and ends with another that is no longer about what it installs (F13).
      if (kind === 'run' && this.runs.at(-1)?.inProgress) this.#found(t, patch);
      else this.available.set(patch.kb, patch);
    }
  }

  /** Everything found for a run is in one of its three lists when somebody chooses (R30). */
  #chosen({ t, kb, choice }: VmFact): void {
    const patch = this.#patch(kb as string);
    this.available.set(patch.kb, patch);
    const state = CHOSEN[choice as string];
    if (state !== undefined) this.runs.at(-1)?.patch(t, patch, state);
  }

  /** By the run in progress, which is to install it. */
  #found(t: number, patch: Patch): void {
    this.available.set(patch.kb, patch);
    this.runs.at(-1)?.patch(t, patch, 'Pending');
  }

  #installed({ t, kb, kind, classification }: VmFact): void {
    const patch = { kb, kind, classification } as Patch;
    const run = this.runs.at(-1);
    run?.patch(t, patch, 'Installed');
    this.available.delete(patch.kb);
    this.#changed(t);
    if (isHotpatch(patch.kind as Kind) || isDefinition(patch)) return this.#others.has(patch);
    const slot = patch.kind === 'dotnet' ? 'dotnet' : 'system';
    const had = this.waiting.get(slot);
    const before = had?.byThisRun === false ? had.patch : had?.before;
    this.waiting.set(slot, { patch, byThisRun: true, before });
    run?.reboot(t, 'Required');
  }

  #interrupted(t: number): void {
    const lost = [...this.waiting].filter(([, { byThisRun }]) => byThisRun);
    for (const [slot, { patch, before }] of lost) {
      if (before === undefined) this.waiting.delete(slot);
      else this.waiting.set(slot, { patch: before, byThisRun: false });
      this.available.set(patch.kb, patch);
    }
    this.#changed(t);
    this.runs.at(-1)?.interrupted(
      t,
      lost.map(([, { patch }]) => patch),
      this.waiting.size > 0,
    );
  }

  #restarted(t: number): void {
    if (this.waiting.size > 0) this.#changed(t);
    for (const { patch } of this.waiting.values()) this.#others.has(patch);
    this.waiting.clear();
  }

  /** What the last assessment says is no longer what it said first. */
  #changed(t: number): void {
    if (this.assessment !== undefined) this.assessment = { ...this.assessment, modified: t };
  }

  /** A release the VM was offered: of its hotpatch track while it is on it, else of its line. */
  #patch(kb: string): Patch {
    const { releases } = this.#collected;
    const line = this.#head.product;
    const lines = this.track === 'onTrack' ? [`${line}-hotpatch`, line] : [line, `${line}-hotpatch`];
    const release = lines.map((one) => releases.get(`${one} ${kb}`)).find((one) => one !== undefined);
    const { kind, classification } = release ?? releases.get(kb) ?? { kind: '', classification: '' };
    return { kb, kind, classification };
  }

  #id(kind: Activity['kind'], t: number): string {
    return activityId({ kind, seed: this.#seed, vm: this.#head.vm, instant: formatInstant(t) });
  }
}
