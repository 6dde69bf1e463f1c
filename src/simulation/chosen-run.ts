// How a run goes through the updates that somebody chose, where the other runs have two slots: the newest offer and .NET.
// Refuses to know who chose, and when it begins.

import type { Patch } from '../catalogue/other-offers.ts';
import type { Selection } from '../catalogue/selection.ts';
import { FACT } from '../ledger/fact-codes.ts';
import { CHOICES } from '../ledger/facts.ts';
import type { ChosenRun } from './chosen-list.ts';
import { FLAG } from './run-flags.ts';
import type { World } from './world.ts';

/** The chosen run that a VM is in, or was in last; undefined in any other run. */
export function chosenOf({ flags, chosen }: World): (vm: number) => ChosenRun | undefined {
  return (vm) => ((flags[vm] & FLAG.chosen) === 0 ? undefined : chosen.get(vm));
}

/** Position of a sort of patch in `current`: the slots of other runs, and what has none. */
export enum SLOT {
  system = 0,
  dotnet = 1,
  definition = 2,
}

/** The VM goes on with the patch at a place of its run. */
export function takeUp(world: World, vm: number, run: ChosenRun, place: number): void {
  run.current = place;
  world.current[vm] = SLOT[run.patches[place].of];
}

/** Tells of everything the assessment found whether it was chosen. */
export function tellChoices(world: World, vm: number, t: number, selection: Selection<Patch>): void {
  CHOICES.forEach((choice, code) => {
    for (const { release } of selection[choice]) world.sink.record(FACT.patchChosen, t, vm, release, code);
  });
}
