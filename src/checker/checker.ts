// Replays a ledger against the rules of the model, from the text of its trace alone (R35).
// Refuses to share anything with the simulator but the reading of instants.

import type { Instant } from '../calendar/instant.ts';
import { Actions } from './actions.ts';
import { type Breach, type Line, type Report, UnreadableTrace } from './breach.ts';
import { Content } from './content.ts';
import { Head } from './head.ts';
import { Installs } from './installs.ts';
import { PatchModes } from './patch-modes.ts';
import { Registrations } from './registrations.ts';
import type { Release } from './releases.ts';
import { Rollouts } from './rollouts.ts';
import { Rooms } from './rooms.ts';
import { Runs } from './runs.ts';
import { Schedules } from './schedules.ts';
import { type Fact, field, parseLine, readFact } from './trace-lines.ts';

/** What a ledger accounts for. Pairs are a simulated VM and a release that concerns it. */
export interface CheckResult {
  readonly scenario: string;
  readonly seed: string;
  readonly lines: number;
  readonly facts: number;
  readonly vms: number;
  readonly breaches: number;
  /** Pairs at the end of the ledger: in effect, or contained in something newer; missing past the deadline; else. */
  readonly pairs: { readonly effective: number; readonly overdue: number; readonly pending: number };
  readonly notCovered: number;
}

const ENDS_FLIGHT = ['healthy', 'recovered', 'runInterrupted', 'healthUnknown'];

/**
 * Takes a trace line by line and reports breaches as it finds them. Facts of one instant are judged together: the
 * order of different VMs within it means nothing. Memory grows with VMs, not with lines.
 */
export class Checker {
  readonly #found: (breach: Breach) => void;
  readonly #head = new Head();
  #rules:
    | {
        actions: Actions;
        installs: Installs;
        runs: Runs;
        content: Content;
        rooms: Rooms;
        rollouts: Rollouts;
        schedules: Schedules;
        registrations: Registrations;
        modes: PatchModes;
      }
    | undefined;
  #instant: Fact[] = [];
  #deadlines: { readonly at: Instant; readonly release: Release }[] = [];
  #due: Release[] = [];
  #last: Line = { number: 0, text: '' };
  #lines = 0;
  #facts = 0;
  #breaches = 0;
  #ended = false;
  #pairs = 0;

  constructor(found: (breach: Breach) => void) {
    this.#found = found;
  }

  /** The next line, without its line end. @throws UnreadableTrace */
  line(text: string): void {
    const line = { number: ++this.#lines, text };
    if (this.#rules === undefined) {
      if (this.#head.take(line)) return;
      this.#begin(line.number);
    }
    if (this.#ended) throw new UnreadableTrace(line.number, 'comes after the end of the trace');
    const data = parseLine(line);
    if (!('fact' in data) && 'end' in data) return this.#takeEndOfTrace(data, line);
    const fact = readFact(data, line);
    this.#facts++;
    const before = this.#instant[0];
    if (before !== undefined && fact.t < before.t) {
      this.#report('R33', fact.vm ?? null, fact.t, 'is recorded after something later', fact, this.#last);
    }
    if (fact.t < this.#head.start || fact.t >= this.#head.end) {
      this.#report('R33', fact.vm ?? null, fact.t, 'lies outside the run', fact);
    }
    if (before !== undefined && fact.t !== before.t) this.#settle();
    this.#instant.push(fact);
    this.#last = fact;
  }

  /** There are no more lines. @throws UnreadableTrace when the trace has not come to its end */
  end(): CheckResult {
    if (this.#lines === 0) throw new UnreadableTrace(0, 'is empty');
    if (this.#rules === undefined) this.#begin(this.#lines + 1);
    if (!this.#ended)
      throw new UnreadableTrace(this.#lines, 'is the last, and not the end of a trace; it is cut off');
    this.#settle();
    this.#pass(this.#head.end);
    this.#rules!.schedules.end(this.#last);
    this.#rules!.registrations.end();
    let [missing, overdue, notCovered] = [0, 0, 0];
    for (const vm of this.#head.vms.values()) {
      missing += vm.outstanding.length;
      overdue += vm.overdue.length;
      if (vm.notCovered !== undefined) notCovered++;
    }
    return {
      scenario: this.#head.scenario,
      seed: this.#head.seed,
      lines: this.#lines,
      facts: this.#facts,
      vms: this.#head.vms.size,
      breaches: this.#breaches,
      pairs: { effective: this.#pairs - missing, overdue, pending: missing - overdue },
      notCovered,
    };
  }

  /** The last line says how many facts there are: one that was taken out or put in does not go unnoticed. */
  #takeEndOfTrace(data: Readonly<Record<string, unknown>>, line: Line): void {
    const end = field(data, 'end', 'instant', line) as Instant;
    const facts = field(data, 'facts', 'number', line) as number;
    if (end !== this.#head.end) this.#report('R33', null, end, 'is not when the run ends', line);
    if (facts !== this.#facts) {
      this.#report('R33', null, end, `the trace has ${this.#facts} facts and says ${facts}`, line);
    }
    this.#ended = true;
  }

  readonly #report: Report = (rule, vm, t, message, first, second = null) => {
    this.#breaches++;
    const plain = (line: Line): Line => ({ number: line.number, text: line.text });
    this.#found({
      rule,
      vm,
      t,
      message,
      first: plain(first),
      second: second === null ? null : plain(second),
    });
  };

  #begin(line: number): void {
    const head = this.#head;
    head.complete(line);
    const simulated = [...head.vms.values()].filter(({ orchestration }) => orchestration !== undefined);
    const rooms = new Rooms(simulated, head.parameters, head.roundUp, this.#report);
    this.#rules = {
      actions: new Actions(this.#report),
      installs: new Installs(head, this.#report),
      runs: new Runs(head, this.#report),
      content: new Content(head, this.#report),
      rooms,
      rollouts: new Rollouts(head, this.#report),
      schedules: new Schedules(head, this.#report),
      registrations: new Registrations(head, this.#report),
      modes: new PatchModes(head, this.#report, rooms),
    };
    this.#due = head.releases.all
      .filter(({ instant }) => instant > head.start && instant < head.end)
      .sort((a, b) => a.instant - b.instant);
  }

  /** Everything that had to happen before t has happened: deadlines, and releases told of. */
  #pass(t: Instant): void {
    const { content, installs } = this.#rules!;
    installs.pass(t);
    while (this.#due[0] !== undefined && this.#due[0].instant < t) {
      const release = this.#due.shift() as Release;
      if (release.announced !== undefined) continue;
      this.#report(
        'R33',
        null,
        release.instant,
        `${release.kb} is released, and nothing is said`,
        release,
        this.#last,
      );
    }
    while (this.#deadlines[0] !== undefined && this.#deadlines[0].at < t) {
      const { at, release } = this.#deadlines.shift()!;
      content.deadline(release, at, this.#last);
    }
  }

  /** Judges the facts of one instant: of the rollouts first, then who leaves, then VM by VM. */
  #settle(): void {
    const facts = this.#instant;
    const first = facts[0];
    this.#instant = [];
    if (first === undefined) return;
    this.#pass(first.t);
    const { runs, content, actions, installs, schedules, registrations, modes } = this.#rules!;
    for (const { fact, vm: name, t, action } of facts) {
      const vm = this.#head.vms.get(name as string);
      if (fact === 'poweredOff') vm?.goesOff(t);
      if (vm !== undefined && fact === 'actionDone' && action === 'restart') vm.restartedAt = t;
    }
    for (const fact of facts) if (fact.vm === undefined) this.#takeOfRollout(fact);
    const known = facts.filter((fact) => fact.vm !== undefined && this.#isKnown(fact));
    for (const fact of known) modes.takeFirst(this.#head.vms.get(fact.vm as string)!, fact);
    for (const fact of known) this.#takeEnd(fact);
    for (const fact of known) this.#takeOfVm(fact);
    for (const fact of known) {
      const vm = this.#head.vms.get(fact.vm as string)!;
      content.settle(vm, first.t);
      runs.settle(vm, fact);
      actions.settle(vm);
      installs.settle(vm);
      schedules.settle(vm, fact);
      modes.settle(vm);
    }
    registrations.settle(first.t);
  }

  #isKnown(fact: Fact): boolean {
    const vm = this.#head.vms.get(fact.vm as string);
    if (vm === undefined) this.#report('R33', fact.vm as string, fact.t, 'there is no such VM', fact);
    else if (vm.orchestration === undefined) {
      this.#report('R9', vm.name, fact.t, `${fact.fact} on a VM that no update is known for`, fact, vm.head);
    } else return true;
    return false;
  }

  /** Room that is freed in an instant may be taken in it. */
  #takeEnd(fact: Fact): void {
    if (!ENDS_FLIGHT.includes(fact.fact)) return;
    const vm = this.#head.vms.get(fact.vm as string)!;
    if (vm.inFlight !== undefined) this.#rules!.rooms.leave(vm, fact);
  }

  #takeOfVm(fact: Fact): void {
    const { actions, installs, runs, content, rooms, rollouts, schedules, registrations, modes } =
      this.#rules!;
    const vm = this.#head.vms.get(fact.vm as string)!;
    const rollout = (vm.run?.admitted.rollout ?? -1) as number;
    if (fact.reason === 'halted' && fact.fact === 'deferred' && !rollouts.someHalted) {
      this.#report('R20', vm.name, fact.t, 'is deferred (halted) though no rollout is', fact, vm.last);
    }
    if (fact.fact === 'healthy') rollouts.judged(vm, rollout, true, fact);
    if (fact.fact === 'unhealthy') rollouts.judged(vm, rollout, false, fact);
    if (fact.fact === 'recovered' && vm.stage === 'unhealthy') rollouts.recovered(vm, rollout, fact);
    runs.take(vm, fact);
    schedules.take(vm, fact);
    installs.take(vm, fact);
    content.take(vm, fact);
    actions.take(vm, fact);
    registrations.takeOfVm(vm, fact);
    modes.take(vm, fact);
    if (fact.fact === 'admitted') {
      rollouts.admit(vm, fact);
      rooms.enter(vm, fact, rollouts.isRelaxed(fact.rollout as number));
      vm.inFlight = fact;
    } else if (ENDS_FLIGHT.includes(fact.fact)) {
      if (vm.inFlight !== undefined) rooms.leave(vm, fact);
      vm.inFlight = undefined;
    }
  }

  #takeOfRollout(fact: Fact): void {
    if (fact.subscription !== undefined) return this.#rules!.registrations.take(fact);
    if (fact.fact !== 'released' && fact.fact !== 'withdrawn') return this.#rules!.rollouts.take(fact);
    const { releases } = this.#head;
    const release = releases.exactly(fact.product as string, fact.kb as string, fact.kind as string);
    if (release === undefined) {
      return this.#report('R5', null, fact.t, `${fact.kb} is not in the catalogue`, fact);
    }
    if (release.classification !== fact.classification) {
      this.#report('R33', null, fact.t, `${fact.kb} is ${release.classification}`, fact, release);
    }
    if (fact.fact === 'withdrawn') release.withdrawn = fact;
    else if (release.announced !== undefined) {
      this.#report('R33', null, fact.t, `${fact.kb} is released a second time`, fact, release.announced);
    } else {
      if (fact.t !== release.instant)
        this.#report('R33', null, fact.t, `${fact.kb} comes out then, not when it did`, fact, release);
      release.announced = fact;
      if (release.rollout < 0) return;
      this.#pairs += this.#rules!.content.released(release);
      this.#deadlines.push({ at: release.instant + this.#head.parameters.deadline, release });
    }
  }
}

/** Checks a trace given as lines without line ends. @throws UnreadableTrace, TypeError for what has no lines */
export async function checkTrace(
  lines: AsyncIterable<string> | Iterable<string>,
  found: (breach: Breach) => void,
): Promise<CheckResult> {
  // All of a trace in one text would be taken letter by letter.
  const areLines =
    typeof lines === 'object' &&
    lines !== null &&
    (Symbol.asyncIterator in lines || Symbol.iterator in lines);
  if (!areLines) throw new TypeError(`checkTrace: lines: expected lines, one a text, found ${typeof lines}`);
  const checker = new Checker(found);
  for await (const line of lines) checker.line(line);
  return checker.end();
}
