// The benchmark's scenario: 20 regions, zones in half of them, sets of 2 to 50, 500 subscriptions, mixed zones of time and
// power plans, both kinds of image, the real calendar of 2024. Refuses to know who runs it.

const ZONED = [
  'westeurope',
  'northeurope',
  'eastus',
  'eastus2',
  'westus2',
  'southeastasia',
  'australiaeast',
  'uksouth',
  'japaneast',
  'francecentral',
];
const PLAIN = [
  'westus',
  'northcentralus',
  'ukwest',
  'japanwest',
  'canadaeast',
  'southindia',
  'koreasouth',
  'australiasoutheast',
  'norwaywest',
  'switzerlandwest',
];
const SET_SIZES = [2, 3, 5, 8, 10, 20, 35, 50];
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
const POWER = [
  'alwaysOn',
  { offNightly: { probability: 0.1 } },
  {
    weekly: [
      { days: WEEKDAYS, from: '06:00', to: '23:30' },
      { days: ['Saturday'], from: '06:00', to: '24:00' },
    ],
  },
  'alwaysOn',
  { stops: { probability: 0.2, duration: '3d' } },
];
const TIME_ZONES = { 'Eastern Standard Time': 1, 'W. Europe Standard Time': 1, 'Tokyo Standard Time': 1 };

const weighted = (regions) => Object.fromEntries(regions.map((region, index) => [region, 1 + (index % 2)]));

const places = [
  ...Array.from({ length: 6 }, () => ({ kind: 'zoned', region: weighted(ZONED), zones: ['1', '2', '3'] })),
  ...SET_SIZES.map((size) => ({
    kind: 'sets',
    region: weighted(PLAIN),
    availabilitySets: { size, updateDomains: Math.min(5, size) },
  })),
  ...Array.from({ length: 6 }, () => ({ kind: 'single', region: weighted(PLAIN) })),
];

/** Scenario text for `vms` VMs, at least as many as there are groups. */
export function benchScenario(vms) {
  const each = Math.floor(vms / places.length);
  const fleet = places.map(({ kind, ...place }, index) => ({
    name: `${kind}-${index}`,
    count: index === 0 ? vms - each * (places.length - 1) : each,
    image: {
      publisher: 'MicrosoftWindowsServer',
      offer: 'WindowsServer',
      sku: index % 2 === 0 ? '2022-datacenter-azure-edition-core' : '2019-datacenter',
    },
    ...place,
    subscriptions: 500,
    ...(index % 3 === 0 ? { timeZone: TIME_ZONES } : {}),
    power: POWER[index % POWER.length],
    patchSettings: {
      patchMode: 'AutomaticByPlatform',
      ...(index % 2 === 0 ? { enableHotpatching: true } : {}),
    },
  }));
  return JSON.stringify({
    version: 1,
    name: `bench-${vms}`,
    seed: '1',
    clock: { start: '2024-01-01', end: '2025-01-01' },
    catalogue: [{ calendar: 'real', dotnet: true }],
    fleet,
  });
}
