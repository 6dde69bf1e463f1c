// Gives each distinct key a number, in order of first use. Refuses to know what is numbered.

export class Numbering<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();

  of(key: string, make: () => T): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.values.push(make()) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}
