// Scenarios in which a lint rule finds something, by rule. Refuses to know how they are linted.

import { PLATFORM_FINDS, SCALE_SETS } from './finds-platform.ts';
import { CORE, changed, installing, NEVER, WEB_MODE, webWith, withPower } from './fleet.ts';
import { SCHEDULE_FINDS } from './schedule-finds.ts';

export type Case = readonly [what: string, text: string, pointed: string, message: string];

/** By rule: what it finds, where it points, and a part of what it says. */
export const FINDS: Readonly<Record<string, readonly Case[]>> = {
  'not-covered': [
    [
      'an image that is not listed',
      changed({ [CORE]: 'sku: golden' }),
      'golden',
      'not on the supported list',
    ],
    ['no agent', changed({ [WEB_MODE]: 'provisionVMAgent: false' }), 'false', 'no VM agent'],
    ['Manual', changed({ [WEB_MODE]: 'patchSettings: { patchMode: Manual }' }), 'Manual', 'mode is Manual'],
    [
      'the mode of the image, at the group',
      changed({ [CORE]: 'sku: 2022-datacenter', [WEB_MODE]: 'zones: ["1"]' }),
      'web',
      '20 VMs of group "web" not covered by automatic patching: the patch mode is AutomaticByOS, the default',
    ],
    [
      'a customer schedule that is not there',
      webWith('automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true }'),
      'true',
      'none is attached',
    ],
    ...SCALE_SETS,
  ],
  'nothing-released': [
    [
      'a product without a calendar',
      changed({ [CORE]: 'sku: 2016-datacenter' }),
      '2016-datacenter',
      'no release calendar',
    ],
    [
      'a clock without releases',
      changed({ 'end: 2024-07-01': 'end: 2024-01-05' }),
      '2022-datacenter',
      'none is in the clock',
    ],
  ],
  'hotpatch-impossible': [
    [
      'an image that cannot',
      webWith('enableHotpatching: true', { [CORE]: 'sku: 2022-datacenter-azure-edition' }),
      'true',
      'cannot be hotpatched',
    ],
    [
      'no virtualization-based security',
      webWith('enableHotpatching: true', { 'power: alwaysOn': 'securityType: Standard' }),
      'true',
      'securityType Standard',
    ],
    [
      'an image that is not covered',
      webWith('enableHotpatching: true', { [CORE]: 'sku: golden' }),
      'true',
      'does not cover the group',
    ],
  ],
  'hotpatch-action-idle': [
    [
      'a group without hotpatch',
      changed({}, 'actions: [{ at: 2024-02-01, groups: [sql], hotpatch: "off" }]\n'),
      '"off"',
      'nothing happens',
    ],
  ],
  ...PLATFORM_FINDS,
  'setting-idle': [
    [
      'a reboot setting under Manual',
      changed({
        [WEB_MODE]:
          'patchSettings: { patchMode: Manual, automaticByPlatformSettings: { rebootSetting: Always } }',
      }),
      'Always',
      'rebootSetting does nothing with patch mode Manual',
    ],
    [
      'hotpatch turned off under Manual',
      changed({ [WEB_MODE]: 'patchSettings: { patchMode: Manual, enableHotpatching: false }' }),
      'false',
      'enableHotpatching does nothing',
    ],
    [
      'the bypass under AutomaticByOS',
      changed({
        [WEB_MODE]:
          'patchSettings: { patchMode: AutomaticByOS, automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true } }',
      }),
      'true',
      'bypassPlatformSafetyChecksOnUserSchedule does nothing',
    ],
    [
      'automatic updates',
      changed({ 'power: alwaysOn': 'enableAutomaticUpdates: true' }),
      'true',
      'enableAutomaticUpdates does nothing',
    ],
  ],
  'reboot-never': [
    ['VMs that are always on', webWith(NEVER), 'Never', 'nothing restarts 20 VMs of group "web"'],
  ],
  'window-too-short': [
    [
      'a quarter of an hour',
      changed({}, 'parameters: { offPeakStart: "22:00", offPeakEnd: "22:15" }\n'),
      '"22:15"',
      'a window holds 15m, a run is planned with 20m',
    ],
    [
      'a long reserve',
      changed({}, 'parameters: { averageInstall: 4h }\n'),
      '4h',
      'a run is planned with 4h10m',
    ],
    [
      'a reserve that strictWindowCheck makes longer',
      changed({}, 'parameters: { offPeakStart: "22:00", offPeakEnd: "22:20", strictWindowCheck: true }\n'),
      '"22:20"',
      'planned with 25m',
    ],
  ],
  'restart-does-not-fit': [
    [
      'half an hour',
      changed({}, 'parameters: { offPeakStart: "22:00", offPeakEnd: "22:30" }\n'),
      '"22:30"',
      'takes 25m (median) and its restart has to find 10m',
    ],
  ],
  'clock-change-cuts-window': [
    [
      'a short night',
      changed({}, 'parameters: { offPeakStart: "01:00", offPeakEnd: "05:00" }\n'),
      '"01:00"',
      'in Europe/Amsterdam: 3h in the night of 2024-03-31 for a run instead of 3h55m',
    ],
    [
      'an hour that is left out',
      changed({}, 'parameters: { offPeakStart: "02:00", offPeakEnd: "03:00" }\n'),
      '"02:00"',
      'in America/New_York: 0s in the night of 2024-03-10',
    ],
  ],
  'power-misses-off-peak': [
    [
      'office hours',
      withPower('{ weekly: [{ from: "07:00", to: "19:00" }] }'),
      '[{ from: "07:00", to: "19:00" }]',
      'never on',
    ],
    [
      'one evening a week',
      withPower('{ weekly: [{ days: [Thursday], from: "07:00", to: "24:00" }] }'),
      '[{ days: [Thursday], from: "07:00", to: "24:00" }]',
      'on in 26 of 182 nights only',
    ],
    [
      'ten minutes of the night',
      withPower('{ weekly: [{ from: "07:00", to: "22:10" }] }'),
      '[{ from: "07:00", to: "22:10" }]',
      'never on',
    ],
    [
      'off every night',
      withPower('{ offNightly: { probability: 100% } }'),
      '{ probability: 100% }',
      'never on',
    ],
  ],
  'install-names-no-update': [
    ['a KB that there is not', installing('kbNumbersToInclude: [5034130]'), '5034130', 'has no KB5034130'],
    [
      'one to exclude',
      installing('classificationsToInclude: [Security], kbNumbersToExclude: [KB1234567]'),
      'KB1234567',
      'has no KB1234567',
    ],
    ['one that is not out', installing('kbNumbersToInclude: ["5037782"]'), '"5037782"', 'on 2024-05-14'],
  ],
  'install-too-short': [
    [
      'no room for one update',
      installing('classificationsToInclude: [Security]', 'PT15M'),
      'PT15M',
      'nothing is ever installed in 15m: one update is planned with 20m',
    ],
  ],
  ...SCHEDULE_FINDS,
  'set-cannot-finish': [
    [
      'a night that holds one VM',
      changed(
        {
          'count: 20\n    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }':
            'count: 45\n    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }',
          'size: 10': 'size: 45',
        },
        'parameters: { setShare: 3%, offPeakStart: "22:00", offPeakEnd: "22:40" }\n',
      ),
      '45',
      'set of 45 VMs needs 45 nights',
    ],
  ],
  'one-update-domain': [
    ['one', changed({ 'updateDomains: 5': 'updateDomains: 1' }), '1', 'one update domain'],
  ],
  'variant-idle': [
    [
      'what is so already',
      changed({}, 'variants:\n  same: { fleet: { sql: { power: alwaysOn } } }\n'),
      'same',
      'the variant "same" changes nothing',
    ],
  ],
  'expectation-cannot-fail': [
    ['a count above nothing', changed({}, 'expect: [overdue >= 0]\n'), 'overdue >= 0', 'always 0 to 40'],
    [
      'a share up to all',
      changed({}, 'expect: [overdue.share <= 100%]\n'),
      'overdue.share <= 100%',
      'always 0 to 1',
    ],
    [
      'more VMs than there are',
      changed({}, 'expect: [{ that: overdue < 21, group: web }]\n'),
      'overdue < 21',
      'always 0 to 20',
    ],
    [
      'another number than it can be',
      changed({}, 'expect: [downtime != -1h]\n'),
      'downtime != -1h',
      'never below 0',
    ],
  ],
  'expectation-of-nothing': [
    [
      'a group of images without known updates',
      changed({ [CORE]: 'sku: golden' }, 'expect: [{ that: overdue == 0, group: web }]\n'),
      'overdue == 0',
      'no update is known for the images in group "web"',
    ],
    [
      'a group that has no known updates in a variant',
      changed(
        {},
        'variants: { by-hand: { fleet: { web: { image: { sku: golden } } } } }\nexpect: [{ that: overdue == 0, group: web, variant: by-hand }]\n',
      ),
      'overdue == 0',
      'in variant "by-hand"',
    ],
    [
      'a forecast',
      changed({ [CORE]: 'sku: golden' }, "expect: ['when(vm: web-3, release: 2024-02).p95 < 2024-03-01']\n"),
      "'when(vm: web-3, release: 2024-02).p95 < 2024-03-01'",
      'no update is known for VMs that "web-3" means',
    ],
    [
      'sets that are not there',
      changed({}, 'expect: [{ that: peakRebooting(set) <= 1, group: web }]\n'),
      'peakRebooting(set) <= 1',
      'no VM with a supported image in group "web"',
    ],
  ],
};
