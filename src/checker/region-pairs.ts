// The checker's own copy of the published region pairs, one a line (F21). Refuses to know what pairing forbids.

/** Edges of the pair graph as published; each counts in both directions. */
const PUBLISHED = `
australiacentral australiacentral2
australiaeast australiasoutheast
brazilsouth southcentralus
brazilsoutheast brazilsouth
canadacentral canadaeast
centralindia southindia
chinanorth chinaeast
chinanorth2 chinaeast2
chinanorth3 chinaeast3
eastasia southeastasia
eastus westus
eastus2 centralus
francecentral francesouth
germanywestcentral germanynorth
japaneast japanwest
koreacentral koreasouth
northcentralus southcentralus
northeurope westeurope
norwayeast norwaywest
southafricanorth southafricawest
swedencentral swedensouth
switzerlandnorth switzerlandwest
uaenorth uaecentral
ukwest uksouth
usdodeast usdodcentral
usgovarizona usgovtexas
usgovvirginia usgovtexas
westindia southindia
westus2 westcentralus
westus3 eastus
`;

const EDGES = new Set(PUBLISHED.trim().split('\n'));

/** Whether the two regions may not share a phase. */
export function arePairs(one: string, other: string): boolean {
  return EDGES.has(`${one} ${other}`) || EDGES.has(`${other} ${one}`);
}
