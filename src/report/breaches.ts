// Breaches of a ledger as text: rule, VM, instant, and the two records that contradict each other (R35).
// Refuses to know how they were found.

import { formatInstant } from '../calendar/instant.ts';
import { formatNumber } from './numbers.ts';
import { visibleText } from './visible-text.ts';

interface Line {
  readonly number: number;
  readonly text: string;
}

/** A breach as the checker hands it over; t in UTC seconds. */
export interface BreachView {
  readonly rule: string;
  readonly vm: string | null;
  readonly t: number;
  readonly message: string;
  readonly first: Line;
  readonly second: Line | null;
}

/** What was checked, with the number of breaches. */
export interface CheckView {
  readonly scenario: string;
  readonly seed: string;
  readonly facts: number;
  readonly vms: number;
  readonly notCovered: number;
  readonly breaches: number;
  readonly pairs: { readonly effective: number; readonly overdue: number; readonly pending: number };
}

/** One breach, on three lines at most, with its line end. */
export function renderBreach({ rule, vm, t, message, first, second }: BreachView): string {
  const record = ({ number, text }: Line): string => `  line ${number}  ${visibleText(text)}\n`;
  const what = visibleText(vm === null ? message : `${vm} ${message}`);
  return `${rule} ${formatInstant(t)} ${what}\n${record(first)}${second === null ? '' : record(second)}`;
}

/** The line that ends a check. */
export function renderCheck(view: CheckView): string {
  const { effective, overdue, pending } = view.pairs;
  const verdict =
    view.breaches === 0
      ? 'no breach'
      : view.breaches === 1
        ? '1 breach'
        : `${formatNumber(view.breaches)} breaches`;
  const name = visibleText(`${view.scenario}, seed ${view.seed}`);
  const vms = `${formatNumber(view.vms)} VMs (${formatNumber(view.notCovered)} not covered)`;
  const pairs = `${formatNumber(effective)} effective, ${formatNumber(overdue)} overdue, ${formatNumber(pending)} pending`;
  return `${verdict} in ${formatNumber(view.facts)} facts of ${vms} (${name}); pairs of VM and release: ${pairs}\n`;
}
