// Where in the text a document path stands. Refuses to know why somebody asks.
import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
} from 'yaml';
import type { DocumentPath, Finding, Problem } from './problem.ts';

/** A text that can tell the line of an offset. (yaml's own LineCounter loses lines behind some syntax errors.) */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** Offsets at which the lines start. */
  readonly lineStarts: readonly number[];
}

/** What ends a line in any text: of Unix, Windows, or an old Mac. */
export const LINE_END = /\r\n|\n|\r/g;

export function sourceText(file: string, text: string): SourceText {
  const lineStarts = [0];
  // A search for the one sign, for texts of many megabytes; CR alone ends lines too, where there is any.
  if (text.includes('\r'))
    for (const { 0: end, index } of text.matchAll(LINE_END)) lineStarts.push(index + end.length);
  else for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}

/** A problem at the characters [start, end) of the text, cut at the end of the line. */
export function placeOf(source: SourceText, start: number, end: number, finding: Finding): Problem {
  const { file, text, lineStarts } = source;
  const at = Math.min(start, text.length);
  let [line, behind] = [0, lineStarts.length];
  while (behind - line > 1) {
    const middle = (line + behind) >> 1;
    if (lineStarts[middle]! <= at) line = middle;
    else behind = middle;
  }
  const lineStart = lineStarts[line]!;
  const lineEnd = (lineStarts[line + 1] ?? text.length + 1) - 1;
  const isCrLf = text[lineEnd] === '\n' && text[lineEnd - 1] === '\r';
  const lineText = text.slice(lineStart, isCrLf ? Math.max(lineStart, lineEnd - 1) : lineEnd);
  // A fault at the end of a text without a line end may be said to be behind it.
  const column = Math.min(at - lineStart, lineText.length) + 1;
  const length = Math.max(1, Math.min(end - start, lineText.length - column + 1));
  return { ...finding, file, line: line + 1, column, lineText, length };
}

/** A finding at its value, or at its key when it is about the key or the value is a block of its own. */
export function locate(document: Document, source: SourceText, finding: Finding): Problem {
  const { key, value, whole } = walk(document, finding.path);
  const atKey = finding.atKey === true || !whole || !hasOwnText(value);
  const token = (atKey ? (key ?? firstKey(value)) : undefined) ?? value;
  const [start, end] = token?.range ?? [0, 1];
  const { part } = finding;
  if (part !== undefined && isScalar(token) && typeof token.value === 'string') {
    // A text with escapes or folded lines is not found as it stands: then all of it is meant.
    const at = source.text.slice(start, end).indexOf(token.value);
    if (at >= 0)
      return placeOf(source, start + at + part.offset, start + at + part.offset + part.length, finding);
  }
  return placeOf(source, start, isCollection(token) && !hasOwnText(token) ? start + 1 : end, finding);
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
    const container = isAlias(found.value) ? targetsIn(document).get(found.value) : found.value;
    if (isMap(container)) {
      const pair = pairsOf(container).get(String(step));
      if (pair === undefined) return { ...found, whole: false };
      found = { key: pair.key as Node, value: (pair.value ?? undefined) as Node | undefined, whole: true };
    } else if (isSeq(container) && typeof step === 'number' && step < container.items.length) {
      found = { key: undefined, value: container.items[step] as Node, whole: true };
    } else return { ...found, whole: false };
  }
  return found;
}

/** What each alias stands for: `resolve` goes through the whole document, and thousands of findings may ask. */
const TARGETS = new WeakMap<Document, Map<Alias, Node>>();

function targetsIn(document: Document): Map<Alias, Node> {
  let targets = TARGETS.get(document);
  if (targets === undefined) {
    const found = new Map<Alias, Node>();
    // An anchor may be given again: an alias means the last one before it.
    const anchors = new Map<string, Node>();
    visit(document, {
      Node: (_, node) => {
        if (isAlias(node)) {
          const target = anchors.get(node.source);
          if (target !== undefined) found.set(node, target);
        } else if (isNode(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
      },
    });
    TARGETS.set(document, found);
    targets = found;
  }
  return targets;
}

/** The first pair of each key: thousands of findings may be about one mapping. */
const PAIRS = new WeakMap<YAMLMap, Map<string, Pair>>();

function pairsOf(map: YAMLMap): Map<string, Pair> {
  let pairs = PAIRS.get(map);
  if (pairs === undefined) {
    pairs = new Map();
    for (const pair of map.items) {
      const name = isScalar(pair.key) ? String(pair.key.value ?? '') : undefined;
      if (name !== undefined && !pairs.has(name)) pairs.set(name, pair);
    }
    PAIRS.set(map, pairs);
  }
  return pairs;
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
