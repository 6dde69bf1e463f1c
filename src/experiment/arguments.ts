// What callers without types may hand to a function of the library: said in its words, with the argument's name, before
// anything begins. Refuses to know what the functions do with it.

/** @throws TypeError naming the argument, such as `simulate: options.trace`, what was expected and what was found */
export function demand(holds: boolean, argument: string, expected: string, found: unknown): void {
  if (!holds) throw new TypeError(refusal(argument, expected, found));
}

const refusal = (argument: string, expected: string, found: unknown): string =>
  `${argument}: expected ${expected}, found ${foundText(found)}`;

export function demandText(argument: string, found: unknown): void {
  demand(typeof found === 'string', argument, 'a text', found);
}

/** What `loadScenario` gives as `scenario`. */
export function demandLoaded(caller: string, found: unknown): void {
  const isLoaded =
    isMapping(found) &&
    isMapping(found.scenario) &&
    isMapping(found.scenario.clock) &&
    Array.isArray(found.releases);
  demand(isLoaded, `${caller}: loaded`, '`scenario` of what loadScenario gives when it is `ok`', found);
}

/** @throws RangeError for what is no number of threads */
export function demandThreads(argument: string, found: number): void {
  if (!Number.isInteger(found) || found < 1)
    throw new RangeError(refusal(argument, 'a whole number of threads from 1 on', found));
}

/** Options of a function by what they must be when they are there. */
export function demandOptions(
  caller: string,
  options: unknown,
  {
    texts = [],
    functions = [],
  }: { readonly texts?: readonly string[]; readonly functions?: readonly string[] },
): void {
  demand(isMapping(options), `${caller}: options`, 'an object of options', options);
  const given = options as Readonly<Record<string, unknown>>;
  const check = (keys: readonly string[], type: string, expected: string): void => {
    for (const key of keys)
      if (given[key] !== undefined)
        demand(typeof given[key] === type, `${caller}: options.${key}`, expected, given[key]);
  };
  check(texts, 'string', 'a text');
  check(functions, 'function', 'a function');
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/**
 * The same function, held to be done when it returns: with a promise it is not, and nobody would hear of its rejection,
 * which is the `cause` of the TypeError.
 */
export function synchronous<A>(argument: string, take: (given: A) => unknown): (given: A) => void {
  return (given) => {
    const answer = take(given);
    if (!isMapping(answer) || typeof answer.then !== 'function') return;
    (answer as unknown as PromiseLike<unknown>).then(undefined, () => {});
    const message = `${argument}: expected a function that is done when it returns, but it returned a promise`;
    throw new TypeError(message, { cause: answer });
  };
}

function foundText(found: unknown): string {
  if (typeof found === 'string')
    return JSON.stringify(found.length > 60 ? `${found.slice(0, 57)}...` : found);
  if (typeof found === 'function') return 'a function';
  return isMapping(found) ? 'an object' : String(found);
}
