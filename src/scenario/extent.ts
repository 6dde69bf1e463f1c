// Whether a text is small and flat enough to be parsed, told from its tokens alone: parsing takes fifty times the
// memory of this look at it. Refuses to know what the tokens mean together.
import { Lexer } from 'yaml';

/** Characters of one file, a scenario or a list of releases. */
export const MAX_CHARACTERS = 4_000_000;
/** More than 10,000 groups on a line each when they share what is alike by anchors; parsing them takes a second. */
const MAX_TOKENS = 500_000;
/** Brackets inside brackets, or lists that begin on one line; indentation nests by the size of the text only. */
const MAX_DEPTH = 100;
const MAX_REFERENCES = 50_000;
/** None is known, so each is a warning. */
const MAX_TAGS = 1_000;

/** What is too much of it and from which offset on. */
export interface Excess {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

const SMALLER = 'a large fleet is a few groups with `count`, weights and `subscriptions`';

/** The lexer's mark that the next token is a plain scalar. */
const SCALAR = '\u001f';
const REFERENCES: readonly (string | undefined)[] = ['&', '*'];
const TAGS: readonly (string | undefined)[] = ['!', '%'];
const BLANK: readonly (string | undefined)[] = [' ', '\t', '\n', '\r', '#'];
const MARKS = ['\u0002', '\u0018', SCALAR];

/** The first thing that is too much, undefined when nothing is. */
export function excessOf(text: string): Excess | undefined {
  if (text.length > MAX_CHARACTERS) {
    const message = `the file is longer than ${MAX_CHARACTERS.toLocaleString('en')} characters`;
    return { offset: 0, message, hint: SMALLER };
  }
  let [tokens, references, tags, brackets, dashes, quotes, offset, plain] = [0, 0, 0, 0, 0, 0, 0, false];
  for (const token of new Lexer().lex(text)) {
    const first = plain ? '' : token[0];
    plain = token === SCALAR;
    if (first === '[' || first === '{') brackets += 1;
    else if (first === ']' || first === '}') brackets -= 1;
    else if (token === '-' || token === '?') dashes += 1;
    else if (first === '\n' || first === '\r') dashes = 0;
    else if (REFERENCES.includes(first)) references += 1;
    else if (TAGS.includes(first)) tags += 1;
    if (first === '"' || first === "'") quotes += 1;
    else if (!BLANK.includes(first)) quotes = 0;
    // A value, the next key and no colon behind it.
    if (quotes > 2) return { offset, message: 'a text in quotes ends here, and the next one begins' };
    if (brackets < 0) return { offset, message: 'this bracket closes none' };
    if (brackets + dashes > MAX_DEPTH) return { offset, message: 'nested too deeply' };
    if (references > MAX_REFERENCES) return tooMany(offset, MAX_REFERENCES, 'anchors and aliases');
    if (tags > MAX_TAGS) return tooMany(offset, MAX_TAGS, 'tags and directives');
    tokens += 1;
    if (tokens > MAX_TOKENS) return { ...tooMany(offset, MAX_TOKENS, 'words and signs'), hint: SMALLER };
    if (!MARKS.includes(token)) offset += token.length;
  }
  return undefined;
}

function tooMany(offset: number, most: number, what: string): Excess {
  return { offset, message: `the file holds more than ${most.toLocaleString('en')} ${what}` };
}
