// A real ledger small enough to plant faults in, and the tools for planting. Refuses to know which faults.

import { type Breach, Checker, loadScenario, simulate } from '../../src/index.ts';

const SCENARIO = `
version: 1
name: planted
seed: "5"
clock: { start: 2024-01-01, end: 2024-06-01 }
catalogue: [{ calendar: real }]
parameters: { installFailure: 5% }
fleet:
  - name: web
    count: 12
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: westeurope
    zones: ["1", "2", "3"]
  - name: sql
    count: 20
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2019-datacenter }
    region: eastus
    availabilitySets: { size: 10 }
    power: { offNightly: { probability: 0.3, from: "02:00", to: "07:00" } }
    patchSettings: { patchMode: AutomaticByPlatform }
  - name: app
    count: 30
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }
    region: northeurope
    patchSettings: { patchMode: AutomaticByPlatform }
  - name: never
    count: 2
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }
    region: uksouth
    patchSettings: { patchMode: AutomaticByPlatform, automaticByPlatformSettings: { rebootSetting: Never } }
  - name: manual
    count: 2
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }
    region: uksouth
    patchSettings: { patchMode: Manual }
`;

/** Lines of the trace of a scenario; `read` gives the files it names. @throws Error with the problems of one that is not right */
export async function traceOf(text: string, read?: (path: string) => string): Promise<string[]> {
  const loaded = loadScenario(text, { file: 'scenario.yaml', ...(read && { read }) });
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  const lines: string[] = [];
  await simulate(loaded.scenario, { trace: (line) => lines.push(line) });
  return lines;
}

export const smallTrace = (): Promise<string[]> => traceOf(SCENARIO);

export function breachesOf(lines: readonly string[]): Breach[] {
  const found: Breach[] = [];
  const checker = new Checker((breach) => found.push(breach));
  for (const line of lines) checker.line(line);
  checker.end();
  return found;
}

export type Item = Record<string, unknown>;
type Match = (item: Item) => boolean;

/** The objects of a trace, to be changed in one place. */
export class Ledger {
  readonly items: Item[];

  constructor(lines: readonly string[]) {
    this.items = lines.map((line) => JSON.parse(line) as Item);
  }

  /** As text, with a last line that knows the facts planted or taken out. */
  get lines(): string[] {
    const facts = this.items.filter((item) => item.fact !== undefined).length;
    return this.items.map((item) => JSON.stringify('facts' in item ? { ...item, facts } : item));
  }

  /** Position of the first object that matches, from `from` on. */
  at(match: Match, from = 0): number {
    const index = this.items.findIndex((item, at) => at >= from && match(item));
    if (index < 0) throw new Error('the ledger has nothing to plant this fault in');
    return index;
  }

  change(match: Match, change: Item): void {
    const at = this.at(match);
    this.items[at] = { ...this.items[at], ...change };
  }

  remove(match: Match): void {
    this.items.splice(this.at(match), 1);
  }

  /** Puts a fact right before or behind another, at the same instant, about the same VM. */
  insert(where: 'before' | 'behind', at: number, fact: Item): void {
    const { t, vm } = this.items[at] as Item;
    this.items.splice(where === 'before' ? at : at + 1, 0, { t, fact: '', vm, ...fact });
  }
}

/** Matches a fact by kind, group of its VM, and anything else. */
export function fact(kind: string, group = '', more: Item = {}): Match {
  return (item) =>
    item.fact === kind &&
    String(item.vm ?? '').startsWith(group) &&
    Object.entries(more).every(([name, value]) => item[name] === value);
}

export const vmLine =
  (name: string): Match =>
  (item) =>
    item.vm === name && item.fact === undefined;
export const releaseLine =
  (kb: string, product: string): Match =>
  (item) =>
    item.release === kb && item.product === product;
