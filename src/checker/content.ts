// What is on each VM: what may be installed, what takes effect when, who is overdue; no release gets lost (R5-R7,
// R21, R24, R26-R28, R33). Refuses to know hours, rooms and phases.

import type { Instant } from '../calendar/instant.ts';
import type { Line, Report } from './breach.ts';
import type { Head } from './head.ts';
import { carries, isAutomatic, isBaseline, isHotpatch, mayBeSameFix, type Release } from './releases.ts';
import type { Fact } from './trace-lines.ts';
import type { Vm } from './vm.ts';

export class Content {
  readonly #head: Head;
  readonly #report: Report;

  constructor(head: Head, report: Report) {
    this.#head = head;
    this.#report = report;
  }

  /** A release is published: those whom it concerns lack it from now on; returns how many. */
  released(release: Release): number {
    let many = 0;
    for (const vm of this.#head.vms.values()) {
      if (vm.orchestration === undefined || !this.#head.releases.concerns(release, vm)) continue;
      vm.outstanding.push(release.index);
      many++;
    }
    return many;
  }

  take(vm: Vm, fact: Fact): void {
    switch (fact.fact) {
      case 'installationStarted':
        return this.#started(vm, fact);
      case 'patchInstalled':
        return this.#installed(vm, fact);
      case 'patchFailed':
        return this.#sameAsStarted(vm, fact);
      case 'rebootCompleted':
        return this.#restarted(vm, fact);
      case 'recovered':
        // Whoever repairs a VM that did not come back restarts it.
        if (vm.run?.notBack === true) this.#restarted(vm, fact);
        return;
      case 'actionDone':
        if (fact.action === 'restart' && !hangs(vm)) this.#restarted(vm, fact);
        return;
      case 'poweredOn':
        if (vm.stage === 'idle') this.#restarted(vm, fact);
        return;
      case 'runInterrupted':
        // The run is retried whole; what an earlier one installed still waits for its restart.
        vm.staged = vm.staged.filter(({ by }) => by.number < (vm.run?.admitted.number ?? 0));
        return;
      case 'becameEffective':
        vm.inEffect.push(fact);
        return;
      case 'trackChanged':
        return this.#track(vm, fact);
      case 'hotpatchEnabled':
        vm.enabledAt = fact.t;
        return;
      case 'overdue':
        return this.#overdue(vm, fact);
    }
  }

  /** The instant is over: what took effect in it, and what had to. */
  settle(vm: Vm, t: Instant): void {
    if (vm.effects.length === 0 && vm.inEffect.length === 0 && vm.changes.length === 0) return;
    for (const fact of vm.inEffect) this.#becameEffective(vm, fact);
    for (const { release, by } of vm.effects) {
      for (const index of vm.outstanding) {
        const lacking = this.#head.releases.all[index] as Release;
        if (!carries(release, lacking)) continue;
        const message = `${release.kb} takes effect, and of ${lacking.kb}, which it contains, nothing is said`;
        this.#report('R33', vm.name, t, message, by, lacking.announced);
      }
      this.#settleContent(vm, release);
    }
    this.#settleTrack(vm, t);
    for (const change of vm.changes) this.#returned(vm, change);
    vm.effects = [];
    vm.inEffect = [];
    vm.changes = [];
  }

  /** The deadline of a release has passed: whoever lacks it has been reported. */
  deadline(release: Release, t: Instant, last: Line): void {
    // Nobody can have what is not offered any more.
    if (release.withdrawn !== undefined && release.withdrawn.t <= t) return;
    for (const vm of this.#head.vms.values()) {
      if (!vm.outstanding.includes(release.index) || vm.overdue.includes(release.index)) continue;
      const message = `lacks ${release.kb} at its deadline and is not reported overdue`;
      this.#report('R21', vm.name, t, message, release.announced ?? release, last);
    }
  }

  #candidates(vm: Vm, fact: Fact): Release[] {
    if (vm.product === undefined) return [];
    return this.#head.releases.installable(vm.product, fact.kb as string);
  }

  #started(vm: Vm, fact: Fact): void {
    const breach = (rule: string, message: string, second?: Line): void =>
      this.#report(rule, vm.name, fact.t, message, fact, second);
    const { run } = vm;
    if (run !== undefined) run.started = fact;
    const onLine = vm.track === 'notEligible' || vm.track === 'notEnrolled';
    const known = this.#candidates(vm, fact);
    const hotpatchOnly = known.every(({ kind }) => isHotpatch(kind));
    const candidates = known.filter(({ product }) => hotpatchOnly || !onLine || product === vm.product);
    const [release] = candidates;
    if (release === undefined)
      return breach('R14', `${fact.kb} is no update of ${vm.product ?? 'its system'}`, vm.head);
    // What somebody chose may be of any classification: installs.ts knows what was chosen.
    if (run?.chosen === undefined && !candidates.some(isAutomatic))
      breach('R7', `${fact.kb} is ${release.classification}`, release);
    if (!candidates.some(({ instant }) => instant <= fact.t))
      breach('R14', `${fact.kb} is not out yet`, release);
    const { withdrawn } = release;
    if (withdrawn !== undefined && run !== undefined && withdrawn.t < run.admitted.t) {
      breach('R14', `${fact.kb} was withdrawn before the run began`, withdrawn);
    }
    if (run !== undefined && candidates.every(({ rollout }) => rollout > (run.admitted.rollout as number))) {
      breach('R15', `${fact.kb} belongs to rollout ${release.rollout}`, run.admitted);
    }
    if (hotpatchOnly) this.#hotpatch(vm, fact, release);
  }

  /** R26, R27: a hotpatch goes on exactly the baseline it is a delta on. */
  #hotpatch(vm: Vm, fact: Fact, release: Release): void {
    if (vm.track !== 'onTrack') {
      this.#report('R26', vm.name, fact.t, `a hotpatch on a VM that is ${vm.track}`, fact, vm.trackChanged);
      return;
    }
    const wanted = this.#head.releases.baselineOf(release);
    const running = this.#baselineNow(vm);
    if (wanted === running || wanted === undefined) return;
    const message = `${release.kb} is a delta on ${wanted.kb}, the VM is on ${running?.kb ?? 'no baseline'}`;
    this.#report('R27', vm.name, fact.t, message, fact, wanted);
  }

  /** The baseline in effect, with what a restart in this very instant has brought. */
  #baselineNow(vm: Vm): Release | undefined {
    let { baseline } = vm;
    for (const { release } of vm.effects) {
      if (release.kind === 'dotnet' || isHotpatch(release.kind)) continue;
      baseline = isBaseline(release.kind) ? release : undefined;
    }
    return baseline;
  }

  #sameAsStarted(vm: Vm, fact: Fact): void {
    const started = vm.run?.started;
    if (started === undefined || started.kb === fact.kb) return;
    this.#report('R33', vm.name, fact.t, `${fact.fact} ${fact.kb}, ${started.kb} was started`, fact, started);
  }

  #installed(vm: Vm, fact: Fact): void {
    this.#sameAsStarted(vm, fact);
    const release = this.#candidates(vm, fact).find(({ kind }) => kind === fact.kind);
    if (release === undefined) {
      return this.#report(
        'R5',
        vm.name,
        fact.t,
        `there is no ${fact.kind} ${fact.kb} of its product`,
        fact,
        vm.head,
      );
    }
    if (release.classification !== fact.classification) {
      this.#report('R33', vm.name, fact.t, `${fact.kb} is ${release.classification}`, fact, release);
    }
    const automatic =
      isAutomatic(release) && ['Critical', 'Security'].includes(fact.classification as string);
    if (!automatic && vm.run?.chosen === undefined) {
      const message = `installs ${fact.kb}, which is ${fact.classification}`;
      this.#report('R7', vm.name, fact.t, message, fact, release);
    }
    const effect = { release, by: fact };
    if (isHotpatch(release.kind)) vm.effects.push(effect);
    // A definition neither restarts nor is content of the system.
    else if (release.kind !== 'definition' || isAutomatic(release)) vm.staged.push(effect);
  }

  /** R24: a restart, whoever causes it, puts what was installed into effect. */
  #restarted(vm: Vm, fact: Fact): void {
    vm.effects.push(...vm.staged.map(({ release }) => ({ release, by: fact })));
    vm.staged = [];
  }

  #becameEffective(vm: Vm, fact: Fact): void {
    const { all } = this.#head.releases;
    const at = vm.outstanding.findIndex((index) => all[index]?.kb === fact.kb);
    if (at < 0) {
      const known = this.#candidates(vm, fact)[0];
      return this.#report('R33', vm.name, fact.t, `${fact.kb} was not missing`, fact, known ?? vm.head);
    }
    const release = all[vm.outstanding[at] as number] as Release;
    vm.outstanding.splice(at, 1);
    vm.overdue = vm.overdue.filter((index) => index !== release.index);
    // The same fix may be there before it is published for the hotpatch track.
    if (fact.t === release.instant && vm.content !== undefined && mayBeSameFix(vm.content, release)) return;
    if (
      vm.effects.some((effect) => carries(effect.release, release) || mayBeSameFix(effect.release, release))
    )
      return;
    const waiting = vm.staged[0];
    if (waiting !== undefined) {
      this.#report('R24', vm.name, fact.t, `${fact.kb} takes effect without a restart`, fact, waiting.by);
    } else
      this.#report('R32', vm.name, fact.t, `${fact.kb} takes effect, but was not installed`, fact, vm.last);
  }

  /** What new content means for the baseline the VM is on. */
  #settleContent(vm: Vm, release: Release): void {
    if (release.kind === 'dotnet') return;
    if (vm.content === undefined || release.instant > vm.content.instant) vm.content = release;
    if (!isHotpatch(release.kind)) vm.baseline = isBaseline(release.kind) ? release : undefined;
  }

  /** The track has followed; what waited for a restart together counts as the last of it. */
  #settleTrack(vm: Vm, t: Instant): void {
    const last = vm.effects.findLast(({ release: { kind } }) => kind !== 'dotnet' && !isHotpatch(kind));
    if (last === undefined || vm.baseline !== undefined || vm.track !== 'onTrack') return;
    const message = `is still on the track after ${last.release.kb}`;
    this.#report('R27', vm.name, t, message, last.by, vm.trackChanged);
  }

  #track(vm: Vm, fact: Fact): void {
    if (fact.from !== vm.track) {
      this.#report('R33', vm.name, fact.t, `was ${vm.track}, not ${fact.from}`, fact, vm.trackChanged);
    }
    vm.track = fact.to as string;
    vm.trackChanged = fact;
    vm.changes.push(fact);
  }

  /** R27, R28: only a baseline brings a VM onto the track, after enrolment only one that came out since. */
  #returned(vm: Vm, change: Fact): void {
    if (change.to !== 'onTrack') return;
    const since = change.from === 'pendingBaseline' ? vm.enabledAt : Number.NEGATIVE_INFINITY;
    const baselines = vm.effects.map(({ release }) => release).filter(({ kind }) => isBaseline(kind));
    if (baselines.some(({ instant }) => instant > since)) return;
    const rule = change.from === 'pendingBaseline' ? 'R28' : 'R27';
    this.#report(
      rule,
      vm.name,
      change.t,
      'is on the track without a baseline for it',
      change,
      baselines[0] ?? vm.last,
    );
  }

  #overdue(vm: Vm, fact: Fact): void {
    const { all } = this.#head.releases;
    const { deadline } = this.#head.parameters;
    const index = vm.outstanding.find((one) => all[one]?.kb === fact.kb && !vm.overdue.includes(one));
    const release = index === undefined ? undefined : all[index];
    if (index === undefined || release === undefined) {
      const known = this.#candidates(vm, fact)[0] ?? vm.head;
      return this.#report(
        'R21',
        vm.name,
        fact.t,
        `is overdue for ${fact.kb}, which it does not lack`,
        fact,
        known,
      );
    }
    vm.overdue.push(index);
    if (fact.t === release.instant + deadline) return;
    this.#report(
      'R21',
      vm.name,
      fact.t,
      `is overdue for ${fact.kb} at another instant than its deadline`,
      fact,
      release,
    );
  }
}

/** It did not come back from a restart, and restarting it once more does not repair it. */
const hangs = ({ run, stage }: Vm): boolean => run?.notBack === true && stage === 'unhealthy';
