// Light or dark: as the system wants it until the reader chooses. Refuses to know what is drawn with the colours.
/// <reference lib="dom" />

export interface Colors {
  readonly ground: string;
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly bad: string;
  readonly accent: string;
}

const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners: (() => void)[] = [];

export function colors(): Colors {
  const style = getComputedStyle(root);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ground: of('ground'),
    text: of('text'),
    faint: of('faint'),
    line: of('line'),
    bad: of('bad'),
    accent: of('accent'),
  };
}

/** Room for the names of lanes and bars: as wide as wanted, but on a narrow screen no more than a third of it. */
export const labelRoom = (wanted: number): number => Math.min(wanted, Math.round(innerWidth / 3));

/** Calls back whenever the colours are others. */
export function onTheme(listener: () => void): void {
  listeners.push(listener);
}

function set(theme: 'light' | 'dark'): void {
  root.dataset.theme = theme;
  const toggle = document.getElementById('theme');
  if (toggle !== null) toggle.textContent = theme === 'dark' ? 'Light' : 'Dark';
  for (const listener of listeners) listener();
}

let screen: string | undefined;

/** Paper is white, whatever the screen is. */
export function forPaper(printing: boolean): void {
  if (printing) screen = root.dataset.theme;
  root.dataset.theme = printing ? 'light' : (screen ?? 'light');
}

export function startTheme(): void {
  set(dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', () => set(dark.matches ? 'dark' : 'light'));
  document
    .getElementById('theme')
    ?.addEventListener('click', () => set(root.dataset.theme === 'dark' ? 'light' : 'dark'));
}
