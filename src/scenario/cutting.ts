// A copy of data from which values are cut out, while each path can still be told in terms of the data that was
// given. Refuses to know why something is cut.
import { valueAt } from './messages.ts';
import type { DocumentPath } from './problem.ts';

/** Changes a copy of the data and remembers which original path every value had. */
export class Cutting {
  root: unknown;
  /** Of a changed container: its keys or indices in the data that was given. */
  readonly #origins = new WeakMap<object, Map<string, string> | number[]>();

  constructor(given: unknown) {
    this.root = structuredClone(given);
  }

  readonly originalPath = (path: DocumentPath): DocumentPath =>
    path.map((step, depth) => {
      const container = valueAt(this.root, path.slice(0, depth));
      const origins =
        typeof container === 'object' && container !== null ? this.#origins.get(container) : undefined;
      if (Array.isArray(origins)) return origins[Number(step)] ?? step;
      return origins?.get(String(step)) ?? step;
    });

  replace(path: DocumentPath, value: unknown): void {
    const container = this.#container(path);
    if (container !== undefined) container[path.at(-1)!] = value;
  }

  remove(path: DocumentPath): void {
    const container = this.#container(path);
    if (path.length === 0) this.root = undefined;
    else if (Array.isArray(container)) {
      const origins = (this.#origins.get(container) as number[]) ?? container.map((_, index) => index);
      this.#origins.set(container, origins);
      container.splice(Number(path.at(-1)), 1);
      origins.splice(Number(path.at(-1)), 1);
    } else if (container !== undefined) delete container[path.at(-1)!];
  }

  /** Takes a key out, or gives it the name it was meant to have. */
  rename(path: DocumentPath, name: string | undefined): void {
    const container = this.#container(path);
    if (container === undefined) return;
    const key = path.at(-1)!;
    if (name !== undefined) {
      const origins = (this.#origins.get(container) as Map<string, string>) ?? new Map();
      this.#origins.set(container, origins.set(name, String(key)));
      container[name] = container[key];
    }
    delete container[key];
  }

  #container(path: DocumentPath): Record<string | number, unknown> | undefined {
    const container = path.length === 0 ? undefined : valueAt(this.root, path.slice(0, -1));
    return typeof container === 'object' && container !== null
      ? (container as Record<string | number, unknown>)
      : undefined;
  }
}
