// The library: scenario text in, results out, without files and process. Everything the command line does with a
// scenario goes through here.

export type { Release } from './catalogue/release.ts';
export { type Breach, type Line, UnreadableTrace } from './checker/breach.ts';
export { Checker, type CheckResult, checkTrace } from './checker/checker.ts';
export { type LoadOptions, type LoadResult, loadScenario } from './experiment/load.ts';
export type { LoadedScenario } from './experiment/loaded-scenario.ts';
export { type SimulateOptions, simulate } from './experiment/simulate.ts';
export { tuneV8For } from './experiment/v8-flags.ts';
export { type LintResult, lintScenario } from './lint/lint.ts';
export type { LintFinding } from './lint/rule.ts';
export type * from './metrics/summary.ts';
export type { Finding, Problem } from './scenario/problem.ts';
export type { Scenario } from './scenario/schema.ts';
export { scenarioJsonSchema } from './scenario/schema.ts';
export type * from './status/instance-view.ts';
export { instanceViewOf } from './status/instance-view.ts';
export { patchStatusOf } from './status/patch-status.ts';
export type * from './status/status.ts';
export { type CollectedVm, VmCollector } from './story/collect.ts';
