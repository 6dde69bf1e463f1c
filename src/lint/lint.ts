// Scenario text to what is worth knowing about it, or its problems. Refuses to know single rules.

import { demandLoadArguments, type Loaded, type LoadOptions, loadWithVariants } from '../experiment/load.ts';
import type { Problem } from '../scenario/problem.ts';
import type { Found, LintFinding, LintRule } from './rule.ts';
import { LINT_RULES } from './rules.ts';
import { View } from './view.ts';

export type LintResult =
  | { readonly ok: true; readonly name: string; readonly findings: readonly LintFinding[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

interface Linted {
  readonly rule: LintRule;
  readonly found: Found;
}

/**
 * Lints a scenario and its variants; findings are in order of their place. What a variant shares with the scenario is
 * told once. Never throws for a user's mistake. @throws TypeError for arguments that are none
 */
export function lintScenario(text: string, options: Pick<LoadOptions, 'file' | 'read'>): LintResult {
  demandLoadArguments('lintScenario', text, options);
  const loaded = loadWithVariants(text, options);
  if (!loaded.ok) return loaded;
  const variants = new Map([...loaded.variants].map(([name, one]) => [name, new View(one)]));
  const own = lintedIn(new View(loaded.base, variants));
  const known = new Set(own.map(keyOf));
  const findings = own.map((one) => placed(one, loaded.base));
  for (const [name, view] of variants) {
    const news = lintedIn(view).filter((one) => !known.has(keyOf(one)));
    findings.push(...news.map((one) => placed(one, loaded.variants.get(name)!, name)));
  }
  findings.sort((a, b) => a.line - b.line || a.column - b.column);
  return { ok: true, name: loaded.base.scenario.scenario.name, findings };
}

const lintedIn = (view: View): Linted[] =>
  LINT_RULES.flatMap((rule) => rule.check(view).map((found) => ({ rule, found })));

const keyOf = ({ rule, found: { path, message } }: Linted): string =>
  JSON.stringify([rule.id, path, message]);

function placed({ rule, found }: Linted, { document }: Loaded, variant?: string): LintFinding {
  const { level = rule.level, hint, ...finding } = found;
  const message = variant === undefined ? finding.message : `${finding.message} (variant ${variant})`;
  return {
    ...document.locate({ ...finding, message }),
    hint,
    id: rule.id,
    level,
    rule: rule.rests,
    ...(variant === undefined ? {} : { variant }),
  };
}
