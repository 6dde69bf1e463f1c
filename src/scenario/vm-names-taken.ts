// The names that VMs have already, in whichever case: their own ones, and `<group>-1` to `<group>-<count>` without a list of
// them. Refuses to know who asks.

export class VmNamesTaken {
  readonly #own = new Set<string>();
  readonly #counts = new Map<string, number>();

  /** @param count of a group whose VMs are numbered */
  addNumbered(group: string, count: number): void {
    this.#counts.set(group.toLowerCase(), count);
  }

  add(name: string): void {
    this.#own.add(name.toLowerCase());
  }

  has(name: string): boolean {
    const plain = name.toLowerCase();
    if (this.#own.has(plain)) return true;
    const [, group = '', ordinal = ''] = /^(.+)-([1-9]\d*)$/.exec(plain) ?? [];
    return ordinal !== '' && Number(ordinal) <= (this.#counts.get(group) ?? 0);
  }
}
