// Random scenarios in which much meets: few places, releases every few days, power and incidents in between.
// Refuses to know what a run of them should give.

import fc from 'fast-check';

const DAY = 86_400_000;
const START = Date.UTC(2024, 2, 20);
const DAYS = 75;

const one = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
/** An absent key is left out when the scenario is written as JSON. */
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const at = (hours: number): string =>
  new Date(START + hours * 3_600_000).toISOString().slice(0, 19).concat('Z');
const hour = fc.integer({ min: 1, max: DAYS * 24 - 1 });
const span = fc
  .tuple(hour, one(1, 5, 13, 40, 200))
  .map(([from, hours]) => ({ from: at(from), to: at(from + hours) }));

/** One update of the 2022 line, and its counterpart on the hotpatch track. */
const step = fc.record({
  gap: one(1, 3, 6, 12, 25),
  cumulative: one('cumulative', 'cumulative', 'oob', undefined),
  track: one(
    'baseline_planned',
    'baseline_unplanned',
    'hotpatch',
    'hotpatch',
    'hotpatch',
    'oob_hotpatch',
    undefined,
  ),
  dotnet: one(false, false, true),
  /** What comes out a day later and is installed on demand only. */
  beside: one(undefined, undefined, 'preview', 'definition', 'oob_hotpatch', 'dotnet'),
});

const NAMES = { cumulative: 1, track: 2, dotnet: 3, beside: 4 } as const;
const kb = (number: number, of: keyof typeof NAMES): string => `KB90${number}000${NAMES[of]}`.padEnd(9, '0');

const BESIDE: Readonly<Record<string, string>> = { definition: 'Definition', dotnet: 'Updates' };

const catalogue = fc.array(step, { minLength: 1, maxLength: 5 }).map((steps) => {
  const first = {
    gap: -30,
    cumulative: 'cumulative',
    track: 'baseline_planned',
    dotnet: true,
    beside: undefined,
  };
  let day = 0;
  return [first, ...steps].flatMap(({ gap, cumulative, track, dotnet, beside }, number) => {
    day += gap;
    if (number === 1) day = gap;
    const row = (
      product: string,
      kind: string,
      of: keyof typeof NAMES,
      classification = 'Security',
      later = 0,
    ) => ({
      product,
      kind,
      kb: kb(number, of),
      release_date: new Date(START + (day + later) * DAY).toISOString().slice(0, 10),
      classification,
    });
    const line = beside === 'oob_hotpatch' ? 'WS2022-hotpatch' : 'WS2022';
    return [
      ...(cumulative === undefined ? [] : [row('WS2022', cumulative, 'cumulative')]),
      ...(track === undefined ? [] : [row('WS2022-hotpatch', track, 'track')]),
      ...(dotnet ? [row('WS2022', 'dotnet', 'dotnet')] : []),
      ...(beside === undefined ? [] : [row(line, beside, 'beside', BESIDE[beside] ?? 'Updates', 1)]),
    ];
  });
});

const power = fc.oneof(
  { weight: 3, arbitrary: fc.constant('alwaysOn') },
  {
    weight: 2,
    arbitrary: fc.record({
      offNightly: maybe(
        fc.record({
          probability: one(0.1, 0.5),
          from: one('20:00', '23:00', '03:00'),
          to: one('23:40', '05:00'),
        }),
      ),
      weekly: maybe(
        one([{ from: '07:00', to: '23:10' }], [{ days: ['Monday', 'Thursday'], from: '21:00', to: '03:00' }]),
      ),
      off: fc.array(span, { maxLength: 2 }),
      stops: maybe(fc.record({ probability: one(0.5, 1), duration: one('20m', '3h', '3d') })),
    }),
  },
);

const place = fc.oneof(
  fc.record({ zones: one(['1', '2'], ['1', '2', '3']) }),
  fc.record({ availabilitySets: fc.record({ size: one(4, 7, 12), updateDomains: one(1, 2, 3, 5) }) }),
  fc.record({ subscriptions: one(1, 1, 2) }),
);

const group = fc
  .record({
    count: fc.integer({ min: 3, max: 13 }),
    sku: one('2022-datacenter-azure-edition-core', '2022-datacenter-azure-edition-core', '2022-datacenter'),
    region: one<unknown>('westeurope', 'westeurope', 'uksouth', { westeurope: 1, uksouth: 1 }),
    place,
    timeZone: maybe(
      one('W. Europe Standard Time', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo'),
    ),
    mode: one('AutomaticByPlatform', 'AutomaticByPlatform', 'AutomaticByPlatform', 'AutomaticByOS', 'Manual'),
    schedules: one<string[]>([], [], [], ['s1'], ['s1', 's2'], ['s2']),
    hotpatch: maybe(fc.boolean()),
    assessmentMode: maybe(one('AutomaticByPlatform')),
    rebootSetting: one('IfRequired', 'IfRequired', 'Never', 'Always'),
    enablement: maybe(one('pending')),
    power,
  })
  .map(({ sku, place: where, mode, schedules, hotpatch, assessmentMode, rebootSetting, ...rest }) => ({
    ...rest,
    maintenanceConfigurations: schedules,
    ...where,
    image: { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku },
    patchSettings: {
      patchMode: mode,
      assessmentMode,
      ...(sku === '2022-datacenter' || mode !== 'AutomaticByPlatform' ? {} : { enableHotpatching: hotpatch }),
      automaticByPlatformSettings: {
        rebootSetting: schedules.length > 1 ? undefined : rebootSetting,
        bypassPlatformSafetyChecksOnUserSchedule: schedules.length > 0,
      },
    },
  }));

const parameters = fc.record({
  offPeakStart: maybe(one('01:00', '02:00', '18:00')),
  offPeakEnd: maybe(one('02:40', '08:00')),
  offPeakZone: maybe(one('vm', 'region')),
  rolloutDelay: maybe(one('5h', '6d')),
  subscriptionShare: one(0.1, 0.1, 0.3),
  subscriptionRelaxBefore: maybe(one('9d', '29d')),
  deadline: maybe(one('10d', '40d')),
  scheduleLead: maybe(one('0s', '2h')),
  setSerialBelow: maybe(one(0, 5)),
  setShare: maybe(one(0.4)),
  updateDomainGap: maybe(one('0s', '3h', '15h', '2d')),
  zoneBake: maybe(one('0s', '2h')),
  zoneTurn: maybe(one('2d')),
  healthProbe: maybe(one('0s', '3h', '13h')),
  healthRecovery: maybe(one('5m', '9d')),
  assessmentPeriod: maybe(one({ min: '1d', max: '2d' }, { min: '3d', max: '9d' })),
  installCumulative: maybe(one({ median: '3h', sigma: 0.5 }, { median: '1s', sigma: 0 })),
  rebootDuration: maybe(one({ median: '1h', sigma: 1 })),
  installFailure: maybe(one(0.3, 0.8)),
  rebootFailure: maybe(one(0.3)),
  retryBackoff: maybe(one('30m', '2d')),
  enablementDuration: maybe(one('1m', '20h', '4d')),
  guestInstallTime: maybe(one('02:30', '07:50')),
  guestInstallSpread: maybe(one('0s', '9h')),
  oobRollout: maybe(one('nextAssessment')),
  faultyPatch: maybe(one('continue')),
  offBaselineOffer: maybe(one('currentBaseline')),
  runWindow: maybe(one('30m', '1h')),
  averageInstall: maybe(one('0s', '2h')),
  strictWindowCheck: maybe(fc.boolean()),
  baselineMonthsOnly: maybe(fc.boolean()),
});

const gate = fc.record({
  haltMinimumVms: maybe(one(1, 2)),
  haltShare: maybe(one(0.05, 0.6)),
  healthyShare: maybe(one(0.5)),
  bake: maybe(one('0s', '1h', '4d')),
  phaseLimit: maybe(one('1h', '1d', '9d')),
  checkInterval: maybe(one('5m', '5h')),
});

type Rows = { readonly kb: string; readonly product: string; readonly kind: string }[];

const groupsOf = maybe(one(['g1'], ['g2']));
const incident = (releases: Rows) => {
  const known = one(...releases.map((release) => release.kb));
  const wrong = releases.filter(({ product, kind }) => product === 'WS2022' && kind !== 'dotnet');
  const wrongKb = one(...(wrong.length > 0 ? wrong : releases).map((release) => release.kb));
  return fc.oneof(
    fc.record({
      kind: fc.constant('badPatch'),
      kb: known,
      probability: one(0.2, 0.5, 1),
      recoverAfter: one('1m', '6h', '6d'),
      groups: groupsOf,
    }),
    fc
      .tuple(span, one('westeurope', 'uksouth'))
      .map(([when, region]) => ({ kind: 'regionOutage', region, ...when })),
    fc.tuple(span, one(0.3, 1)).map(([when, share]) => ({ kind: 'massPowerOff', share, ...when })),
    fc.record({ kind: fc.constant('kbWithdrawn'), kb: known, at: hour.map(at) }),
    fc.tuple(span, wrongKb).map(([when, kb]) => ({ kind: 'wrongOffer', kb, share: 0.7, ...when })),
  );
};

const CHANGES = [
  { rebootSetting: 'IfRequired' },
  { rebootSetting: 'Always', enableHotpatching: true },
  { assessmentMode: 'AutomaticByPlatform', rebootSetting: 'Never' },
  { assessmentMode: 'ImageDefault', enableHotpatching: false },
  { patchMode: 'AutomaticByPlatform' },
  { patchMode: 'AutomaticByPlatform', enableHotpatching: true },
  { patchMode: 'AutomaticByOS' },
  { patchMode: 'AutomaticByOS', enableHotpatching: false },
  { patchMode: 'Manual', rebootSetting: 'Always' },
  { patchMode: 'AutomaticByOS', assessmentMode: 'AutomaticByPlatform' },
  { enableHotpatching: true, assessmentMode: 'AutomaticByPlatform' },
  { bypassPlatformSafetyChecksOnUserSchedule: true },
  { bypassPlatformSafetyChecksOnUserSchedule: false, rebootSetting: 'IfRequired' },
];

const ALL = ['Critical', 'Security', 'Definition', 'Updates'];
const INSTALLS = [
  { rebootSetting: 'IfRequired', windowsParameters: { classificationsToInclude: ALL } },
  {
    rebootSetting: 'Never',
    maximumDuration: 'PT1H',
    windowsParameters: { classificationsToInclude: ['Updates'], kbNumbersToInclude: [kb(1, 'cumulative')] },
  },
  {
    rebootSetting: 'Always',
    maximumDuration: 'PT15M',
    windowsParameters: { classificationsToInclude: ['Security'], kbNumbersToExclude: [kb(1, 'dotnet')] },
  },
  {
    rebootSetting: 'IfRequired',
    maximumDuration: 'PT8H',
    windowsParameters: {
      classificationsToInclude: ALL,
      excludeKbsRequiringReboot: true,
      maxPatchPublishDate: at(20 * 24),
    },
  },
];

const action = fc
  .tuple(
    fc.record({ at: hour.map(at), groups: groupsOf, vms: maybe(one(['g1-1', 'g2-2'], ['g2-1', 'g2-2'])) }),
    one<object>(
      { hotpatch: 'on' },
      { hotpatch: 'off' },
      { restart: 'now' },
      { power: 'on' },
      { power: 'off' },
      { assess: 'now' },
      ...INSTALLS.map((install) => ({ install })),
      ...CHANGES.map((settings) => ({ settings })),
      { drift: { rebootSetting: 'Never' } },
    ),
  )
  .map(([chosen, deed]) => ({ ...chosen, ...deed }));

const schedule = (name: string) =>
  fc.record({
    name: fc.constant(name),
    startDateTime: one('2024-03-22 02:30', '2024-01-01 23:00', '2024-04-02 12:10'),
    expirationDateTime: maybe(one('2024-05-01 00:00')),
    duration: one('01:30', '03:55'),
    timeZone: one('W. Europe Standard Time', 'America/New_York', 'UTC'),
    recurEvery: one('6Hours', 'Day', '3Days', 'Week Monday,Thursday', 'Month Second Tuesday Offset3'),
    installPatches: fc.record({
      rebootSetting: one('IfRequired', 'Never', 'Always'),
      windowsParameters: maybe(one(...INSTALLS.map(({ windowsParameters }) => windowsParameters))),
    }),
  });

/** Two groups of 3 to 13 VMs in at most two regions over 75 days, with up to five releases. */
export const denseShapes: fc.Arbitrary<unknown> = catalogue.chain((releases) =>
  fc.record({
    version: fc.constant(1),
    name: fc.constant('dense'),
    seed: fc.nat().map(String),
    clock: fc.constant({ start: at(0).slice(0, 10), end: at(DAYS * 24).slice(0, 10) }),
    catalogue: fc.constant([{ releases }]),
    fleet: fc.tuple(group, group).map(([a, b]) => [
      { name: 'g1', ...a },
      { name: 'g2', ...b },
    ]),
    maintenanceConfigurations: fc.tuple(schedule('s1'), schedule('s2')),
    parameters,
    rollout: fc.record({ gate }),
    incidents: fc.array(incident(releases), { maxLength: 3 }),
    actions: fc.array(action, { maxLength: 4 }),
  }),
);
