// What is wrong with a text that should be JSON, in JSON's words; the one door to jsonc-parser. Refuses to know what the text
// is for.
import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';

/** One mistake at the characters [offset, offset + length) of the text. */
export interface JsonFault {
  readonly offset: number;
  readonly length: number;
  readonly message: string;
  readonly hint?: string | undefined;
  /** What YAML reads in brackets: a comma behind the last of them, or a word without quotes. */
  readonly inYaml?: 'comma' | 'word';
  /** True for a comment of JavaScript, which YAML takes for a part of the word behind it. */
  readonly comment?: true;
}

interface Said {
  readonly code: string;
  readonly offset: number;
  readonly length: number;
}

const MOST = 10;

/**
 * The first mistakes of a text that JSON.parse refuses: behind the first one that is more than a comma or a comment, the
 * others are its echo. Undefined when it is nested too deeply to tell.
 */
export function jsonFaults(text: string): readonly JsonFault[] | undefined {
  /** What is said of each place. */
  const places = new Map<number, Said[]>();
  const onError = (error: ParseErrorCode, offset: number, length: number): void => {
    // Where the text ends, many brackets may be open.
    if (places.size > MOST && !places.has(offset)) return;
    const said = places.get(offset) ?? [];
    places.set(offset, said);
    if (said.length < 2) said.push({ code: printParseErrorCode(error), offset, length });
  };
  try {
    visit(text, { onError }, { disallowComments: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
  const all = [...places.values()];
  const faults: JsonFault[] = [];
  for (const [index, said] of all.slice(0, MOST).entries()) {
    const fault = faultOf(text, said, all[index + 1]?.[0]?.code);
    faults.push({ ...fault, message: `not readable as JSON: ${fault.message}` });
    const isComma = fault.inYaml === 'comma' || (said.length === 1 && said[0]!.code === 'CommaExpected');
    if (!isComma && !fault.comment) break;
  }
  return faults;
}

const KINDS =
  'JSON has texts in double quotes, numbers, true, false and null; YAML is read from files named .yaml';
const CUT = 'the end of the file is missing';

/** What is said of a place first, and of the next one: of a word it tells whether a key or a value was to be there. */
function faultOf(text: string, [said]: readonly Said[], next: string | undefined): JsonFault {
  const { code, offset, length } = said!;
  const token = text.slice(offset, offset + Math.min(length, 40));
  const ends = offset >= text.trimEnd().length;
  const place = { offset, length: Math.max(1, length) };
  const expected = (what: string): JsonFault =>
    ends
      ? { ...place, message: `expected ${what}`, hint: CUT }
      : { ...place, message: `expected ${what}, found ${token}` };
  switch (code) {
    case 'InvalidCommentToken':
      return {
        ...place,
        message: 'JSON has no comments',
        hint: 'take it out; only in YAML, begun with #, there are comments',
        comment: true,
      };
    case 'CommaExpected':
      if (token === '}' || token === ']') return expected(token === '}' ? ']' : '}');
      return { ...place, message: 'expected a comma before this' };
    case 'ColonExpected':
      return ends ? expected('a colon') : { ...place, message: 'expected a colon before this' };
    case 'PropertyNameExpected':
    case 'ValueExpected':
      return trailingComma(text, offset) ?? expected(code === 'ValueExpected' ? 'a value' : KEY);
    case 'InvalidSymbol':
      return {
        ...(next === 'PropertyNameExpected'
          ? expected(KEY)
          : { ...place, message: `${token} is no sign or word of JSON` }),
        hint: KINDS,
        inYaml: 'word',
      };
    case 'CloseBraceExpected':
      return expected('}');
    case 'CloseBracketExpected':
      return expected(']');
    case 'EndOfFileExpected':
      return { ...place, message: `expected the end of the file, found ${token}` };
    default:
      return { ...place, ...(OF_TEXTS_AND_NUMBERS[code] ?? { message: 'a sign that JSON does not have' }) };
  }
}

const KEY = 'a key in double quotes';

const OF_TEXTS_AND_NUMBERS: Readonly<Record<string, { readonly message: string; readonly hint?: string }>> = {
  UnexpectedEndOfString: { message: 'the quotes of this text are not closed on its line' },
  UnexpectedEndOfNumber: { message: 'expected a digit at the end of this number' },
  InvalidUnicode: { message: 'expected four hexadecimal digits behind \\u' },
  InvalidEscapeCharacter: {
    message: 'a backslash in a text begins an escape, such as \\n',
    hint: 'write \\\\ for a backslash',
  },
  InvalidCharacter: {
    message: 'a text holds a tab or another control character',
    hint: 'write \\t for a tab',
  },
};

/** A bracket that closes where something was to come, behind a comma. */
function trailingComma(text: string, offset: number): JsonFault | undefined {
  if (text[offset] !== '}' && text[offset] !== ']') return undefined;
  const before = text.slice(0, offset).trimEnd();
  if (!before.endsWith(',')) return undefined;
  return {
    offset: before.length - 1,
    length: 1,
    message: 'a comma with nothing behind it',
    hint: 'take it out',
    inYaml: 'comma',
  };
}
