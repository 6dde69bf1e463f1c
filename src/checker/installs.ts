// Runs whose updates somebody chose: who asked for one on demand, which were chosen by what was asked for, and that no others
// are installed (R7, R22, R30, R31). Refuses to know hours, rooms and what an update brings.

import { formatInstant, type Instant } from '../calendar/instant.ts';
import type { Asked, Wanted } from './asked.ts';
import type { Line, Report } from './breach.ts';
import type { Head } from './head.ts';
import type { Release } from './releases.ts';
import type { Fact } from './trace-lines.ts';
import type { Vm } from './vm.ts';

/** Kinds of updates that never ask for a restart (F75). */
const QUIET = ['hotpatch', 'oob_hotpatch', 'definition'];

/** What Azure makes of an update found, by what was asked for. */
function choiceOf({ kb, kind, classification, instant }: Release, asked: Wanted): string {
  if (asked.exclude.includes(kb) || (asked.quietOnly && !QUIET.includes(kind))) return 'excluded';
  const wanted = asked.include.includes(kb) || asked.classifications.includes(classification);
  return wanted && instant <= asked.publishedBy ? 'selected' : 'notSelected';
}

const concerns = ({ groups, vms }: Asked, { group, name }: Vm): boolean =>
  (groups?.includes(group) ?? true) && (vms?.includes(name) ?? true);

export class Installs {
  readonly #head: Head;
  readonly #report: Report;
  /** What is asked for from now on, in order of time. */
  readonly #due: Asked[];

  constructor(head: Head, report: Report) {
    this.#head = head;
    this.#report = report;
    this.#due = head.asked
      .filter(({ at }) => at >= head.start && at < head.end)
      .sort((one, other) => one.at - other.at);
  }

  /** Everything that had to happen before t has happened: each VM has done or refused what was asked of it. */
  pass(t: Instant): void {
    while (this.#due[0] !== undefined && this.#due[0].at < t) {
      const { at } = this.#due[0];
      const asked = this.#due.splice(0, this.#due.filter((one) => one.at === at).length);
      for (const vm of this.#concerned(asked)) {
        const times = vm.answered.at === at ? vm.answered.times : 0;
        if (times >= asked.filter((one) => concerns(one, vm)).length) continue;
        const message = 'is to install on demand, and neither does nor refuses';
        this.#report('R30', vm.name, at, message, this.#head.askedIn, vm.last);
      }
    }
  }

  /** VMs of which any of this is asked; of images that no update is known for nobody asks anything. */
  #concerned(asked: readonly Asked[]): Vm[] {
    const { vms } = this.#head;
    const named = asked.every((one) => one.vms !== undefined)
      ? [...new Set(asked.flatMap((one) => one.vms!))].flatMap((name) => vms.get(name) ?? [])
      : [...vms.values()];
    return named.filter((vm) => vm.orchestration !== undefined && asked.some((one) => concerns(one, vm)));
  }

  take(vm: Vm, fact: Fact): void {
    const { run } = vm;
    switch (fact.fact) {
      case 'actionDone':
      case 'actionRefused':
        if (fact.action !== 'install') return;
        vm.answered = { at: fact.t, times: vm.answered.at === fact.t ? vm.answered.times + 1 : 1 };
        return;
      case 'runStarted':
        if (fact.by === 'demand') this.#begins(vm, fact);
        return;
      case 'patchChosen':
        return this.#chosen(vm, fact);
      case 'installationStarted':
        if (run?.chosen === undefined) return;
        if (!run.chosen.delete(fact.kb as string))
          this.#breach(vm, fact, `installs ${fact.kb}, which was not chosen`, run.admitted);
        return;
      case 'runCompleted': {
        const [left] = run?.chosen ?? [];
        if (left !== undefined && fact.maintenanceWindowExceeded !== true)
          this.#breach(vm, fact, `leaves ${left}, which was chosen, with time left`, run!.admitted);
        return;
      }
    }
  }

  /** The instant is over: what was asked for has begun. */
  settle(vm: Vm): void {
    const { installing } = vm;
    vm.installing = undefined;
    if (installing !== undefined)
      this.#breach(vm, installing, 'is to install on demand, and no run begins', vm.last);
  }

  #begins(vm: Vm, fact: Fact): void {
    if (vm.installing === undefined) {
      return this.#breach(vm, fact, 'installs on demand, and nobody asked for it', vm.last);
    }
    vm.installing = undefined;
    const asked = this.#head.asked.filter(
      (one) => one.at === fact.t && concerns(one, vm) && one.rebootSetting === fact.rebootSetting,
    );
    if (asked.length === 0) return this.#breach(vm, fact, 'installs what no action asks for', vm.head);
    const ends = asked.map(({ at, maximumDuration }) => at + maximumDuration);
    if (!ends.includes(fact.windowEnd as number)) {
      const message = `its run may last until ${formatInstant(ends[0] as number)}, and says another time`;
      this.#report('R22', vm.name, fact.t, message, fact, vm.head);
    }
    vm.run!.asked = asked;
    vm.run!.chosen = new Set();
  }

  #chosen(vm: Vm, fact: Fact): void {
    const { run } = vm;
    if (run?.chosen === undefined || run.asked === undefined || vm.stage !== 'admitted')
      return this.#report('R33', vm.name, fact.t, 'nobody has anything to choose', fact, vm.last);
    const known =
      vm.product === undefined ? [] : this.#head.releases.installable(vm.product, fact.kb as string);
    const out = known.filter(({ instant, withdrawn }) => instant <= fact.t && withdrawn === undefined);
    if (out.length === 0)
      return this.#report('R14', vm.name, fact.t, `${fact.kb} cannot be had`, fact, known[0] ?? vm.head);
    const right = out.some((release) => run.asked!.some((one) => choiceOf(release, one) === fact.choice));
    if (!right)
      this.#breach(vm, fact, `${fact.kb} is ${fact.choice}, against what was asked for`, run.admitted);
    if (fact.choice === 'selected') run.chosen.add(fact.kb as string);
  }

  #breach(vm: Vm, fact: Fact, message: string, second: Line): void {
    const rule = vm.run?.admitted.by === 'schedule' && vm.stage !== 'idle' ? 'R31' : 'R30';
    this.#report(rule, vm.name, fact.t, message, fact, second);
  }
}
