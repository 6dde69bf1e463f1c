// A user's text in Markdown: shown as it is, on one line, also in a table. Refuses to know the page around it.

import { visibleText } from './visible-text.ts';

/** GitHub reads HTML in Markdown, and names of people and issues. */
export function markdownText(text: string): string {
  return visibleText(text.replace(/\s+/g, ' '))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_~[\]|#@]/g, (character) => `\\${character}`);
}
