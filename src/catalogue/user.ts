// A user's own releases, from a file or from the scenario: opened, read and checked row by row. Refuses to know
// the other sources of the catalogue.

import type { DocumentPath, Finding } from '../scenario/problem.ts';
import type { CatalogueSource } from '../scenario/schema.ts';
import type { ReleaseClock } from './patch-tuesday.ts';
import { type Written, writtenAsData, writtenInCsv } from './user-file.ts';
import { checkRow, type Mark, mistake, type UserRow } from './user-row.ts';

/** How a user's files are opened and read; both belong to others. */
export interface Reader {
  /** Text of a file named in the scenario; throws when it cannot be read. */
  readonly read?: ((path: string) => string) | undefined;
  /** YAML or JSON to a value, with the mistakes of its syntax; `locate` places a path of the value in the text. */
  readonly parseData?: ParseData | undefined;
}

type ParseData = (
  text: string,
  file: string,
) => {
  readonly value: unknown;
  readonly findings: readonly Finding[];
  readonly locate?: (path: DocumentPath) => { readonly line: number; readonly column: number } | undefined;
};

type UserSource = Extract<CatalogueSource, { file: string } | { releases: unknown }>;

/** Ninety years of the real calendar. */
const MAX_RELEASES = 10_000;

/** Rows that are right by themselves, and everything that is wrong with the others. */
export function userRows(
  source: UserSource,
  index: number,
  clock: ReleaseClock,
  reader: Reader,
): { rows: UserRow[]; findings: Finding[] } {
  const written =
    'file' in source
      ? writtenInFile(source.file, ['catalogue', index, 'file'], reader)
      : writtenAsData(source.releases, 'scenario', (path) => ({
          path: ['catalogue', index, 'releases', ...path],
          prefix: '',
        }));
  const refused = (message: string): { rows: UserRow[]; findings: Finding[] } => ({
    rows: [],
    findings: [mistake({ path: ['catalogue', index], prefix: '' }, message, 'R5')],
  });
  if (written.rows.length > MAX_RELEASES) {
    const [found, most] = [written.rows.length.toLocaleString('en'), MAX_RELEASES.toLocaleString('en')];
    return refused(`it lists ${found} releases; at most ${most} can be read`);
  }
  const checked = written.rows.map((row) => checkRow(row, clock));
  return {
    rows: checked.flatMap(({ row }) => (row === undefined ? [] : [row])),
    findings: [...written.findings, ...checked.flatMap(({ findings }) => findings)],
  };
}

function writtenInFile(file: string, path: DocumentPath, { read, parseData }: Reader): Written {
  const refuse = (message: string, hint?: string): Written => ({
    rows: [],
    findings: [mistake({ path, prefix: '' }, message, 'R5', hint)],
  });
  const extension = /\.[^./\\]+$/.exec(file)?.[0].toLowerCase() ?? '';
  const isData = ['.yaml', '.yml', '.json'].includes(extension);
  if (!isData && extension !== '.csv') {
    return refuse(`the kind of "${file}" is not known`, 'a catalogue is .csv, .yaml, .yml or .json');
  }
  if (read === undefined) return refuse(`"${file}" cannot be read here: no way to open files was given`);
  let text: string;
  try {
    text = read(file);
  } catch (error) {
    return refuse(`"${file}" cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isData) return writtenInCsv(text, file, path);
  if (parseData === undefined)
    return refuse(`"${file}" cannot be read here: no reader of YAML and JSON was given`);
  const { value, findings, locate } = parseData(text, file);
  const markOf = (inner: DocumentPath): Mark => {
    const place = locate?.(inner);
    const where = place === undefined ? ` ${pathText(inner)}` : `:${place.line}:${place.column}`;
    return { path, prefix: `${file}${where.trimEnd()}: `, ...(place && { within: { file, ...place } }) };
  };
  if (findings.length > 0) {
    return {
      rows: [],
      findings: findings.map((found) => ({
        ...found,
        ...markOf(found.path),
        message: markOf(found.path).prefix + found.message,
      })),
    };
  }
  return writtenAsData(value, file, markOf);
}

/** `[3].kb` */
function pathText(path: DocumentPath): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
}
