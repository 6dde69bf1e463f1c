// Codes of the model in words. Refuses to know when a code applies; a code it has no words for is spelled out.

/** Kinds of release, which are also the causes of reboots. */
const KINDS: Readonly<Record<string, string>> = {
  baseline_planned: 'planned baseline',
  baseline_unplanned: 'unplanned baseline',
  hotpatch: 'hotpatch',
  oob_hotpatch: 'out-of-band hotpatch',
  cumulative: 'cumulative update',
  oob: 'out-of-band update',
  preview: 'preview',
  dotnet: '.NET update',
  definition: 'definition update',
  rebootSetting: 'rebootSetting Always',
};

/** Why a VM was not admitted, or not effective in time (R20, R21). */
const REASONS: Readonly<Record<string, string>> = {
  off: 'VM was off',
  notOffPeak: 'outside off-peak hours',
  phaseNotOpen: "region's phase not open yet",
  zoneBusy: "another zone's turn",
  updateDomainBusy: 'another update domain in flight',
  setLimit: 'availability set at its limit',
  subscriptionLimit: 'subscription at its limit',
  windowTooShort: 'too little of the window left',
  halted: 'rollout halted',
  notAssessed: 'not assessed yet',
  notCovered: 'not covered by automatic patching',
  installFailed: 'installation failed',
  rebootRequired: 'installed, waits for a reboot',
  inFlight: 'being installed',
  enabling: 'being enabled for AutomaticByPlatform',
  interrupted: 'switched off during the run',
  onTooShort: 'on for too short a time before the window',
  noWindowYet: 'no maintenance window since the release',
  notSelected: 'not among what its maintenance configuration installs',
};

/** Why a VM is not covered by automatic guest patching, or not on the hotpatch track (R9). */
const COVERAGE: Readonly<Record<string, string>> = {
  imageNotSupported: 'image is not on the supported list',
  scaleSetUniform: 'scale set with uniform orchestration',
  noVmAgent: 'provisionVMAgent is false',
  patchModeManual: 'patchMode is Manual',
  patchModeAutomaticByOS: 'patchMode is AutomaticByOS',
  patchModeImageDefault: 'patchMode is ImageDefault',
  customerSchedule: 'patched by its maintenance configurations',
  noCustomerSchedule: 'left to a customer schedule, and none is attached',
  schedulePrerequisite: 'a schedule is attached, but the VM is not handed over to it',
  noApplicationHealth: 'scale set without the Application Health extension',
};

/** `updateDomainBusy` → `update domain busy`: what is not in a table is still readable. */
function spellOut(code: string): string {
  return code
    .replace(/[_-]+/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

const lookUp = (table: Readonly<Record<string, string>>, code: string) =>
  Object.hasOwn(table, code) ? table[code]! : spellOut(code);

export const kindWords = (kind: string) => lookUp(KINDS, kind);
export const reasonWords = (reason: string) => lookUp(REASONS, reason);
export const actionWords = (action: string) => lookUp(ACTIONS, action);
export const refusalWords = (reason: string) => lookUp(REFUSALS, reason);
/** Who starts an install run. */
const RUNS: Readonly<Record<string, string>> = {
  rollout: 'install run',
  guest: 'install run by Windows itself (R29)',
  demand: 'install run on demand (R30)',
  schedule: 'install run of a schedule (R31)',
};
export const runWords = (by: string) => lookUp(RUNS, by);
export const coverageWords = (reason: string) => lookUp(COVERAGE, reason);

/** Who decides when updates are installed, as Azure's portal names it. */
const ORCHESTRATIONS: Readonly<Record<string, string>> = {
  azureManaged: 'Azure managed',
  windowsAutomatic: 'Windows automatic updates',
  manual: 'manual updates',
  customerSchedule: 'customer managed schedules',
  enabling: 'being enabled for Azure managed',
};

const orchestrationWords = (code: string) => lookUp(ORCHESTRATIONS, code);

/** What an operator does. */
const ACTIONS: Readonly<Record<string, string>> = {
  restart: 'restarted by its owner',
  powerOff: 'switched off by hand',
  powerOn: 'switched on by hand',
  assess: 'assessed on demand',
  install: 'installation on demand',
  settings: 'patch settings changed',
  hotpatchOn: 'hotpatch turned on',
  drift: 'drift: patch settings changed outside of the template',
};

/** Why Azure refuses it. */
const REFUSALS: Readonly<Record<string, string>> = {
  off: 'the VM was off',
  regionOutage: 'the region was out',
  inFlight: 'an installation run was under way',
  patchModeNotAllowed:
    'enableAutomaticUpdates and the system are fixed when a VM is made, and do not go with that mode (R12)',
  hotpatchNeedsAutomaticByPlatform: 'hotpatch goes with AutomaticByPlatform only (R12)',
  previewNotRegistered: 'features and provider of its subscription are not registered (R10)',
  hotpatchNotSupported: 'image or security type cannot have hotpatch',
  noVmAgent: 'there is no VM agent',
};

/** Facts that stand alone in a VM's story, or end a run. */
const FACTS: Readonly<Record<string, (details: Readonly<Record<string, unknown>>) => string>> = {
  trackChanged: ({ from, to }) => `hotpatch track: ${from} → ${to}`,
  becameEffective: ({ kb }) => `${kb} is in effect`,
  hotpatchEnabled: ({ by }) =>
    by === 'registration'
      ? 'hotpatch turned on: the preview features of its subscription are registered (R10)'
      : 'hotpatch turned on',
  hotpatchDisabled: () => 'hotpatch turned off',
  unhealthy: ({ kb }) => `unhealthy${kb ? `, ${kb} is to blame` : ''}`,
  recovered: () => 'unhealthy, recovered later',
  healthUnknown: () => 'switched off or restarted before its health was known',
  runInterrupted: () => 'switched off or restarted during the run: it failed and is tried again',
  orchestrationChanged: ({ from, to }) =>
    `patch orchestration: ${orchestrationWords(String(from))} → ${orchestrationWords(String(to))}`,
  enablementStarted: () => 'the platform begins to configure the VM for AutomaticByPlatform (R11)',
  enablementCompleted: () => 'configured for AutomaticByPlatform (R11)',
  actionDone: ({ action }) => actionWords(String(action)),
  settingChanged: ({ setting, value, by }) =>
    `${setting} is ${value} now${by === 'drift' ? ', by drift' : ''}`,
  actionRefused: ({ action, reason }) =>
    `REFUSED ${actionWords(String(action))}: ${refusalWords(String(reason))}`,
};

export const factWords = (fact: string, details: Readonly<Record<string, unknown>>): string =>
  Object.hasOwn(FACTS, fact) ? FACTS[fact]!(details) : spellOut(fact);
