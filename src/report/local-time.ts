// Instants as the clock on a VM's wall shows them. Refuses to know zones: it is given the wall.

/** UTC seconds to local wall time as if it were UTC seconds. */
export type Wall = (instant: number) => number;

const WEEKDAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];

/** `Sun 2024-08-18` */
export function day(instant: number, wall: Wall): string {
  const local = wall(instant);
  return `${WEEKDAYS[Math.floor(local / 86_400) % 7]} ${new Date(local * 1000).toISOString().slice(0, 10)}`;
}

/** `22:32` */
export const clock = (instant: number, wall: Wall): string =>
  new Date(wall(instant) * 1000).toISOString().slice(11, 16);

/** `Sun 2024-08-18 22:32 +02:00` */
export const zoned = (instant: number, wall: Wall): string =>
  `${day(instant, wall)} ${clock(instant, wall)} ${offset(wall(instant) - instant)}`;

function offset(seconds: number): string {
  const time = new Date(Math.abs(seconds) * 1000).toISOString().slice(11, 16);
  return `${seconds < 0 ? '-' : '+'}${time}`;
}
