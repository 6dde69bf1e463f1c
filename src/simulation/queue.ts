// The queue for room of each cell: first come, first served (R20). Refuses to know when there is room.

import type { World } from './world.ts';

export function queueOf(world: World) {
  const { link, queueHead, queueTail } = world;

  /** Puts a VM of the current cell at the end of its queue. */
  function enqueue(vm: number): void {
    const { cell } = world;
    link[vm] = -1;
    if (queueHead[cell] < 0) queueHead[cell] = vm;
    else link[queueTail[cell]] = vm;
    queueTail[cell] = vm;
  }

  /** Takes out the VM behind `previous` (-1: the first one) and returns it. */
  function dequeue(previous: number): number {
    const { cell } = world;
    const vm = previous < 0 ? queueHead[cell] : link[previous];
    if (previous < 0) queueHead[cell] = link[vm];
    else link[previous] = link[vm];
    if (queueTail[cell] === vm) queueTail[cell] = previous;
    return vm;
  }

  /** Forgets the queue of the current cell. */
  function clear(): void {
    queueHead[world.cell] = -1;
    queueTail[world.cell] = -1;
  }

  return { enqueue, dequeue, clear };
}
