// A YAML document as plain mappings, lists and scalars. Unlike yaml's own toJS it shares nothing between two aliases
// of one anchor, so that a value can be changed at one place. Refuses to know positions beyond that of a fault.
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, visit } from 'yaml';

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

/** @throws PlainDataError for unknown or endless aliases, too many of them, keys that are not scalars, great depth. */
export function plainData(document: Document): unknown {
  const open = new Set<unknown>();
  const targets = aliasTargets(document);
  let aliased = 0;

  const convert = (node: unknown, alias: Node | undefined, depth: number): unknown => {
    if (alias !== undefined && ++aliased > MAX_ALIASED_VALUES) {
      throw new PlainDataError('aliases stand for too many values', alias);
    }
    if (depth > MAX_DEPTH) throw new PlainDataError('nested too deeply', alias ?? (node as Node));
    if (isAlias(node)) {
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
      : Object.fromEntries(
          node.items.map(({ key, value }) => [keyText(key), convert(value, alias, depth + 1)]),
        );
    open.delete(node);
    return value;
  };
  return convert(document.contents, undefined, 0);
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
