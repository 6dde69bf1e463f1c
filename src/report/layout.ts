// What every part of the terminal summary is given: colours, width, how much to say. Refuses to know the parts.

import type { GroupSummary, Summary } from '../metrics/summary.ts';
import type { Palette } from './palette.ts';
import { displayWidth, visibleText } from './visible-text.ts';

export interface Layout {
  readonly palette: Palette;
  readonly columns: number;
  readonly verbose: boolean;
}

/** A heading and its lines; no lines, no section. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

export interface NamedGroup {
  readonly name: string;
  readonly group: GroupSummary;
}

/** The groups of the scenario, in its order. */
export function groupsOf(summary: Summary): NamedGroup[] {
  return Object.entries(summary.groups).map(([name, group]) => ({ name, group }));
}

/** A user's name, safe to print and no wider than `room`. */
export function shortName(name: string, room = 24): string {
  const visible = visibleText(name);
  if (displayWidth(visible) <= room) return visible;
  let text = '';
  for (const character of visible) {
    if (displayWidth(text + character) > room - 1) break;
    text += character;
  }
  return `${text}…`;
}
