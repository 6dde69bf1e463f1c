// YAML or JSON text to plain data whose every value knows its place; with place.ts the one door to yaml. Refuses to
// know what the keys mean.
import { type Document, parseDocument } from 'yaml';
import { excessOf, MAX_CHARACTERS } from './extent.ts';
import { jsonFaults } from './json-faults.ts';
import { locate, placeOf, type SourceText, sourceText } from './place.ts';
import { PlainDataError, plainData } from './plain-data.ts';
import { plainJson } from './plain-json.ts';
import type { Finding, Problem } from './problem.ts';

/** What was read of a text. With a problem in `problems`, `raw` is as much as could be read, perhaps undefined. */
export interface Source {
  readonly file: string;
  /** The text as mappings, lists and scalars; a tree, aliases written out. */
  readonly raw: unknown;
  readonly problems: readonly Problem[];
  /** True when the shape of the text itself is broken, so that `raw` would only lead to follow-up errors. */
  readonly broken: boolean;
  /** A finding about `raw` with its place in the text; what is not there is placed at the nearest thing around it. */
  readonly locate: (finding: Finding) => Problem;
}

const MAX_SYNTAX_PROBLEMS = 10;

/** Syntax problems after which the rest of the document still means what it says. */
const HARMLESS = ['TAG_RESOLVE_FAILED'];

const IN_OUR_WORDS: Record<string, string> = {
  MULTIPLE_DOCS: 'a second document begins here; one file holds one',
  TAB_AS_INDENT: 'indented with a tab; YAML wants spaces',
  RESOURCE_EXHAUSTION: 'nested too deeply',
};

/** A text that reads like a mapping, such as an expectation with a named argument. */
const UNQUOTED = ['BLOCK_AS_IMPLICIT_KEY', 'BLOCK_IN_FLOW'];
const NEEDS_QUOTES = 'a text with ": " in it needs quotes around all of it';

/** Reads YAML 1.2 (core schema) or JSON. Never throws: whatever is wrong with the text is a problem. */
export function readSource(written: string, file: string): Source {
  // YAML's lines may end in CR alone, yaml's do not; nothing moves.
  const text = written.replace(/^\uFEFF/, '').replace(/\r(?!\n)/g, '\n');
  const raw = plainJson(text);
  if (raw === undefined) return notAsJson(text, file) ?? readYaml(text, file);
  // Places are those of the same text read as YAML, should somebody ask.
  let source: Source | undefined;
  const locateThere = (finding: Finding): Problem => {
    source ??= readYaml(text, file);
    return source.locate(finding);
  };
  return { file, raw, problems: [], broken: false, locate: locateThere };
}

/** A text that is meant to be JSON and is not; undefined for one that is, or may as well be read as YAML. */
function notAsJson(text: string, file: string): Source | undefined {
  const called = /\.json$/i.test(file);
  if (text.trim() === '' || (!called && !/^\s*\{\s*["/]/.test(text))) return undefined;
  if (text.length > MAX_CHARACTERS || text.includes('\0') || isJson(text)) return undefined;
  const all = jsonFaults(text) ?? [];
  // YAML in brackets may begin like JSON, and has commas behind the last of them.
  const faults = called ? all : all.filter(({ inYaml }) => inYaml !== 'comma');
  const [first] = faults;
  if (first === undefined) return undefined;
  if (!called && !first.comment && (first.inYaml === 'word' || !readYaml(text, file).broken))
    return undefined;
  const place = sourceText(file, text);
  const problems = faults.map(({ offset, length, message, hint }) =>
    placeOf(place, offset, offset + length, { path: [], message, ...(hint && { hint }) }),
  );
  return {
    file,
    raw: undefined,
    problems,
    broken: true,
    locate: (finding) => ({ ...problems[0]!, ...finding }),
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The same of a text without a byte order mark and CR alone, whatever it looks like. */
export function readYaml(text: string, file: string): Source {
  const place = sourceText(file, text);
  const refuse = (offset: number, message: string, hint?: string): Source => {
    const problem = placeOf(place, offset, offset + 1, { path: [], message, ...(hint && { hint }) });
    return {
      file,
      raw: undefined,
      problems: [problem],
      broken: true,
      locate: (finding) => ({ ...problem, ...finding }),
    };
  };
  const nul = text.indexOf('\0');
  if (nul >= 0) return refuse(nul, 'the file holds a NUL byte', 'it must be text in UTF-8');
  const excess = excessOf(text);
  if (excess !== undefined) return refuse(excess.offset, excess.message, excess.hint);
  const document = parseDocument(text, {
    prettyErrors: false,
    schema: 'core',
    resolveKnownTags: false,
    logLevel: 'error',
    uniqueKeys: false, // It would compare every key of a mapping with every other one; plainData finds them too.
  });
  const problems = syntaxProblems(document, place);
  const broken = problems.some(({ code }) => !HARMLESS.includes(code));
  const found = problems.map(({ problem }) => problem);
  if (!broken && document.contents === null) return refuse(0, 'the file is empty');
  const locateHere = (finding: Finding): Problem => locate(document, place, finding);
  if (broken) return { file, raw: undefined, problems: found, broken, locate: locateHere };
  try {
    const { value, repeated } = plainData(document);
    const twice = [...repeated].slice(0, MAX_SYNTAX_PROBLEMS).map(({ range }) => {
      const [start = 0, end = 0] = range ?? [];
      return placeOf(place, start, end, { path: [], message: 'this key is there twice' });
    });
    return { file, raw: value, problems: [...found, ...twice], broken, locate: locateHere };
  } catch (error) {
    if (!(error instanceof PlainDataError)) throw error;
    const [start, end] = error.range;
    return {
      file,
      raw: undefined,
      problems: [...found, placeOf(place, start, end, { path: [], message: error.message })],
      broken: true,
      locate: locateHere,
    };
  }
}

/** One problem a line, the first ones only: what follows a syntax error is mostly its echo. */
function syntaxProblems(document: Document, place: SourceText): { code: string; problem: Problem }[] {
  const seen = new Set<number>();
  const faults: { code: string; message: string; pos: [number, number] }[] = [
    ...document.errors,
    ...document.warnings,
  ];
  const exhausted = faults.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  const version = document.directives?.yaml;
  if (version?.explicit === true && version.version !== '1.2')
    faults.push({ code: 'VERSION', message: `YAML ${version.version} is not read, only 1.2`, pos: [0, 1] });
  return (exhausted ? [exhausted] : faults)
    .map(({ code, message, pos }) => ({
      code,
      problem: placeOf(place, pos[0], pos[1], {
        path: [],
        ...(UNQUOTED.includes(code) && { hint: NEEDS_QUOTES }),
        message: IN_OUR_WORDS[code] ?? message.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase()),
      }),
    }))
    .filter(({ problem: { line } }) => !seen.has(line) && seen.add(line))
    .slice(0, MAX_SYNTAX_PROBLEMS);
}
