// Elements from text and other elements: whatever a user wrote goes in as text, never as markup. Refuses to know the page.
/// <reference lib="dom" />

import { visibleText } from '../../report/visible-text.ts';

type Attributes = Readonly<Record<string, string | number | undefined>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

export type Cell = string | number;

/** Rows under a head; numbers to the right, texts to the left. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): HTMLTableElement {
  const cell = (tag: 'th' | 'td', value: Cell): HTMLElement =>
    element(tag, { class: typeof value === 'string' ? 'text' : undefined }, shown(value));
  const headCells = head.map((text) => element('th', { scope: 'col', class: 'text' }, text));
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...headCells)),
    element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map((value) => cell('td', value))))),
  );
}

export const shown = (value: Cell): string =>
  typeof value === 'number' ? String(Number(value.toFixed(4))) : visibleText(value);

/** A part of a page that can be scrolled, also with the keyboard. */
export const scrolling = (label: string, inner: Node): HTMLElement =>
  element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, inner);

export function button(text: string, act: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button' }, text);
  made.addEventListener('click', act);
  return made;
}
