// Where in the text a document path stands. Refuses to know why somebody asks.
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
} from 'yaml';
import type { DocumentPath, Finding, Problem } from './problem.ts';

export interface SourceText {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
}

/** A problem at the characters [start, end) of the text, cut at the end of the line. */
export function placeOf(
  { file, text, lines }: SourceText,
  start: number,
  end: number,
  finding: Finding,
): Problem {
  const position = lines.linePos(Math.min(start, text.length));
  const line = Math.max(position.line, 1);
  const column = Math.max(position.col, 1);
  const lineStart = lines.lineStarts[line - 1] ?? 0;
  const lineEnd = text.indexOf('\n', lineStart);
  const lineText = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd).replace(/\r$/, '');
  const length = Math.max(1, Math.min(end - start, lineText.length - column + 1));
  return { ...finding, file, line, column, lineText, length };
}

/** A finding at its value, or at its key when it is about the key or the value is a block of its own. */
export function locate(document: Document, source: SourceText, finding: Finding): Problem {
  const { key, value, whole } = walk(document, finding.path);
  const ranged = finding.atKey === true || !whole || !hasOwnText(value) ? (key ?? firstKey(value)) : value;
  const [start, end] = (ranged ?? value)?.range ?? [0, 1];
  const length = isCollection(ranged ?? value) && !hasOwnText(ranged ?? value) ? 1 : end - start;
  return placeOf(source, start, start + length, finding);
}

interface Found {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
  /** False when the path ends before its last step: the rest is not in the document. */
  readonly whole: boolean;
}

function walk(document: Document, path: DocumentPath): Found {
  let found: Found = {
    key: undefined,
    value: (document.contents ?? undefined) as Node | undefined,
    whole: true,
  };
  for (const step of path) {
    const container = isAlias(found.value) ? found.value.resolve(document) : found.value;
    if (isMap(container)) {
      const pair = container.items.find(
        ({ key }) => isScalar(key) && String(key.value ?? '') === String(step),
      );
      if (pair === undefined) return { ...found, whole: false };
      found = { key: pair.key as Node, value: (pair.value ?? undefined) as Node | undefined, whole: true };
    } else if (isSeq(container) && typeof step === 'number' && step < container.items.length) {
      found = { key: undefined, value: container.items[step] as Node, whole: true };
    } else return { ...found, whole: false };
  }
  return found;
}

/** Whether the characters of a node are a token to point at: a scalar that is not empty, an alias, a flow collection. */
function hasOwnText(node: Node | undefined): boolean {
  if (node?.range == null || node.range[0] === node.range[1]) return false;
  return !isCollection(node) || node.flow === true;
}

/** The first token of a block mapping, or of the first item of a block list. */
function firstKey(node: Node | undefined): Node | undefined {
  if (isMap(node)) return node.flow ? undefined : (node.items[0]?.key as Node | undefined);
  if (isSeq(node))
    return node.flow ? undefined : (firstKey(node.items[0] as Node) ?? (node.items[0] as Node));
  return undefined;
}
