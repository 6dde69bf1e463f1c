// Counts of one group that only the ledger has. Refuses to know other groups.

import { DAY } from '../calendar/instant.ts';
import type { GroupSeries } from './data.ts';

/** Days from release to effect that are told apart. */
const DAYS = 45;

export class GroupCounter {
  readonly #name: string;
  readonly #byHour = new Array<number>(24).fill(0);
  readonly #byDay = new Array<number>(DAYS + 1).fill(0);
  readonly #byCause = new Map<string, number[]>();
  readonly #now = new Map<string, number>();
  readonly #months: Map<string, number>[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  enter(state: string): void {
    this.#now.set(state, (this.#now.get(state) ?? 0) + 1);
  }

  move(from: string, to: string): void {
    this.#now.set(from, (this.#now.get(from) ?? 0) - 1);
    this.enter(to);
  }

  reboot(localHour: number, cause: string): void {
    this.#byHour[localHour]!++;
    const counts = this.#byCause.get(cause) ?? [];
    counts[this.#months.length] = (counts[this.#months.length] ?? 0) + 1;
    this.#byCause.set(cause, counts);
  }

  effective(seconds: number): void {
    this.#byDay[Math.min(DAYS, Math.floor(seconds / DAY))]!++;
  }

  endMonth(): void {
    this.#months.push(new Map(this.#now));
  }

  series(): GroupSeries {
    const states = [...new Set(this.#months.flatMap((month) => [...month.keys()]))];
    const track = states.map((state) => [state, this.#months.map((month) => month.get(state) ?? 0)] as const);
    return {
      name: this.#name,
      rebootsByHour: this.#byHour,
      rebootsByMonth: Object.fromEntries(
        [...this.#byCause].map(([cause, counts]) => [
          cause,
          this.#months.map((_, month) => counts[month] ?? 0),
        ]),
      ),
      effectiveByDay: this.#byDay,
      track: Object.fromEntries(track.filter(([, counts]) => counts.some((count) => count !== 0))),
    };
  }
}
