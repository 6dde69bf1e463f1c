// Where the parts of a run keep entries and exits until they are added up. Refuses to know what is written there.

/** The memory of all parts, as one of them sees it. A run that is not split is one part. */
export interface ChangeMemory {
  readonly part: number;
  readonly parts: number;
  /** Numbers of a part, as many as it has by now. */
  numbersOf(part: number): Int32Array;
  /** Gives this part twice as many; it keeps what they are. */
  enlarge(): void;
  /** Where what a part hands over begins: by slot, as many as `slots` of each part. */
  readonly heads: Int32Array;
  /** Every part has come as far as this one, and what each has written before is seen by all. */
  meet(): void;
}

/** So many numbers a part has at first. */
export const FIRST_NUMBERS = 8192;

export function memoryAlone(slots: number): ChangeMemory {
  let numbers = new Int32Array(FIRST_NUMBERS);
  return {
    part: 0,
    parts: 1,
    heads: new Int32Array(slots),
    numbersOf: () => numbers,
    enlarge() {
      const fewer = numbers;
      numbers = new Int32Array(2 * fewer.length);
      numbers.set(fewer);
    },
    meet: () => undefined,
  };
}
