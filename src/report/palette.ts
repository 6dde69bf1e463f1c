// The few colours that reports use, by meaning. Refuses to know whether the output is a terminal: it is told.

import picocolors from 'picocolors';

export interface Palette {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly caution: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly place: (text: string) => string;
}

export function paletteOf(color: boolean): Palette {
  const colors = picocolors.createColors(color);
  return {
    strong: colors.bold,
    faint: colors.dim,
    good: colors.green,
    caution: colors.yellow,
    bad: colors.red,
    place: colors.cyan,
  };
}
