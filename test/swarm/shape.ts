// Draws the shape of whole scenarios: fleet, places, power, parameters at and beyond sensible values, incidents.
// Refuses to know what a run of them should give.

import fc from 'fast-check';
import { ASSIGNED, handedOver, SCHEDULES } from './schedule-shape.ts';
import { power, span } from './shape-power.ts';
import { previewOf } from './shape-preview.ts';
import {
  compact,
  DEEDS,
  GATE,
  INSTALL,
  one,
  PARAMETERS,
  rarely,
  record,
  type Shape,
  someOf,
  sometimes,
} from './shape-words.ts';

export type { Shape } from './shape-words.ts';

/** A scenario as it would be written; JSON, which is YAML as well. */
const DAY = 86_400_000;
const REGIONS = [
  'westeurope',
  'northeurope',
  'eastus',
  'westus',
  'westus3',
  'brazilsouth',
  'southcentralus',
  'northcentralus',
  'australiaeast',
  'centralindia',
  'uksouth',
  'qatarcentral',
];
const TIME_ZONES = [
  'Australia/Lord_Howe',
  'W. Europe Standard Time',
  'America/New_York',
  'America/Santiago',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'Etc/UTC',
  'Pacific/Kiritimati',
];
const SKUS = [
  '2022-datacenter-azure-edition-core',
  '2025-datacenter-azure-edition',
  '2022-datacenter',
  '2019-datacenter',
  '2025-datacenter',
  'not-supported',
];
/** Updates of the real calendar, of lines and of hotpatch tracks, and when they came out. */
const REAL_KBS: readonly (readonly [kb: string, released: string])[] = [
  ['KB5034127', '2024-01-09'],
  ['KB5034129', '2024-01-09'],
  ['KB5041160', '2024-08-13'],
  ['KB5046616', '2024-11-12'],
  ['KB5066835', '2025-10-14'],
  ['KB5070881', '2025-10-23'],
];

/** KBs that a run of those days knows. */
function kbsOf(calendar: string, start: number, days: number): string[] {
  // The numbers of a generated calendar cannot be named in a scenario.
  if (calendar === 'generated') return [];
  const within = (text: string): boolean =>
    Date.parse(text) > start - 300 * DAY && Date.parse(text) < start + (days - 2) * DAY;
  return REAL_KBS.filter(([, released]) => within(released)).map(([kb]) => kb);
}

function group(start: number, days: number): fc.Arbitrary<Shape> {
  const place = fc.oneof(
    { weight: 3, arbitrary: record({ zones: sometimes(one(['1', '2'], ['1', '2', '3'], ['3'])) }) },
    {
      weight: 2,
      arbitrary: record({
        availabilitySets: record({ size: one(2, 3, 9, 10, 20), updateDomains: one(1, 2, 3, 5) }),
      }),
    },
    {
      weight: 1,
      arbitrary: record({
        virtualMachineScaleSet: record({
          orchestrationMode: one('Flexible', 'Flexible', 'Flexible', 'Uniform'),
        }),
        applicationHealthExtension: one(true, true, true, undefined),
        zones: sometimes(one(['1', '2'], ['3'])),
      }),
    },
  );
  const region = fc.oneof(
    { weight: 3, arbitrary: one(...REGIONS) },
    {
      weight: 1,
      arbitrary: fc
        .uniqueArray(one(...REGIONS), { minLength: 2, maxLength: 3 })
        .map((names) => Object.fromEntries(names.map((name, at) => [name, at + 1]))),
    },
  );
  const settings = record({
    patchMode: one(
      'AutomaticByPlatform',
      'AutomaticByPlatform',
      'AutomaticByPlatform',
      'AutomaticByOS',
      'Manual',
      undefined,
    ),
    assessmentMode: sometimes(one('AutomaticByPlatform')),
    enableHotpatching: sometimes(fc.boolean()),
    automaticByPlatformSettings: sometimes(
      record({ rebootSetting: one('Unknown', 'IfRequired', 'Never', 'Always') }),
    ),
  }).map((written) =>
    // Hotpatching goes with AutomaticByPlatform only, and so does a reboot setting.
    written.patchMode === 'Manual' || written.patchMode === 'AutomaticByOS'
      ? { patchMode: written.patchMode, assessmentMode: written.assessmentMode }
      : { ...written, patchMode: 'AutomaticByPlatform' },
  );
  return fc
    .record({
      count: fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: 1, max: 12 }) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }) },
      ),
      sku: one(...SKUS.slice(0, 5), ...SKUS.slice(0, 5), SKUS[5]),
      region,
      place,
      subscriptions: sometimes(fc.integer({ min: 1, max: 3 })),
      timeZone: sometimes(
        fc.oneof(one(...TIME_ZONES), one({ 'Australia/Lord_Howe': 1, 'America/New_York': 2 })),
      ),
      enablement: sometimes(fc.constant('pending')),
      securityType: sometimes(one('Standard', 'ConfidentialVM')),
      provisionVMAgent: rarely(fc.constant(true)),
      patchSettings: settings,
      schedules: ASSIGNED,
      power: power(start, days),
    })
    .map(({ sku, place: where, schedules, patchSettings, ...rest }) =>
      compact({
        patchSettings: schedules === undefined ? patchSettings : handedOver(patchSettings),
        maintenanceConfigurations: schedules,
        ...rest,
        ...where,
        image: { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku },
      }),
    );
}

function incident(start: number, days: number, names: string[], kbs: string[]): fc.Arbitrary<Shape> {
  const groups = sometimes(fc.subarray(names, { minLength: 1 }));
  const at = fc
    .integer({ min: 0, max: days - 1 })
    .map((day) => new Date(start + day * DAY).toISOString().slice(0, 10));
  const spanned = (rest: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Shape> =>
    fc.tuple(record(rest), span(start, days)).map(([shape, times]) => ({ ...shape, ...times }));
  const powerAndHealth = [
    record({
      kind: fc.constant('badPatch'),
      release: at.map((day) => day.slice(0, 7)),
      probability: one(0.1, 0.5, 1),
      recoverAfter: one('1m', '6h', '10d', '100d'),
      groups,
    }),
    spanned({ kind: fc.constant('regionOutage'), region: one(...REGIONS) }),
    spanned({ kind: fc.constant('massPowerOff'), share: one(0.3, 1), groups }),
  ];
  if (kbs.length === 0) return fc.oneof(...powerAndHealth);
  return fc.oneof(
    ...powerAndHealth,
    record({ kind: fc.constant('kbWithdrawn'), kb: one(...kbs), at }),
    spanned({ kind: fc.constant('wrongOffer'), kb: one(...kbs), share: one(0.3, 1), groups }),
  );
}

function actionOf(start: number, days: number, names: string[]): fc.Arbitrary<Shape> {
  const chosen = record({
    at: fc
      .integer({ min: 0, max: (days - 1) * 24 })
      .map((hour) => new Date(start + hour * 3_600_000).toISOString().slice(0, 19).concat('Z')),
    groups: sometimes(fc.subarray(names, { minLength: 1 })),
    vms: rarely(one(['g1-1'], ['g1-1', 'g1-2'])),
  });
  const deed = fc.oneof(
    { weight: 3, arbitrary: one<Shape>(...DEEDS) },
    { weight: 2, arbitrary: INSTALL.map((install) => ({ install })) },
  );
  return fc.tuple(chosen, deed).map(([whom, done]) => ({ ...whom, ...done }));
}

/** Whole scenarios of 2 to 8 months between 2022 and 2026. */
export const shapes: fc.Arbitrary<Shape> = fc
  .record({
    begin: fc.integer({ min: 0, max: 42 * 30 }),
    months: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 2, max: 4 }) },
      { weight: 1, arbitrary: fc.integer({ min: 5, max: 8 }) },
    ),
    seed: fc.integer({ min: 0, max: 1_000_000 }),
  })
  .chain(({ begin, months, seed }) => {
    const start = Date.UTC(2022, 0, 3) + begin * DAY;
    const days = months * 30;
    return fc
      .record({
        groups: fc.oneof(
          { weight: 5, arbitrary: fc.array(group(start, days), { minLength: 1, maxLength: 3 }) },
          { weight: 1, arbitrary: fc.array(group(start, days), { minLength: 4, maxLength: 6 }) },
        ),
        calendar: one('real', 'generated'),
        dotnet: fc.boolean(),
        schedules: SCHEDULES,
        parameters: someOf(PARAMETERS),
        gate: someOf(GATE),
        phases: fc.boolean(),
        order: sometimes(one(['3', '1', '2'])),
      })
      .chain(({ groups, schedules, calendar, dotnet, parameters, gate, phases, order }) => {
        const fleet = groups.map((shape, at) => ({ name: `g${at + 1}`, ...shape }));
        const names = fleet.map(({ name }) => name);
        const regions = [
          ...new Set(
            groups.flatMap(({ region }) =>
              typeof region === 'string' ? [region] : Object.keys(region as object),
            ),
          ),
        ];
        const action = actionOf(start, days, names);
        return fc
          .record({
            incidents: fc.oneof(
              fc.constant([]),
              fc.array(incident(start, days, names, kbsOf(calendar, start, days)), {
                minLength: 1,
                maxLength: 3,
              }),
            ),
            actions: fc.oneof(
              { weight: 3, arbitrary: fc.constant([]) },
              { weight: 1, arbitrary: fc.array(action, { maxLength: 3 }) },
            ),
            access: previewOf(start, days),
          })
          .map(({ incidents, actions, access }) => ({
            version: 1,
            name: 'swarm',
            seed: String(seed),
            clock: {
              start: new Date(start).toISOString().slice(0, 10),
              end: new Date(start + days * DAY).toISOString().slice(0, 10),
            },
            catalogue: [{ calendar, dotnet }],
            fleet,
            maintenanceConfigurations: schedules,
            parameters,
            rollout: compact({
              // Every region alone keeps pairs apart.
              phases: phases ? regions.map((region) => ({ regions: [region] })) : undefined,
              gate,
              order: order === undefined ? undefined : { zones: order },
            }),
            incidents,
            actions: [...actions, ...access.registrations],
            ...(access.preview && { preview: true }),
          }));
      });
  });
