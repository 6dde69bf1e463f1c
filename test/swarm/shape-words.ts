// The words of drawn scenarios: clocks, parameters and gates at and beyond sensible values. Refuses to know whole
// scenarios.
import fc from 'fast-check';

export type Shape = Record<string, unknown>;

/** Present in one of so many cases; absent keys are left out of the scenario. */
export const rarely = <T>(value: fc.Arbitrary<T>, of = 3): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: of - 1 }).chain((one) => fc.constant(one));
export const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
export const one = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
export const compact = (shape: Shape): Shape =>
  Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined));
export const record = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Shape> =>
  fc.record(model).map(compact);

export const clock = one('01:30', '02:00', '02:30', '03:00', '06:00', '12:00', '20:00', '22:00', '23:59');
/** Never one of `clock`: windows have a length. */
export const closing = one('01:00', '02:15', '04:00', '05:30', '07:00', '08:00', '21:00', '24:00');
const lognormal = record({ median: one('1s', '5m', '40m', '3h'), sigma: one(0, 0.35, 1.5) });
export const PARAMETERS: Record<string, fc.Arbitrary<unknown>> = {
  offPeakStart: clock,
  guestInstallTime: one('01:30', '02:45', '05:00'),
  guestInstallSpread: one('0s', '2h', '12h'),
  offPeakEnd: closing,
  offPeakZone: one('vm', 'region'),
  rolloutDelay: one('0s', '2d', '14d'),
  phaseCount: fc.integer({ min: 1, max: 10 }),
  healthProbe: one('0s', '5m', '5h', '1d'),
  healthRecovery: one('1m', '4h', '20d'),
  zoneBake: one('0s', '12h', '3d'),
  zoneTurn: one('1h', '24h', '6d'),
  subscriptionShare: one(0, 0.05, 0.1, 0.5, 1),
  subscriptionRelaxBefore: one('0s', '3d', '29d'),
  setShare: one(0, 0.1, 0.2, 0.5, 1),
  setShareRounding: one('floor', 'ceil'),
  setSerialBelow: one(0, 3, 10, 200),
  updateDomainGap: one('0s', '30m', '10h', '3d'),
  enablementDuration: one('1m', '3h30m', '20h', '14d'),
  assessmentPeriod: one({ min: '1h', max: '1h' }, { min: '1d', max: '10d' }, { min: '2d', max: '4d' }),
  installCumulative: lognormal,
  installHotpatch: lognormal,
  installDotnet: lognormal,
  rebootDuration: lognormal,
  installFailure: one(0, 0.01, 0.3, 0.9, 1),
  rebootFailure: one(0, 0.002, 0.3, 1),
  retryBackoff: one('0s', '5h', '10d'),
  deadline: one('1d', '10d', '30d', '60d'),
  scheduleLead: one('0s', '15m', '2h'),
  oobRollout: one('expedited', 'nextAssessment'),
  faultyPatch: one('halt', 'continue'),
  unplannedBaselineProbability: one(0, 0.16, 1),
  offBaselineOffer: one('latestCumulative', 'currentBaseline'),
  runWindow: one('30m', '2h', '235m', '24h'),
  rebootReserveWindows: one('0s', '10m', '2h'),
  averageInstall: one('0s', '10m', '4h'),
  strictWindowCheck: fc.boolean(),
  baselineMonthsOnly: fc.boolean(),
};
export const GATE: Record<string, fc.Arbitrary<unknown>> = {
  healthyShare: one(0, 0.5, 0.95, 1),
  haltShare: one(0, 0.2, 1),
  haltMinimumVms: one(1, 3, 10),
  bake: one('0s', '2h', '24h', '5d'),
  phaseLimit: one('1h', '2d', '4d', '10d'),
  checkInterval: one('7m', '1h', '6h', '1d'),
};
/** What operators do, but for installations. */
export const DEEDS = [
  { hotpatch: 'on' },
  { hotpatch: 'off' },
  { restart: 'now' },
  { power: 'on' },
  { power: 'off' },
  { assess: 'now' },
  { settings: { rebootSetting: 'IfRequired', enableHotpatching: true } },
  { settings: { assessmentMode: 'AutomaticByPlatform', enableHotpatching: true } },
  { settings: { rebootSetting: 'Never', assessmentMode: 'AutomaticByPlatform' } },
  { settings: { assessmentMode: 'ImageDefault', enableHotpatching: false } },
  { drift: { rebootSetting: 'Always' } },
  { settings: { patchMode: 'AutomaticByPlatform' } },
  { drift: { patchMode: 'AutomaticByOS', enableHotpatching: false } },
  { settings: { patchMode: 'Manual', assessmentMode: 'AutomaticByPlatform' } },
  { settings: { bypassPlatformSafetyChecksOnUserSchedule: true } },
  { drift: { bypassPlatformSafetyChecksOnUserSchedule: false } },
];

/** What is installed on demand: by classification, by KBs that may be none of the fleet's, and with little time. */
export const INSTALL: fc.Arbitrary<Shape> = record({
  rebootSetting: one('IfRequired', 'Never', 'Always'),
  maximumDuration: sometimes(one('PT15M', 'PT50M', 'P1D')),
  windowsParameters: record({
    classificationsToInclude: one(
      ['Critical', 'Security'],
      ['Updates', 'Definition', 'Security'],
      ['Updates'],
    ),
    kbNumbersToInclude: rarely(one(['5034129'], ['5035857', '5036909'])),
    kbNumbersToExclude: rarely(one(['5034129'], ['5035857', '5036909'])),
    excludeKbsRequiringReboot: rarely(fc.boolean()),
    maxPatchPublishDate: rarely(one('2023-06-01', '2025-01-20')),
  }),
});
export const someOf = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Shape> =>
  fc
    .subarray(Object.keys(model), { maxLength: 6 })
    .chain((names) => record(Object.fromEntries(names.map((name) => [name, model[name]!]))));
