// What VMs were found to be offered: most have what many others have, and are offered the same until what is on offer
// changes. Refuses to know how it is found.

/** So many answers are kept, a power of two: a year has some hundred at a time. */
const SLOTS = 1024;

export type KnownOffers = ReturnType<typeof knownOffers>;

/** Lines have so many points and .NET updates at most: a line with too many for a key has no answers kept. */
export function knownOffers(points: number, updates: number) {
  /** Of a key of 31 bits, of which line and track take 5. */
  const [pointBits, updateBits] = [9, 8];
  const keeps = points < 2 ** pointBits && updates < 2 ** updateBits;
  const keys = new Int32Array(SLOTS).fill(-1);
  const offers = new Int32Array(SLOTS);
  const updatesOf = new Int32Array(SLOTS);
  const rollouts = new Int32Array(SLOTS);

  /** What a VM has on which nothing waits for a restart: its line, 0 to 3, and track, 0 to 7; the others from -1, none, on. */
  function keyOf(line: number, track: number, level: number, baseline: number, dotnet: number): number {
    const ofTrack = (line << 3) | track;
    const ofPoints = ((level + 1) << pointBits) | (baseline + 1);
    // Positive also where too many points make it another's: no empty slot, -1, is taken for an answer.
    return ((ofTrack << 26) | (ofPoints << updateBits) | (dotnet + 1)) & 0x7fffffff;
  }

  /** Where the answer for a key is, if there is one. */
  function slotOf(key: number): number {
    return Math.imul(key, 0x9e3779b1) >>> 22;
  }

  function keep(slot: number, key: number, offer: number, update: number, rollout: number): void {
    if (!keeps) return;
    keys[slot] = key;
    offers[slot] = offer;
    updatesOf[slot] = update;
    rollouts[slot] = rollout;
  }

  /** Something else is on offer. */
  function forget(): void {
    keys.fill(-1);
  }

  return { keyOf, slotOf, keep, forget, keys, offers, updates: updatesOf, rollouts };
}
