// The text of docs/scenario-file.md: an example for each part of the file, and below it the table of its keys.
// Refuses to know single keys: the tables come from the schema.
import { keyTable } from './reference.ts';

/** One example per key at the root; together they are a scenario. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  version: 'version: 1',
  name: 'name: my-fleet',
  description: 'description: What would a second region cost us in reboots?',
  seed: 'seed: "2024"',
  clock: 'clock: { start: 2024-01-01, end: 2025-01-14 }',
  catalogue: `catalogue:
  - { calendar: real, dotnet: true }
  - file: own-calendar.csv
  - releases:
      - { product: WS2022, release_date: 2024-05-20, kb: KB9000777, kind: oob, classification: Security }`,
  preview: 'preview: true',
  fleet: `fleet:
  - name: web
    count: 300
    image:
      { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: { westeurope: 2, eastus: 1 }
    zones: ["1", "2", "3"]
    subscriptions: 3
    patchSettings: { patchMode: AutomaticByPlatform, enableHotpatching: true }
  - name: sql
    count: 40
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2019-datacenter }
    region: eastus
    timeZone: Eastern Standard Time
    availabilitySets: { size: 10, updateDomains: 5 }
    power:
      offNightly: { probability: 10%, from: "20:00", to: "07:00" }
      off: [{ from: 2024-04-01, for: 10d }]
    patchSettings:
      patchMode: AutomaticByPlatform
      assessmentMode: AutomaticByPlatform
      automaticByPlatformSettings: { rebootSetting: IfRequired }
  - name: pool
    count: 20
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }
    region: westeurope
    virtualMachineScaleSet: { orchestrationMode: Flexible }
    applicationHealthExtension: true
    patchSettings: { patchMode: AutomaticByPlatform }
  - name: files
    count: 6
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter }
    region: westeurope
    patchSettings:
      patchMode: AutomaticByPlatform
      automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true }
    maintenanceConfigurations: [files-monthly]`,
  maintenanceConfigurations: `maintenanceConfigurations:
  - name: files-monthly
    startDateTime: 2024-01-01 22:00
    expirationDateTime: 2024-12-31 00:00
    duration: 03:30
    timeZone: W. Europe Standard Time
    recurEvery: Month Second Tuesday Offset4
    installPatches:
      rebootSetting: IfRequired
      windowsParameters: { classificationsToInclude: [Critical, Security], kbNumbersToExclude: [5012170] }`,
  parameters: `parameters:
  offPeakStart: "23:00"
  installCumulative: { median: 40m }`,
  rollout: `rollout:
  phases:
    - { name: first, regions: [eastus] }
    - { name: second, regions: [westeurope] }
  gate: { bake: 12h, healthyShare: 98% }
  order: { zones: ["3", "1", "2"] }`,
  incidents: `incidents:
  - { kind: badPatch, release: 2024-02, probability: 30%, recoverAfter: 3d, groups: [web] }
  - { kind: regionOutage, region: westeurope, from: 2024-06-12, for: 5d }
  - { kind: massPowerOff, share: 50%, from: 2024-08-20T18:00:00Z, to: 2024-08-23, regions: [eastus] }
  - { kind: kbWithdrawn, kb: KB5037782, at: 2024-05-18 }
  - { kind: wrongOffer, kb: KB9000777, share: 20%, from: 2024-05-20T17:00:00Z, for: 1d }`,
  actions: `actions:
  - { at: 2024-04-20, groups: [web], hotpatch: "off" }
  - { at: 2024-04-22T19:30:00Z, vms: [web-1, sql-7], restart: now }
  - { at: 2024-05-15T08:00:00Z, groups: [web], assess: now }
  - at: 2024-05-17T10:00:00Z
    groups: [sql]
    install:
      maximumDuration: PT2H
      rebootSetting: IfRequired
      windowsParameters:
        classificationsToInclude: [Critical, Security, UpdateRollUp]
        kbNumbersToInclude: ["5037782"]
        kbNumbersToExclude: ["5012170"]
        excludeKbsRequiringReboot: false
        maxPatchPublishDate: 2024-05-16T00:00:00Z
  - { at: 2024-05-20, groups: [sql], settings: { rebootSetting: Always, assessmentMode: ImageDefault } }
  - { at: 2024-05-25T11:00:00Z, vms: [web-9], drift: { rebootSetting: Never } }
  - { at: 2024-05-28, groups: [pool], settings: { patchMode: AutomaticByOS } }
  - { at: 2024-06-01, groups: [sql], power: "off" }
  - { at: 2024-06-02, subscriptions: [subscription-1], register: InGuestHotPatchVMPreview }
  - { at: 2024-06-02, subscriptions: [subscription-1], register: InGuestAutoPatchVMPreview }
  - { at: 2024-06-02, subscriptions: [subscription-1], register: InGuestPatchVMPreview }
  - { at: 2024-06-02T00:15:00Z, subscriptions: [subscription-1], registerProvider: Microsoft.Compute }
  - { at: 2024-06-03T06:00:00Z, groups: [sql], power: "on" }`,
  variants: `variants:
  hotpatch-off:
    fleet:
      "*": { patchSettings: { enableHotpatching: false } }
  short-night:
    parameters: { offPeakEnd: "04:00" }`,
  expect: `expect:
  - reboots.perVm.max <= 12
  - { that: overdue == 0, group: [web, sql], variant: hotpatch-off, level: warn, reason: the audit asks }
  - 'when(vm: web-1, release: 2024-11).p95 <= 2024-12-01'`,
  snapshot: 'snapshot: true',
};

const NOTES: Readonly<Record<string, string>> = {
  catalogue:
    'The real calendar when left out. One calendar, and any number of files and lists; a CSV has the columns `product`, `release_date`, `kb`, `kind` and, if wanted, `classification`, `os_build`, `supersedes`, `note` ([an example](../scenarios/own-calendar.csv)).',
  preview:
    'As in 2021, before hotpatch was generally available; what a subscription registers are `actions`. Without it every VM that can have hotpatch may have it.',
  fleet:
    'VMs are named `<group>-1` to `<group>-<count>`. What is left out: always on, the time zone of the region, no zones, no sets, one subscription. Zones and availability sets together are an error. `- import: vms.json` stands for the groups of an exported fleet ([importing.md](importing.md)).',
  parameters: 'All of them with defaults and reasons: [parameters.md](parameters.md).',
  maintenanceConfigurations:
    "Azure's maintenance configurations of scope InGuestPatch, with the keys that `az maintenance configuration show` prints. VMs of the groups that name one are patched in its windows if their patch mode is AutomaticByPlatform with `bypassPlatformSafetyChecksOnUserSchedule`; in any other combination Azure refuses the assignment, or runs nothing (F38).",
  rollout: 'Five phases derived from the regions when `phases` is left out.',
  variants:
    'For `patchsim compare`; mappings are merged key by key, `null` takes a key out, `"*"` is every group ([comparing.md](comparing.md)).',
  expect:
    'For `patchsim test`: metrics, limits and what a failure says are in [testing.md](testing.md). A text with `: ` in it needs quotes.',
  snapshot: 'For `patchsim test` ([testing.md](testing.md)).',
  actions:
    'Each does one thing, to the subscriptions or to the VMs that are in the `groups` and among the `vms` it names; VMs of images whose updates nobody knows (R9) are left out. `install` is the body of the `installPatches` operation of Azure. What is refused does not stop the run: it is a fact in the ledger, counted in the summary, and told by `explain`.',
  incidents: 'Each has a `kind`; the keys below are listed kind by kind.',
};

const titled = (key: string): string =>
  [
    `## ${key}`,
    `\`\`\`yaml\n${EXAMPLES[key]}\n\`\`\``,
    ...(NOTES[key] === undefined ? [] : [NOTES[key]]),
    keyTable(key),
  ].join('\n\n');

export function scenarioFilePage(): string {
  return `# The scenario file, version 1

YAML or JSON, and only JSON in a file named \`.json\`. Unknown keys, wrong types and impossible combinations are reported all at once, each with its place and a
hint. Editors with a YAML language server check and complete the file when its first line names the schema
(\`patchsim schema\` prints it, [scenarios/](../scenarios/README.md) ships it):

\`\`\`yaml
# yaml-language-server: $schema=./patchsim.schema.json
\`\`\`

Durations are written \`30d\`, \`90m\` or ISO \`P30D\`, \`PT3H55M\`; shares \`0.1\` or \`10%\`; instants \`2024-01-09\` (midnight UTC)
or \`2024-01-09T18:00:00Z\`; clock times \`"22:00"\`, in local time; time zones by their Windows or IANA id.

The examples below are one scenario. This page is made from the schema by
\`npx vitest run test/scenarios/reference.test.ts -u\`.

${Object.keys(EXAMPLES).map(titled).join('\n\n')}
`;
}
