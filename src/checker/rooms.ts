// Who is in flight together: zones of a region, update domains of a set, a subscription's share (R17-R19).
// Refuses to know phases, hours and what is installed.

import type { Instant } from '../calendar/instant.ts';
import type { Line, Report } from './breach.ts';
import type { Numbers } from './head.ts';
import type { Fact } from './trace-lines.ts';
import type { Vm } from './vm.ts';

interface Room {
  size: number;
  readonly inFlight: Set<Vm>;
  updateDomain: number;
  left: { readonly t: Instant; readonly fact: Line } | undefined;
}

export class Rooms {
  readonly #rooms = new Map<string, Room>();
  /** VMs in flight by rollout, region and zone. */
  readonly #zones = new Map<string, Map<string, Set<Vm>>>();
  readonly #parameters: Numbers;
  readonly #roundUp: boolean;
  readonly #report: Report;

  constructor(vms: Iterable<Vm>, parameters: Numbers, roundUp: boolean, report: Report) {
    this.#parameters = parameters;
    this.#roundUp = roundUp;
    this.#report = report;
    for (const vm of vms) {
      if (vm.set !== undefined || vm.orchestration === 'azureManaged') this.#of(vm).size++;
    }
  }

  /** A VM is admitted; `relaxed`: the share of its subscription does not hold for its rollout any more. */
  enter(vm: Vm, fact: Fact, relaxed: boolean): void {
    const room = this.#of(vm);
    const other = room.inFlight.values().next().value;
    if (vm.set !== undefined) this.#enterSet(vm, fact, room, other);
    else if (!relaxed && room.inFlight.size >= share(room.size, this.#parameters.subscriptionShare, false)) {
      const many = `${room.inFlight.size} of ${room.size} VMs of ${vm.room} are in flight already`;
      this.#report('R19', vm.name, fact.t, `is admitted though ${many}`, fact, other?.inFlight);
    }
    room.inFlight.add(vm);
    this.#enterZone(vm, fact);
  }

  /** Rollouts reach one VM more of its subscription, or one fewer. */
  reach(vm: Vm, more: 1 | -1): void {
    if (vm.set === undefined) this.#of(vm).size += more;
  }

  /** A VM is no longer in flight. */
  leave(vm: Vm, fact: Fact): void {
    const room = this.#of(vm);
    if (!room.inFlight.delete(vm)) return;
    room.left = { t: fact.t, fact };
    for (const set of this.#zones.get(zoneKey(vm, vm.inFlight as Fact))?.values() ?? []) set.delete(vm);
  }

  #of(vm: Vm): Room {
    let room = this.#rooms.get(vm.room);
    if (room === undefined) {
      room = { size: 0, inFlight: new Set(), updateDomain: -1, left: undefined };
      this.#rooms.set(vm.room, room);
    }
    return room;
  }

  #enterSet(vm: Vm, fact: Fact, room: Room, other: Vm | undefined): void {
    const { setSerialBelow, setShare, updateDomainGap } = this.#parameters;
    const breach = (message: string, second: Line | undefined): void =>
      this.#report('R18', vm.name, fact.t, message, fact, second);
    const limit = room.size < setSerialBelow ? 1 : share(room.size, setShare, this.#roundUp);
    if (other !== undefined && other.updateDomain !== vm.updateDomain) {
      breach(
        `is admitted while update domain ${other.updateDomain} of ${vm.set} is in flight`,
        other.inFlight,
      );
    } else if (room.inFlight.size >= limit) {
      breach(
        `is admitted though ${room.inFlight.size} of the ${room.size} VMs of ${vm.set} are in flight`,
        other?.inFlight,
      );
    }
    if (
      room.left !== undefined &&
      room.updateDomain !== vm.updateDomain &&
      fact.t < room.left.t + updateDomainGap
    ) {
      const pause = `${fact.t - room.left.t} s after update domain ${room.updateDomain} of ${vm.set}`;
      breach(`is admitted ${pause}, not ${updateDomainGap} s`, room.left.fact);
    }
    room.updateDomain = vm.updateDomain;
  }

  #enterZone(vm: Vm, fact: Fact): void {
    if (vm.zone === undefined) return;
    const key = zoneKey(vm, fact);
    const zones = this.#zones.get(key) ?? new Map<string, Set<Vm>>();
    this.#zones.set(key, zones);
    for (const [zone, inFlight] of zones) {
      const other = inFlight.values().next().value;
      if (zone === vm.zone || other === undefined) continue;
      const message = `of zone ${vm.zone} is admitted while zone ${zone} of ${vm.region} is in flight`;
      this.#report('R17', vm.name, fact.t, message, fact, other.inFlight);
    }
    zones.set(vm.zone, (zones.get(vm.zone) ?? new Set()).add(vm));
  }
}

const zoneKey = (vm: Vm, admitted: Fact): string => `${admitted.rollout} ${vm.region}`;

/** A share of so many VMs, at least one; what binary fractions add is taken off again. */
function share(of: number, part: number, roundUp: boolean): number {
  const exact = Number((of * part).toFixed(9));
  return Math.max(1, roundUp ? Math.ceil(exact) : Math.floor(exact));
}
