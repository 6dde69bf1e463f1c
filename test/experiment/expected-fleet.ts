// The fleet of the tests of expectations: VMs that are off on many nights, sets, VMs that are not covered.

export const FLEET = `version: 1
name: fleet
clock: { start: 2024-01-01, end: 2024-07-01 }
fleet:
  - name: web
    count: 60
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter-azure-edition-core }
    region: { westeurope: 1, eastus: 1 }
    zones: ["1", "2"]
    power: { offNightly: { probability: 60%, from: "20:00", to: "07:00" } }
    patchSettings: { patchMode: AutomaticByPlatform, enableHotpatching: true }
  - name: sql
    count: 40
    image: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2019-datacenter }
    region: westeurope
    availabilitySets: { size: 20, updateDomains: 2 }
    patchSettings: { patchMode: AutomaticByPlatform }
  - name: linux
    count: 3
    image: { publisher: Canonical, offer: ubuntu, sku: server }
    region: westeurope
parameters: { offPeakStart: "01:00", offPeakEnd: "03:00" }
variants:
  calm: { fleet: { web: { power: null } } }
`;
export const FILE = 'fleet.yaml';
