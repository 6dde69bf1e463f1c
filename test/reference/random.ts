// Random small scenarios: those of the swarm, cut down to what the reference can carry.
// Refuses to know what a run of them should give.

import type fc from 'fast-check';
import { type Shape, shapes } from '../swarm/shape.ts';

const MOST_VMS = 40;
const MOST_DAYS = 150;
const DAY = 86_400_000;

interface Written {
  readonly clock: { readonly start: string; readonly end: string };
  readonly fleet: readonly { readonly count: number }[];
  readonly incidents: readonly { readonly at?: string; readonly from?: string; readonly kb?: string }[];
  readonly actions: readonly { readonly at: string }[];
}

/** At most 40 VMs and 150 days, without what would happen afterwards. */
export const smallShapes: fc.Arbitrary<Shape> = shapes.map((shape) => {
  const { clock, fleet, incidents, actions } = shape as unknown as Written;
  const end = Math.min(Date.parse(clock.end), Date.parse(clock.start) + MOST_DAYS * DAY);
  const inside = ({ at, from }: Written['incidents'][number]): boolean =>
    Date.parse(at ?? from ?? clock.start) < end;
  const most = Math.floor(MOST_VMS / fleet.length);
  return {
    ...shape,
    clock: { start: clock.start, end: new Date(end).toISOString().slice(0, 10) },
    fleet: fleet.map((group) => ({ ...group, count: Math.min(group.count, most) })),
    incidents: incidents.filter(inside),
    actions: actions.filter(inside),
  };
});
