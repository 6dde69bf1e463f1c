// One VM's part of a trace: its place, its facts, and the releases they name. Refuses to know what the facts mean
// together.

import { parseInstant } from '../calendar/instant.ts';

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
  readonly notCovered?: string;
  /** `enrolled`, or why the VM is not on the hotpatch track. */
  readonly hotpatch: string;
}

/** A fact about the VM, as the trace has it; `t` is UTC seconds. */
export interface VmFact {
  readonly t: number;
  readonly fact: string;
  readonly [detail: string]: unknown;
}

export interface ReleaseHead {
  readonly kb: string;
  readonly kind: string;
  /** UTC seconds. */
  readonly instant: number;
}

/** Takes the lines of a trace as they come and keeps those of one VM. */
export class VmCollector {
  head: VmHead | undefined;
  readonly facts: VmFact[] = [];
  readonly releases = new Map<string, ReleaseHead>();
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
  }

  #takeHead(data: Record<string, unknown>): void {
    if ('fact' in data) {
      this.#inHead = false;
      if (data.vm === this.#name) this.facts.push(factOf(data));
    } else if ('release' in data) {
      const { release, kind, instant, product } = data as Record<string, string>;
      const known = { kb: release!, kind: kind!, instant: parseInstant(instant!)! };
      this.releases.set(`${product} ${release}`, known);
      if (!this.releases.has(release!)) this.releases.set(release!, known);
    } else if (typeof data.vm === 'string') {
      if (data.vm === this.#name) this.head = data as unknown as VmHead;
      else if (this.head === undefined) this.names.push(data.vm);
    }
  }
}

const factOf = (data: Record<string, unknown>): VmFact => ({
  ...(data as { fact: string }),
  t: parseInstant(data.t as string)!,
});
