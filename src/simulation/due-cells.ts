// Which cells of a region have something due, found without touching the others; and their VMs' columns fetched ahead.
// Refuses to know what happens in a cell.

import { NEVER } from '../kernel/eventlist.ts';
import { CELL_BLOCK, type World } from './world.ts';

/** Due cells that are taken together, at least: what is fetched for them finds room in the processor's memory. */
const TOGETHER = 128;

/** What is known of so many VMs is in the processor's memory anyway. */
const ALL_NEAR = 10_000;

/** `advance` lets everything happen in a cell that is due before an instant. */
export function dueCellsOf(world: World, advance: (cell: number, t: number) => void) {
  const { nextDue, nextOfBlock, waiting, configuration, rollout, runRollout, attempted, reason, level } =
    world;
  const { staged, stagedDotnet, offer, dotnetOffer, orchestration, onUntil, flags, runEnd, tries } = world;
  const { baseline, dotnet, counted, current, rebootSetting, queueHead } = world;
  const { due, next: nextIn } = world.events;
  const { cells, cellsOfRegion, group, region, zone, clock, luck, plan } = world.fleet;
  // In scope they are constants to the compiler.
  const never = NEVER;
  const cellBlock = CELL_BLOCK;
  const together = TOGETHER;
  /** Some VMs are far away. */
  const isLarge = world.fleet.simulated > ALL_NEAR;
  /** Of a region the blocks in which something is due; of some of these the cells, and the VM to which something happens first. */
  const dueBlocks = new Int32Array(nextOfBlock.length);
  const dueCells = new Int32Array(TOGETHER + CELL_BLOCK + 1);
  const dueVms = new Int32Array(TOGETHER + CELL_BLOCK);
  const expects = world.sink.expect ?? (() => 0);
  /** Of no use, but read it must be. */
  const fetched = new Int32Array(1);

  /** Lets everything happen that is due before t in the cells of a region. */
  function advanceRegion(number: number, t: number): void {
    const end = cellsOfRegion[number + 1];
    let many = 0;
    let blocks = 0;
    for (let cell = cellsOfRegion[number]; cell < end; ) {
      const block = (cell / cellBlock) | 0;
      const next = Math.min(end, (block + 1) * cellBlock);
      if (nextOfBlock[block] < t) {
        dueBlocks[blocks++] = block;
        for (; cell < next; cell++) {
          dueCells[many] = cell;
          // Added, not branched to: which cells are due is hard to foretell.
          many += Number(nextDue[cell] < t);
        }
        if (many >= together) {
          advanceSome(many, t);
          many = 0;
        }
      }
      cell = next;
    }
    advanceSome(many, t);
    for (let at = 0; at < blocks; at++) lookAtBlock(dueBlocks[at]);
  }

  /** Step by step for all of them, so that the processor waits for many of a step at once: their VMs, what is known of these. */
  function advanceSome(many: number, t: number): void {
    for (let at = 0; at < many; at++) dueVms[at] = nextIn(dueCells[at]);
    if (isLarge) for (let at = 0; at < many; at++) fetch(dueCells[at], dueVms[at]);
    for (let at = 0; at < many; at++) advance(dueCells[at], t);
  }

  /** Notes anew when something happens next in a block, which reaches into the next region where that begins in it. */
  function lookAtBlock(block: number): void {
    const end = Math.min(cells.count, (block + 1) * cellBlock);
    let earliest = never | 0;
    for (let cell = block * cellBlock; cell < end; cell++) {
      // The smaller of the two, without a branch: which it is is hard to foretell.
      const less = (nextDue[cell] - earliest) | 0;
      earliest = (earliest + (less & (less >> 31))) | 0;
    }
    nextOfBlock[block] = earliest;
  }

  /**
   * Reads what the VM will need, for nothing but that: of a million VMs most of it is in no cache, and the processor waits
   * for many of these at once, but for one after the other while something happens.
   */
  function fetch(cell: number, vm: number): void {
    fetched[0] ^=
      expects(vm) ^
      queueHead[cell] ^
      due[vm] ^
      waiting[vm] ^
      configuration[vm] ^
      rollout[vm] ^
      runRollout[vm] ^
      attempted[vm] ^
      reason[vm] ^
      level[vm] ^
      staged[vm] ^
      stagedDotnet[vm] ^
      offer[vm] ^
      dotnetOffer[vm] ^
      orchestration[vm] ^
      onUntil[vm] ^
      flags[vm] ^
      runEnd[vm] ^
      tries[vm] ^
      baseline[vm] ^
      dotnet[vm] ^
      counted[vm] ^
      current[vm] ^
      rebootSetting[vm] ^
      group[vm] ^
      region[vm] ^
      zone[vm] ^
      clock[vm] ^
      luck[vm] ^
      plan[vm];
  }

  return { advanceRegion };
}
