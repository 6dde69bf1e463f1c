// What the user wrote → a scenario, or every mistake in it with its place. Refuses to know files, regions, images
// and releases.

import { parseInstant } from '../calendar/instant.ts';
import { checkChosenVms, checkSubscriptions } from './checks/actions.ts';
import type { Check } from './checks/check.ts';
import { checkClock, checkInsideClock, checkWindows } from './checks/clock.ts';
import { checkGroups } from './checks/fleet.ts';
import { checkAssignments, checkMaintenanceConfigurations } from './checks/maintenance.ts';
import { checkGroupNames, checkPhases, checkZoneOrder } from './checks/rollout.ts';
import { type FleetReader, withImports } from './fleet-imports.ts';
import { valueAt } from './messages.ts';
import { type Overlaid, overlay } from './overlay.ts';
import type { DocumentPath, Finding, Problem } from './problem.ts';
import { salvage } from './salvage.ts';
import { type Scenario, scenarioJsonSchema, scenarioSchema } from './schema.ts';
import { readSource, type Source } from './source.ts';

/** The text behind a scenario. */
export interface ScenarioDocument {
  readonly file: string;
  /** The scenario as written: mappings, lists and scalars before any default. */
  readonly raw: unknown;
  /** What a reader of the results must know about imported fleets. */
  readonly notices: readonly string[];
  /** Places a finding of a later stage, whose path is one of the parsed scenario, in the text. */
  readonly locate: (finding: Finding) => Problem;
  /** The scenario with what one of its variants writes laid over it, or that variant's mistakes. */
  readonly variant: (name: string) => Parsed | Refused;
}

export interface Parsed {
  readonly scenario: Scenario;
  readonly document: ScenarioDocument;
}

/** `partial` is what is left without the mistakes: good for looking for more of them, never for a run. */
export interface Refused {
  readonly problems: readonly Problem[];
  readonly partial?: Parsed;
}

const CHECKS: readonly Check[] = [
  checkClock,
  checkInsideClock,
  checkWindows,
  checkGroups,
  checkPhases,
  checkZoneOrder,
  checkGroupNames,
  checkChosenVms,
  checkMaintenanceConfigurations,
  checkAssignments,
  checkSubscriptions,
];

/** Reads a scenario in YAML 1.2 or JSON. Never throws; problems are all that can be found, in order of their place. */
export function parseScenario(text: string, file: string, reader: FleetReader = NO_FILES): Parsed | Refused {
  const source = readSource(text, file);
  if (source.broken) return { problems: source.problems };
  return parseWritten(source, { raw: source.raw, writtenAt: (path) => path, findings: [] }, reader, []);
}

const NO_FILES: FleetReader = { isRegion: () => true };

/** `written` is the source itself, or a variant of it. */
function parseWritten(
  source: Source,
  written: Overlaid,
  reader: FleetReader,
  before: readonly string[],
): Parsed | Refused {
  const expanded = withImports(written, reader);
  const { raw, writtenAt, complete } = expanded;
  const {
    value: scenario,
    findings,
    originalPath,
    isSound,
  } = salvage(scenarioSchema, scenarioJsonSchema, raw, standIn);
  const toOriginal = (finding: Finding): Finding => ({ ...finding, path: originalPath(finding.path) });
  const inFile = (finding: Finding): Problem => source.locate({ ...finding, path: writtenAt(finding.path) });
  const groupNames = writtenGroupNames(raw);
  // Nobody wrote the empty list that is left of a fleet whose only file cannot be used.
  const isTold = ({ path }: Finding): boolean => complete || path.length !== 1 || path[0] !== 'fleet';
  const isWritten = (path: DocumentPath): boolean => valueAt(raw, originalPath(path)) !== undefined;
  const checked = scenario
    ? CHECKS.flatMap((check) => check({ scenario, isSound, isWritten, complete, groupNames }))
    : [];
  const problems = [
    ...source.problems,
    ...expanded.problems,
    ...expanded.findings.map((finding) => source.locate(finding)),
    ...unique([...findings, ...checked.map(toOriginal)].filter(isTold).map(inFile)),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
  if (scenario === undefined || !complete) return { problems };
  const notices = [...before, ...expanded.notices];
  const document: ScenarioDocument = {
    file: source.file,
    raw,
    locate: (finding) => inFile(toOriginal(finding)),
    notices,
    variant: (name) => {
      const variant = overlay(raw, name);
      const inSource = (path: DocumentPath): DocumentPath => writtenAt(variant.writtenAt(path));
      return parseWritten(source, { ...variant, writtenAt: inSource }, reader, notices);
    },
  };
  if (problems.length === 0) return { scenario, document };
  const clockIsWrong = !isSound(['clock']) || checked.some(({ path }) => path[0] === 'clock');
  return {
    problems,
    partial: { scenario: clockIsWrong ? { ...scenario, clock: SOME_YEAR } : scenario, document },
  };
}

/** All groups of one import stand at one place, with the same mistake. */
function unique(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ path, message }) => {
    const key = JSON.stringify([path, message]);
    return !seen.has(key) && seen.add(key);
  });
}

/** Reads any YAML or JSON, such as a list of releases beside the scenario. */
export function parseData(
  text: string,
  file: string,
): {
  readonly value: unknown;
  readonly findings: readonly Problem[];
  readonly locate: (path: DocumentPath) => { readonly line: number; readonly column: number };
} {
  const { raw, problems, locate } = readSource(text, file);
  return { value: raw, findings: problems, locate: (path) => locate({ path, message: '' }) };
}

const SOME_YEAR = { start: parseInstant('2024-01-01')!, end: parseInstant('2025-01-01')! };
const SOME_IMAGE = { publisher: 'unknown', offer: 'unknown', sku: 'unknown' };

/** What stands in for a value that must be there, so that the rest of the scenario can be checked. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  version: 1,
  name: 'unnamed',
  clock: { start: '2024-01-01', end: '2025-01-01' },
  'clock.start': '2024-01-01',
  'clock.end': '2025-01-01',
  fleet: [{ name: 'unnamed', count: 1, image: SOME_IMAGE, region: 'westeurope' }],
  'fleet.*.name': 'unnamed',
  'fleet.*.count': 1,
  'fleet.*.image': SOME_IMAGE,
  'fleet.*.image.publisher': 'unknown',
  'fleet.*.image.offer': 'unknown',
  'fleet.*.image.sku': 'unknown',
  'fleet.*.region': 'westeurope',
  'incidents.*.at': '2024-01-01',
  'incidents.*.from': '2024-01-01',
  'incidents.*.kb': 'KB000000',
  'incidents.*.probability': 0,
  'incidents.*.recoverAfter': '1h',
  'incidents.*.region': 'westeurope',
  'incidents.*.share': 0,
  'actions.*.at': '2024-01-01',
  'actions.*.install.rebootSetting': 'IfRequired',
  'actions.*.install.windowsParameters': { classificationsToInclude: ['Security'] },
  'maintenanceConfigurations.*.name': 'unnamed',
  'maintenanceConfigurations.*.startDateTime': '2024-01-01 22:00',
  'maintenanceConfigurations.*.duration': '03:00',
  'maintenanceConfigurations.*.timeZone': 'UTC',
  'maintenanceConfigurations.*.recurEvery': 'Day',
};

function standIn(path: DocumentPath): unknown {
  return structuredClone(STAND_INS[path.map((step) => (typeof step === 'number' ? '*' : step)).join('.')]);
}

function writtenGroupNames(raw: unknown): string[] {
  const fleet = valueAt(raw, ['fleet']);
  const names = Array.isArray(fleet) ? fleet.map((group) => valueAt(group, ['name'])) : [];
  return names.filter((name) => typeof name === 'string');
}
