// Text from a user's file made safe to print: every character visible, one line, of known width.
// Refuses to know which file it came from.

const TAB = '    ';

/** Characters that a terminal would act on, hide or reorder: C0 and C1 controls, zero-width and bidi marks, line separators. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/u;

/** East Asian wide characters and emoji, which take two columns of a terminal. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;

/** One character as it is printed: tabs become four spaces, what cannot be seen becomes an escape such as `\u{1b}`. */
export function visibleCharacter(character: string): string {
  if (character === '\t') return TAB;
  if (!INVISIBLE.test(character)) return character;
  return `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
}

/** A text as it is printed, on one line. */
export function visibleText(text: string): string {
  return Array.from(text, visibleCharacter).join('');
}

/** Columns of a terminal that an already visible text takes. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}
