// A YAML document as plain mappings, lists and scalars. Unlike yaml's own toJS it shares nothing between two aliases
// of one anchor, so that a value can be changed at one place. Refuses to know positions beyond that of a fault.
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  visit,
  type YAMLMap,
} from 'yaml';

const MAX_DEPTH = 100;
/** Values that aliases may stand for, all together; the guard against a few lines that unfold into gigabytes. */
const MAX_ALIASED_VALUES = 200_000;

/** What a document holds that data cannot: a mistake of the user, caught where the document is read. */
export class PlainDataError extends Error {
  readonly range: readonly [number, number];

  constructor(message: string, node: Node | null | undefined) {
    super(message);
    const [start = 0, end = 0] = node?.range ?? [];
    this.range = [start, Math.max(end, start + 1)];
  }
}

/**
 * The data, and the keys that a mapping already had (the last one counts).
 * @throws PlainDataError for unknown or endless aliases, too many of them, keys that are not scalars, great depth.
 */
export function plainData(document: Document): { readonly value: unknown; readonly repeated: Set<Node> } {
  const open = new Set<unknown>();
  const repeated = new Set<Node>();
  let targets: Map<Alias, Node> | undefined;
  let aliased = 0;

  const convert = (node: unknown, alias: Node | undefined, depth: number): unknown => {
    if (alias !== undefined && ++aliased > MAX_ALIASED_VALUES) {
      throw new PlainDataError('aliases stand for too many values', alias);
    }
    if (depth > MAX_DEPTH) throw new PlainDataError('nested too deeply', alias ?? (node as Node));
    if (isAlias(node)) {
      targets ??= aliasTargets(document);
      const target = targets.get(node);
      if (target === undefined)
        throw new PlainDataError(`no anchor "${node.source}" before this alias`, node);
      if (open.has(target)) throw new PlainDataError(`alias "${node.source}" stands inside itself`, node);
      return convert(target, alias ?? node, depth + 1);
    }
    if (isScalar(node)) return node.value;
    if (!isSeq(node) && !isMap(node)) return null;
    open.add(node);
    const value = isSeq(node)
      ? node.items.map((item) => convert(item, alias, depth + 1))
      : mapping(node, (inner) => convert(inner, alias, depth + 1));
    open.delete(node);
    return value;
  };
  const mapping = ({ items }: YAMLMap, convertValue: (value: unknown) => unknown): unknown => {
    const entries = new Map<string, unknown>();
    for (const { key, value } of items) {
      const name = keyText(key);
      if (entries.has(name)) repeated.add(key as Node);
      entries.set(name, convertValue(value));
    }
    return Object.fromEntries(entries);
  };
  return { value: convert(document.contents, undefined, 0), repeated };
}

/** What every alias stands for: the last node before it with that anchor. (yaml looks through the whole document for each.) */
function aliasTargets(document: Document): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Alias: (_, alias) => {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
    },
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

/** The text of a mapping's key. */
function keyText(key: unknown): string {
  if (isScalar(key)) return key.value === null ? '' : String(key.value);
  throw new PlainDataError('a key must be a text', key as Node);
}
