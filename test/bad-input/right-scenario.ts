// A scenario without a mistake, and what can be done to it. Refuses to know which changes are mistakes.

/** Title · text · what the first lines of the answer must say (any words when left out). */
export type BrokenScenario = readonly [title: string, text: string, says?: RegExp];

export const RIGHT = `version: 1
name: right
clock: { start: 2024-01-01, end: 2024-04-01 }
catalogue: [{ calendar: real }]
fleet:
  - name: web
    count: 6
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: { westeurope: 2, northeurope: 1 }
    zones: ["1", "2"]
    timeZone: W. Europe Standard Time
    power: { offNightly: { probability: 0.1 } }
    patchSettings: { patchMode: AutomaticByPlatform, enableHotpatching: true }
parameters: { installFailure: 1%, zoneBake: 12h }
rollout: { phases: [{ regions: [westeurope] }, { regions: [northeurope] }], gate: { bake: 4h } }
incidents: [{ kind: badPatch, release: 2024-02, probability: 5%, recoverAfter: 1d, groups: [web] }]
actions: [{ at: 2024-03-01, hotpatch: off, groups: [web] }]
`;

/** RIGHT with one stretch of it replaced. */
export function changed(from: string, to: string): string {
  if (!RIGHT.includes(from)) throw new Error(`the right scenario has no ${from}`);
  return RIGHT.replace(from, () => to);
}

/** The right scenario with the value of one of its outermost keys replaced. */
export const withShape = (key: string, shape: string): string =>
  RIGHT.replace(new RegExp(`^${key}:.*(\\n .*)*`, 'm'), () => `${key}: ${shape}`);
