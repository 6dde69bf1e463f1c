// Small scenarios for lint tests: a sound one, and the same with something changed. Refuses to know the rules.

import { lintScenario } from '../../src/lint/lint.ts';
import type { LintFinding } from '../../src/lint/rule.ts';

/** Nothing to report. */
export const SOUND = `version: 1
name: sound
clock: { start: 2024-01-01, end: 2024-07-01 }
fleet:
  - name: web
    count: 20
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: westeurope
    power: alwaysOn
    patchSettings: { patchMode: AutomaticByPlatform }
  - name: sql
    count: 20
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }
    region: eastus
    availabilitySets: { size: 10, updateDomains: 5 }
    patchSettings: { patchMode: AutomaticByPlatform }
`;

/** `SOUND` with pieces of its text replaced and lines added at the end. */
export function changed(replaced: Readonly<Record<string, string>>, added = ''): string {
  let text = SOUND;
  for (const [before, after] of Object.entries(replaced)) {
    if (!text.includes(before)) throw new Error(`there is no "${before}"`);
    text = text.replace(before, after);
  }
  return text + added;
}

/** Web and sql have the same patch settings: the first is web's. */
export const WEB_MODE = 'patchSettings: { patchMode: AutomaticByPlatform }';
export const webWith = (settings: string, replaced: Record<string, string> = {}) =>
  changed({ [WEB_MODE]: `patchSettings: { patchMode: AutomaticByPlatform, ${settings} }`, ...replaced });
export const withPower = (power: string) => changed({ 'power: alwaysOn': `power: ${power}` });
/** An installation on demand on February 1st. */
export const installing = (chosen: string, maximumDuration = 'PT4H') =>
  changed(
    {},
    `actions: [{ at: 2024-02-01, install: { maximumDuration: ${maximumDuration}, rebootSetting: IfRequired, windowsParameters: { ${chosen} } } }]\n`,
  );
export const CORE = 'sku: 2022-datacenter-azure-edition-core';
export const NEVER = 'automaticByPlatformSettings: { rebootSetting: Never }';

/** A schedule of nights from 23:00 to 02:00, and one of Sundays at 01:30 behind it. */
export const NIGHTS = `maintenanceConfigurations:
  - { name: nights, startDateTime: 2023-12-01 23:00, duration: '03:00', timeZone: Europe/Amsterdam, recurEvery: Day }
`;
export const WEEKLY = `  - { name: weekly, startDateTime: 2023-12-01 01:30, duration: '02:00', timeZone: Europe/Amsterdam, recurEvery: Week Sunday }
`;
/** Web follows schedules. */
export const scheduled = (names: string, schedules: string, power = 'power: alwaysOn') =>
  webWith(
    `automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true } }\n    maintenanceConfigurations: ${names} #`,
    { 'power: alwaysOn': power },
  ) + schedules;

/** What lint finds; a scenario with problems is a fault of the test. */
export function lint(text: string): readonly LintFinding[] {
  const result = lintScenario(text, { file: 'fleet.yaml' });
  if (!result.ok)
    throw new Error(result.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result.findings;
}

/** The text that a finding points at. */
export const pointed = ({ lineText, column, length }: LintFinding): string =>
  lineText.slice(column - 1, column - 1 + length);
