// Instants as text for whoever writes many of them, one after the other on the same days. Refuses to know what happens then.

import { DAY, formatInstant, HOUR, type Instant, MINUTE } from './instant.ts';

const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/** The same text as formatInstant; days it has written are remembered. */
export class InstantText {
  readonly #days = new Map<number, string>();

  of(instant: Instant): string {
    const day = Math.floor(instant / DAY);
    let date = this.#days.get(day);
    if (date === undefined) {
      date = formatInstant(day * DAY).slice(0, 11);
      this.#days.set(day, date);
    }
    const second = instant - day * DAY;
    const hour = Math.floor(second / HOUR);
    const minute = Math.floor((second - hour * HOUR) / MINUTE);
    return `${date}${TWO_DIGITS[hour]}:${TWO_DIGITS[minute]}:${TWO_DIGITS[second % MINUTE]}Z`;
  }
}
