// The parameters of the model, each in one entry: type, default, basis, source. Refuses to know who reads them.
import * as z from 'zod';
import { between } from './between.ts';
import { lognormal } from './lognormal.ts';
import { parameter, shapeOf } from './registry.ts';
import { clock, closingClock, duration, flag, integer, oneOf, share } from './values.ts';

const assessmentPeriod = between(['1h', '30d'], ['2d', '4d'], 'R13', 'between two assessments');
const featureRegistrationDelay = between(['1s', '1d'], ['1m', '15m'], 'R10', 'until a feature is Registered');

export const PARAMETERS = {
  offPeakStart: parameter(
    clock(),
    '22:00',
    'assumed',
    'U1: off-peak hours are not published; they must hold one run of 3 h 55 min',
    'Local clock time at which off-peak hours begin.',
  ),
  offPeakEnd: parameter(
    closingClock(),
    '06:00',
    'assumed',
    'U1: off-peak hours are not published; they must hold one run of 3 h 55 min',
    'Local clock time at which off-peak hours end; before offPeakStart: the next day.',
  ),
  offPeakZone: parameter(
    oneOf(['vm', 'region']),
    'vm',
    'assumed',
    "U2: only the VM's time zone is named, not how it is found",
    "Whose clock counts: vm is the VM's own timeZone, else its region's; region is always the region's.",
  ),
  releaseTime: parameter(
    clock(),
    '10:00',
    'assumed',
    'U3: Microsoft practice, clock of America/Los_Angeles',
    'Clock time in America/Los_Angeles at which updates of a day are released.',
  ),
  rolloutDelay: parameter(
    duration('0s', '14d'),
    '0d',
    'assumed',
    'U3: the rollout is taken to begin with the release',
    'Time from release to the start of its rollout.',
  ),
  phaseCount: parameter(
    integer(1, 10, 'R15'),
    5,
    'assumed',
    'U4: the number of phases is not published',
    'Number of growing phases derived when the scenario lists none.',
  ),
  healthProbe: parameter(
    duration('0s', '1d'),
    '5m',
    'assumed',
    'U6: figure of extension upgrades (F29)',
    'How long health is watched after an install run.',
  ),
  healthRecovery: parameter(
    duration('1m', '90d'),
    '4h',
    'assumed',
    'U6: platform health signals are not described',
    'Time until a VM that failed to restart is healthy again.',
  ),
  zoneBake: parameter(
    duration('0s', '7d'),
    '12h',
    'assumed',
    'U7: zones take consecutive nights, a longer pause would not fit into 30 days',
    'Pause between two zones of a region.',
  ),
  zoneTurn: parameter(
    duration('1h', '14d'),
    '24h',
    'assumed',
    'U7: one night for each zone',
    'Longest turn of one zone.',
  ),
  subscriptionShare: parameter(
    share(),
    '10%',
    'assumed',
    'U8: batches are best effort, no size is published',
    "Share of a subscription's VMs in a region that may be in flight, at least one VM; not for VMs in sets.",
  ),
  subscriptionRelaxBefore: parameter(
    duration('0s', '90d'),
    '3d',
    'assumed',
    'U8: best effort gives way to the deadline',
    'How long before the deadline the subscription share is lifted.',
  ),
  setShare: parameter(
    share(),
    '20%',
    'documented',
    'F26: at most 20 % of an availability set',
    'Share of an availability set that may be in flight.',
  ),
  setShareRounding: parameter(
    oneOf(['floor', 'ceil']),
    'floor',
    'assumed',
    'U9: "no more than" read as rounding down',
    'How the share of a set becomes a number of VMs.',
  ),
  setSerialBelow: parameter(
    integer(0, 200),
    10,
    'documented',
    'F26: sets of fewer than 10 VMs go one at a time',
    'Availability sets with fewer VMs than this are patched one VM at a time.',
  ),
  updateDomainGap: parameter(
    duration('0s', '7d'),
    '30m',
    'assumed',
    'U10: figure of host maintenance',
    'Least time between two update domains of a set.',
  ),
  assessmentPeriod: parameter(
    assessmentPeriod,
    { min: '2d', max: '4d' },
    'assumed',
    'U11: published as every few days (F8)',
    'Time between periodic assessments, uniform between the two.',
  ),
  enablementDuration: parameter(
    duration('1m', '14d'),
    '3h30m',
    'assumed',
    'F37: "can take more than three hours"; no figure is published',
    'Off-peak hours, with the VM on, that the platform needs to configure a VM for AutomaticByPlatform.',
  ),
  featureRegistrationDelay: parameter(
    featureRegistrationDelay,
    { min: '1m', max: '15m' },
    'assumed',
    'U19: published as up to 15 minutes (F72)',
    'Time from the registration of a preview feature until it is Registered, uniform between the two.',
  ),
  installCumulative: lognormal('25m', 'installations of a cumulative update'),
  installHotpatch: lognormal('5m', 'installations of a hotpatch'),
  installDotnet: lognormal('10m', 'installations of a .NET update'),
  installOther: lognormal('10m', 'installations of any other update'),
  rebootDuration: lognormal('4m', 'restarts'),
  installFailure: parameter(
    share(),
    '1%',
    'assumed',
    'U12: failure rates are not published',
    'Probability that an installation fails.',
  ),
  rebootFailure: parameter(
    share(),
    '0.2%',
    'assumed',
    'U12: failure rates are not published',
    'Probability that a VM does not come back from a restart by itself.',
  ),
  retryBackoff: parameter(
    duration('0s', '30d'),
    '0d',
    'assumed',
    'U13: the next off-peak window is the retry (F14)',
    'Least time from a failed run to the next attempt.',
  ),
  deadline: parameter(
    duration('1d', '90d'),
    '30d',
    'documented',
    'F3: installed within 30 days of the release',
    'Time from release after which a missing update is overdue.',
  ),
  guestInstallTime: parameter(
    clock(),
    '03:00',
    'assumed',
    'R29: when Windows installs on its own is not part of the documents on Azure',
    'Local clock time at which a VM with patch mode AutomaticByOS begins to install each day.',
  ),
  guestInstallSpread: parameter(
    duration('0s', '12h'),
    '30m',
    'assumed',
    'R29: machines do not all begin at the same minute',
    'A VM with patch mode AutomaticByOS begins up to this much later, uniform.',
  ),
  activeHoursStart: parameter(
    clock(),
    '08:00',
    'assumed',
    'R29: the usual active hours of Windows begin then',
    'Local clock time by which a VM with patch mode AutomaticByOS has restarted, or waits for the next day.',
  ),
  scheduleLead: parameter(
    duration('0s', '2h'),
    '15m',
    'documented',
    'F40: a machine must be on at least 15 minutes before a scheduled run',
    'How long before a window of its maintenance configuration a VM must be on.',
  ),
  oobRollout: parameter(
    oneOf(['expedited', 'nextAssessment']),
    'expedited',
    'assumed',
    'U15: the documents speak of monthly rollouts only',
    'How an out-of-band security release spreads: a rollout of its own, or with the next assessment.',
  ),
  faultyPatch: parameter(
    oneOf(['halt', 'continue']),
    'halt',
    'assumed',
    'U16: later phases wait, nothing is rolled back (F67)',
    'What a failed gate does to the rollout.',
  ),
  unplannedBaselineProbability: parameter(
    share(),
    0.16,
    'assumed',
    'U17: rate of the real calendar since 2022 (T2); for generated calendars only',
    'Probability that a month planned as hotpatch becomes an unplanned baseline.',
  ),
  offBaselineOffer: parameter(
    oneOf(['latestCumulative', 'currentBaseline']),
    'latestCumulative',
    'assumed',
    'U18: what is offered between baselines is not described (F63)',
    'What a hotpatch VM that is not on its baseline is offered.',
  ),
  runWindow: parameter(
    duration('30m', '24h'),
    '235m',
    'documented',
    'F47: window of an automatic run, 3 h 55 min',
    'Longest install run.',
  ),
  rebootReserveWindows: parameter(
    duration('0s', '2h'),
    '10m',
    'documented',
    'F48: kept free for a restart',
    'Time of the window kept for a restart on Windows.',
  ),
  rebootReserveLinux: parameter(
    duration('0s', '2h'),
    '15m',
    'documented',
    'F48: kept free for a restart',
    'Time of the window kept for a restart on Linux.',
  ),
  averageInstall: parameter(
    duration('0s', '4h'),
    '10m',
    'documented',
    'F48: planning figure for one update',
    'Time planned for an update when the rest of the window is judged.',
  ),
  averageServicePack: parameter(
    duration('0s', '4h'),
    '15m',
    'documented',
    'F48: planning figure for a service pack',
    'Time planned for a service pack when the rest of the window is judged.',
  ),
  strictWindowCheck: parameter(
    flag(),
    false,
    'documented',
    'D2: two documents differ, 10 + 10 and 15 + 10 minutes',
    'Reserves 15 minutes instead of 10 for the restart on Windows.',
  ),
  baselineMonthsOnly: parameter(
    flag(),
    false,
    'documented',
    'D5: text of 2021 against that since 2023',
    'Installs updates outside hotpatch in baseline months only (the rule of 2021).',
  ),
};

export const parameters = z
  .strictObject(shapeOf(PARAMETERS))
  .prefault({})
  .describe(
    'Everything the model assumes or takes from documents, by name; what is left out has its default.',
  );

export type Parameters = z.output<typeof parameters>;
