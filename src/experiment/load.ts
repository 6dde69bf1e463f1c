// Scenario text to a scenario that is fit to run: parsed, checked against the catalogue and the regions, with its variants.
// Refuses to know files and what a run does.

import { checkIncidents } from '../catalogue/incident-check.ts';
import { checkRegions, isRegion } from '../fleet/check.ts';
import { assumptions } from '../scenario/assumptions.ts';
import { placerInNamedFiles } from '../scenario/named-file.ts';
import { type Parsed, parseScenario, type Refused, type ScenarioDocument } from '../scenario/parse.ts';
import type { Finding, Problem } from '../scenario/problem.ts';
import { didYouMean } from '../scenario/suggestion.ts';
import { demandOptions, demandText } from './arguments.ts';
import { checkExpectations } from './expectation/check.ts';
import type { LoadedScenario } from './loaded-scenario.ts';
import { releasesOf } from './reseeded.ts';

export type LoadResult =
  | { readonly ok: true; readonly scenario: LoadedScenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A scenario, or one of its variants, with the text behind it. */
export interface Loaded {
  readonly scenario: LoadedScenario;
  readonly document: ScenarioDocument;
}

export type LoadedWithVariants =
  | { readonly ok: true; readonly base: Loaded; readonly variants: ReadonlyMap<string, Loaded> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

type LoadedOne =
  | (Loaded & { readonly ok: true })
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface LoadOptions {
  /** Name of the text in problems. */
  readonly file: string;
  /**
   * Reads a file named in the scenario, a calendar or an exported fleet, which may be large; throws when it cannot be
   * read. Without it such files are problems.
   */
  readonly read?: (path: string, kind?: 'fleet') => string;
  /** Replaces the scenario's seed. */
  readonly seed?: string;
  /** Loads this variant of the scenario instead of the scenario itself. */
  readonly variant?: string;
}

/**
 * Parses and checks a scenario and its variants; reports all problems at once, each with its place. Never throws for a
 * user's mistake. @throws TypeError for arguments that are none
 */
export function loadScenario(text: string, options: LoadOptions): LoadResult {
  demandLoadArguments('loadScenario', text, options);
  const { variant } = options;
  if (variant === undefined) {
    const loaded = loadWithVariants(text, options);
    return loaded.ok ? { ok: true, scenario: loaded.base.scenario } : loaded;
  }
  const { parsed, texts } = read(text, options);
  const usable = 'problems' in parsed ? parsed.partial : parsed;
  if (usable === undefined) return resultOf(loadParsed(parsed, texts(), options));
  const { document, scenario } = usable;
  if (scenario.variants.includes(variant))
    return resultOf(loadParsed(document.variant(variant), texts(), options));
  const hint =
    didYouMean(variant, scenario.variants) ?? `variants: ${scenario.variants.join(', ') || 'none'}`;
  const message = `there is no variant "${variant}"`;
  return { ok: false, problems: [document.locate({ path: ['variants'], message, hint })] };
}

/** @throws TypeError naming what the caller, a function of the library, was given and should not have been */
export function demandLoadArguments(caller: string, text: unknown, options: unknown): void {
  demandText(`${caller}: text`, text);
  demandOptions(caller, options, { texts: ['file', 'seed', 'variant'], functions: ['read'] });
  demandText(`${caller}: options.file`, (options as { readonly file?: unknown }).file);
}

const resultOf = (loaded: LoadedOne): LoadResult =>
  loaded.ok ? { ok: true, scenario: loaded.scenario } : loaded;

/** The same for those who want the variants too, or have more to say about the text: it is read once. */
export function loadWithVariants(text: string, options: Omit<LoadOptions, 'variant'>): LoadedWithVariants {
  const { parsed, texts } = read(text, options);
  const usable = 'problems' in parsed ? parsed.partial : parsed;
  const base = loadParsed(parsed, texts(), options);
  const variants = new Map<string, Loaded>();
  const problems = base.ok ? [] : [...base.problems];
  for (const name of usable?.scenario.variants ?? []) {
    const variant = loadParsed(usable!.document.variant(name), texts(), options);
    if (variant.ok) variants.set(name, variant);
    else problems.push(...variant.problems);
  }
  return base.ok && problems.length === 0
    ? { ok: true, base, variants }
    : { ok: false, problems: usable === undefined ? problems : inOrder(problems) };
}

/** In order of their place; a mistake that several variants share is told once. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems
    .filter(({ file, line, column, message }) => {
      const key = JSON.stringify([file, line, column, message]);
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Parts of a scenario whose mistakes leave names unknown. */
const NAMING = ['fleet', 'variants', 'catalogue', 'clock'];

type Input = LoadedScenario['inputs'][number];

/** Keeps what was read; a variant may read a file once more. */
function noting(inputs: Input[], name: string, text: string): string {
  demandText('what options.read returns', text);
  if (!inputs.some((input) => input.name === name)) inputs.push({ name, text });
  return text;
}

/** The text as a scenario, with the exported fleets it names. */
function read(
  text: string,
  options: LoadOptions,
): { parsed: Parsed | Refused; texts: () => readonly Input[] } {
  const fleets: Input[] = [];
  const parsed = parseScenario(text, options.file, {
    isRegion,
    read: options.read && ((path) => noting(fleets, path, options.read!(path, 'fleet'))),
  });
  // A variant may name another fleet, which is read when it is.
  return { parsed, texts: () => [{ name: options.file, text }, ...fleets] };
}

function loadParsed(parsed: Parsed | Refused, texts: readonly Input[], options: LoadOptions): LoadedOne {
  const usable = 'problems' in parsed ? parsed.partial : parsed;
  if (usable === undefined) return { ok: false, problems: 'problems' in parsed ? parsed.problems : [] };
  const { document } = usable;
  const scenario = options.seed === undefined ? usable.scenario : { ...usable.scenario, seed: options.seed };
  const inputs = [...texts];
  const { read: reading } = options;
  const catalogue = releasesOf(scenario, reading && ((path) => noting(inputs, path, reading(path))));
  const findings: Finding[] = [
    ...checkRegions(scenario),
    ...catalogue.findings,
    ...(catalogue.findings.length > 0 ? [] : checkIncidents(scenario.incidents, catalogue.releases)),
    ...checkExpectations({
      scenario,
      releases: catalogue.releases,
      namesKnown:
        catalogue.findings.length === 0 &&
        !('problems' in parsed && parsed.problems.some(({ path }) => NAMING.includes(String(path[0])))),
    }).findings,
  ];
  const inNamedFile = placerInNamedFiles(inputs);
  const problems = [
    ...('problems' in parsed ? parsed.problems : []),
    ...findings.map((one) => inNamedFile(one) ?? document.locate(one)),
  ];
  if (problems.length > 0) {
    return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
  }
  return {
    ok: true,
    document,
    scenario: {
      scenario,
      releases: catalogue.releases,
      assumptions: assumptions(scenario, document.raw),
      notices: [...document.notices, ...catalogue.notices],
      inputs,
      expectationPlaces: scenario.expect.map((_, index) => {
        const { line, column } = document.locate({ path: ['expect', index, 'that'], message: '' });
        return { line, column };
      }),
    },
  };
}
