// One VM's part of a trace: the run, its place, its facts, and the releases they name. Refuses to know what the facts mean
// together.

import { parseInstant } from '../calendar/instant.ts';
import type { Classification, Kind, Product } from '../catalogue/release.ts';

/** The first line of the trace. */
export interface RunHead {
  readonly scenario: string;
  readonly seed: string;
  /** UTC seconds. */
  readonly start: number;
  readonly end: number;
}

/** The VM's line in the head of the trace. */
export interface VmHead {
  readonly vm: string;
  readonly group: string;
  readonly region: string;
  readonly zone?: string;
  readonly availabilitySet?: string;
  readonly updateDomain?: number;
  readonly subscription: string;
  /** IANA name; local times of the story are in it. */
  readonly timeZone: string;
  readonly product?: string;
  readonly rebootSetting: string;
  /** Patch mode that applies at the start. */
  readonly patchMode: string;
  readonly notCovered?: string;
  /** Names of those assigned to it; absent where there are none. */
  readonly maintenanceConfigurations?: readonly string[];
  readonly bypassPlatformSafetyChecksOnUserSchedule?: boolean;
  /** Who installs on it; absent where no update is known for its image. */
  readonly orchestration?: string;
  /** `enrolled`, or why the VM is not on the hotpatch track. */
  readonly hotpatch: string;
}

/** State of the hotpatch track at the start of the run. */
export const trackAtStart = ({ hotpatch }: Pick<VmHead, 'hotpatch'>): string =>
  ({ enrolled: 'onTrack', awaitsPreview: 'notEnrolled' })[hotpatch] ?? hotpatch;

/** A fact about the VM, as the trace has it; `t` is UTC seconds. */
export interface VmFact {
  readonly t: number;
  readonly fact: string;
  readonly [detail: string]: unknown;
}

export interface ReleaseHead {
  readonly product: Product;
  readonly kb: string;
  readonly kind: Kind;
  readonly classification: Classification;
  /** UTC seconds. */
  readonly instant: number;
  readonly supersedes: readonly string[];
  /** UTC seconds; undefined while it is not. */
  withdrawn?: number;
}

/** What a trace says about one VM; the heads are undefined when it has none. */
export interface CollectedVm {
  readonly run: RunHead | undefined;
  readonly head: VmHead | undefined;
  /** In the order of the trace. */
  readonly facts: readonly VmFact[];
  /** By `<product> <KB>`, and the first of each KB by the KB alone. */
  readonly releases: ReadonlyMap<string, ReleaseHead>;
  /** The scenario's parameter of that name; absent for false. */
  readonly baselineMonthsOnly?: boolean;
}

/** Takes the lines of a trace as they come and keeps those of one VM. */
export class VmCollector implements CollectedVm {
  run: RunHead | undefined;
  head: VmHead | undefined;
  readonly facts: VmFact[] = [];
  readonly releases = new Map<string, ReleaseHead>();
  baselineMonthsOnly = false;
  /** Names of all VMs until the one asked for is found: for a suggestion when it never is. */
  readonly names: string[] = [];
  readonly #name: string;
  readonly #mark: string;
  #inHead = true;

  constructor(name: string) {
    this.#name = name;
    this.#mark = `"vm":${JSON.stringify(name)}`;
  }

  line(text: string): void {
    if (this.#inHead) this.#takeHead(JSON.parse(text));
    else if (text.includes(this.#mark)) this.facts.push(factOf(JSON.parse(text)));
    else if (text.includes('"fact":"withdrawn"')) noteWithdrawn(this.releases, JSON.parse(text));
  }

  #takeHead(data: Record<string, unknown>): void {
    if ('fact' in data) {
      this.#inHead = false;
      if (data.vm === this.#name) this.facts.push(factOf(data));
      else if (data.fact === 'withdrawn') noteWithdrawn(this.releases, data);
    } else if ('trace' in data) {
      this.run = runHeadOf(data);
    } else if ('parameters' in data) {
      this.baselineMonthsOnly = isBaselineMonthsOnly(data);
    } else if ('release' in data) {
      noteRelease(this.releases, data);
    } else if (typeof data.vm === 'string') {
      if (data.vm === this.#name) this.head = data as unknown as VmHead;
      else if (this.head === undefined) this.names.push(data.vm);
    }
  }
}

/** Takes a release of the head of a trace in: by its product and KB, and by the KB alone. */
export function noteRelease(
  releases: Map<string, ReleaseHead>,
  data: Readonly<Record<string, unknown>>,
): void {
  const { release, instant, product } = data as Record<string, string>;
  const known: ReleaseHead = {
    product: product as Product,
    kb: release!,
    kind: data.kind as Kind,
    classification: data.classification as Classification,
    instant: parseInstant(instant!)!,
    supersedes: (data.supersedes ?? []) as string[],
  };
  releases.set(`${product} ${release}`, known);
  if (!releases.has(release!)) releases.set(release!, known);
}

function noteWithdrawn(
  releases: ReadonlyMap<string, ReleaseHead>,
  { product, kb, t }: Readonly<Record<string, unknown>>,
): void {
  const release = releases.get(`${product} ${kb}`);
  if (release !== undefined) release.withdrawn = parseInstant(t as string)!;
}

/** From the line of a trace that lists the parameters. */
export const isBaselineMonthsOnly = ({ parameters }: Readonly<Record<string, unknown>>): boolean =>
  (parameters as Readonly<Record<string, unknown>>).baselineMonthsOnly === true;

/** The first line of a trace. */
export function runHeadOf(data: Readonly<Record<string, unknown>>): RunHead {
  const { scenario, seed, start, end } = data as Record<string, string>;
  return { scenario: scenario!, seed: seed!, start: parseInstant(start!)!, end: parseInstant(end!)! };
}

const factOf = (data: Record<string, unknown>): VmFact => ({
  ...(data as { fact: string }),
  t: parseInstant(data.t as string)!,
});
