// Runs whose updates somebody chose: who asked for one on demand, which were chosen by what was asked for, and that no others
// are installed (R7, R22, R30, R31). Refuses to know hours, rooms and what an update brings.

import { formatInstant } from '../calendar/instant.ts';
import type { Wanted } from './asked.ts';
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

export class Installs {
  readonly #head: Head;
  readonly #report: Report;

  constructor(head: Head, report: Report) {
    this.#head = head;
    this.#report = report;
  }

  take(vm: Vm, fact: Fact): void {
    const { run } = vm;
    switch (fact.fact) {
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
      ({ at, groups, vms, rebootSetting }) =>
        at === fact.t &&
        (groups?.includes(vm.group) ?? true) &&
        (vms?.includes(vm.name) ?? true) &&
        rebootSetting === fact.rebootSetting,
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
