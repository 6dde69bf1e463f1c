// Scenarios in which a lint rule finds nothing, though they look like it, by rule. Refuses to know how they are linted.

import {
  CORE,
  changed,
  installing,
  NEVER,
  NIGHTS,
  SOUND,
  scheduled,
  WEB_MODE,
  WEEKLY,
  webWith,
  withPower,
} from './fleet.ts';

/** By rule: what looks like a finding and is none. */
export const LEAVES: Readonly<Record<string, readonly string[]>> = {
  'not-covered': [changed({ [WEB_MODE]: 'zones: ["1"]' })],
  'nothing-released': [changed({ 'end: 2024-07-01': 'end: 2024-01-12' })],
  'hotpatch-impossible': [
    webWith('enableHotpatching: true'),
    webWith('enableHotpatching: false', { [CORE]: 'sku: 2022-datacenter' }),
    scheduled('[nights]', NIGHTS).replace('patchSettings: {', 'patchSettings: { enableHotpatching: true,'),
  ],
  'hotpatch-action-idle': [changed({}, 'actions: [{ at: 2024-02-01, hotpatch: "off" }]\n')],
  'preview-idle': [
    changed(
      {},
      `preview: true
actions:
  - { at: 2024-02-01, register: InGuestHotPatchVMPreview }
  - { at: 2024-02-01, register: InGuestAutoPatchVMPreview }
  - { at: 2024-02-01, register: InGuestPatchVMPreview }
  - { at: 2024-02-01T00:15:00Z, registerProvider: Microsoft.Compute }
`,
    ),
    webWith('enableHotpatching: false').concat('preview: true\n'),
  ],
  'mode-switch-refused': [
    changed(
      { [WEB_MODE]: 'enableAutomaticUpdates: false' },
      'actions: [{ at: 2024-02-01, settings: { patchMode: Manual } }]\n',
    ),
    changed({}, 'actions: [{ at: 2024-02-01, settings: { patchMode: AutomaticByOS } }]\n'),
  ],
  'setting-idle': [
    webWith('automaticByPlatformSettings: { rebootSetting: Always }'),
    webWith('enableHotpatching: false'),
  ],
  'reboot-never': [
    webWith(NEVER, { 'power: alwaysOn': 'power: { stops: { probability: 80%, duration: 6h } }' }),
    `${webWith(NEVER)}incidents: [{ kind: regionOutage, region: westeurope, from: 2024-03-01, for: 1d }]\n`,
  ],
  'window-too-short': [changed({}, 'parameters: { offPeakStart: "22:00", offPeakEnd: "22:20" }\n')],
  'restart-does-not-fit': [changed({}, 'parameters: { offPeakStart: "22:00", offPeakEnd: "22:35" }\n')],
  'clock-change-cuts-window': [
    SOUND,
    changed({}, 'parameters: { offPeakStart: "03:00", offPeakEnd: "05:00" }\n'),
    changed(
      { 'end: 2024-07-01': 'end: 2024-03-05' },
      'parameters: { offPeakStart: "01:00", offPeakEnd: "05:00" }\n',
    ),
  ],
  'power-misses-off-peak': [
    withPower('{ offNightly: { probability: 50% } }'),
    withPower('{ weekly: [{ from: "18:00", to: "08:00" }] }'),
    withPower('{ weekly: [{ from: "07:00", to: "22:20" }] }'),
    withPower('{ off: [{ from: 2024-02-01, for: 90d }] }'),
    `${withPower('{ weekly: [{ from: "07:00", to: "19:00" }] }')}parameters: { offPeakStart: "12:00", offPeakEnd: "14:00" }\n`,
  ],
  'install-names-no-update': [
    installing('kbNumbersToInclude: [5034129]'),
    installing('classificationsToInclude: [Security]'),
  ],
  'install-too-short': [installing('classificationsToInclude: [Security]', 'PT20M')],
  'schedule-refused': [scheduled('[nights]', NIGHTS)],
  'schedule-idle': [scheduled('[nights]', NIGHTS)],
  'schedules-meet': [scheduled('[nights, weekly]', NIGHTS + WEEKLY.replace('01:30', '04:00'))],
  'power-misses-schedule': [
    scheduled('[nights]', NIGHTS, 'power: { weekly: [{ from: "22:45", to: "12:00" }] }'),
    scheduled('[nights]', NIGHTS, 'power: { offNightly: { probability: 50% } }'),
  ],
  'set-cannot-finish': [
    changed(
      { 'size: 10': 'size: 20' },
      'parameters: { setShare: 3%, offPeakStart: "22:00", offPeakEnd: "22:40" }\n',
    ),
  ],
  'one-update-domain': [changed({ 'updateDomains: 5': 'updateDomains: 2' })],
  'variant-idle': [changed({}, 'variants: { other: { seed: 2 } }\n')],
  'expectation-cannot-fail': [
    changed(
      {},
      'expect: [overdue > 0, overdue <= 39, overdue.share <= 99%, downtime != 1h, overdue == 0, covered.share >= 100%]\n',
    ),
    changed({}, 'expect: [peakRebooting(set) <= 2, "reboots.delta(vs: sql) >= 0"]\n'),
  ],
  'expectation-of-nothing': [
    changed(
      { [WEB_MODE]: 'patchSettings: { patchMode: Manual }' },
      'expect: [{ that: covered == 0, group: web }, { that: overdue == 20, group: web }, overdue == 0]\n',
    ),
    changed({}, 'expect: [peakRebooting(set) <= 1, "when(vm: web-*, release: 2024-02).p95 < 2024-03-01"]\n'),
  ],
};
