// Which VM an answer is about, and where it is, in one line. Refuses to know the answer.

import type { VmHead } from '../story/collect.ts';
import type { Palette } from './palette.ts';
import { visibleText } from './visible-text.ts';

export function placeLine(vm: VmHead, palette: Palette): string {
  const place = [
    vm.region,
    vm.zone && `zone ${vm.zone}`,
    vm.availabilitySet && `${vm.availabilitySet}, update domain ${vm.updateDomain}`,
    vm.subscription,
  ].filter((part) => part !== undefined);
  return `${palette.strong(visibleText(vm.vm))}, group ${visibleText(vm.group)}: ${visibleText(place.join(', '))}`;
}
