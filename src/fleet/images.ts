// The marketplace images automatic guest patching supports, as data, and what each runs.
// Refuses to know how a VM is configured.

import type { Product } from '../catalogue/release.ts';

export interface ImageReference {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
}

/** What an image runs: its operating system, the product line of its updates, whether it can be hotpatched. */
export interface SupportedImage {
  readonly os: 'Windows' | 'Linux';
  /** Undefined where no release calendar of the product is known: covered, but nothing is ever released. */
  readonly line: Exclude<Product, 'WS2022-hotpatch' | 'WS2025-hotpatch'> | undefined;
  /** The hotpatch track the image can be on (F57). */
  readonly track: 'WS2022-hotpatch' | 'WS2025-hotpatch' | undefined;
}

const HOTPATCHABLE: Readonly<Record<string, SupportedImage['track']>> = {
  '2022-datacenter-azure-edition-core': 'WS2022-hotpatch',
  '2022-datacenter-azure-edition-core-smalldisk': 'WS2022-hotpatch',
  '2022-datacenter-azure-edition-hotpatch': 'WS2022-hotpatch',
  '2022-datacenter-azure-edition-hotpatch-smalldisk': 'WS2022-hotpatch',
  '2025-datacenter-azure-edition': 'WS2025-hotpatch',
  '2025-datacenter-azure-edition-smalldisk': 'WS2025-hotpatch',
  '2025-datacenter-azure-edition-core': 'WS2025-hotpatch',
  '2025-datacenter-azure-edition-core-smalldisk': 'WS2025-hotpatch',
};

/** SKUs that can be hotpatched, lower case. */
export const hotpatchableSkus = (): readonly string[] => Object.keys(HOTPATCHABLE);

/** SKUs of MicrosoftWindowsServer / WindowsServer, lower case (list of the documentation of 2024-07-31). */
const WINDOWS_SERVER = [
  '2008-r2-sp1',
  '2012-r2-datacenter',
  '2012-r2-datacenter-gensecond',
  '2012-r2-datacenter-smalldisk',
  '2012-r2-datacenter-smalldisk-g2',
  '2016-datacenter',
  '2016-datacenter-gensecond',
  '2016-datacenter-server-core',
  '2016-datacenter-smalldisk',
  '2016-datacenter-with-containers',
  '2019-datacenter',
  '2019-datacenter-core',
  '2019-datacenter-gensecond',
  '2019-datacenter-smalldisk',
  '2019-datacenter-smalldisk-g2',
  '2019-datacenter-with-containers',
  '2022-datacenter',
  '2022-datacenter-azure-edition',
  '2022-datacenter-azure-edition-smalldisk',
  '2022-datacenter-core',
  '2022-datacenter-core-g2',
  '2022-datacenter-g2',
  '2022-datacenter-smalldisk',
  '2022-datacenter-smalldisk-g2',
  '2025-datacenter',
  '2025-datacenter-core',
  '2025-datacenter-core-smalldisk',
  '2025-datacenter-smalldisk',
  ...Object.keys(HOTPATCHABLE),
];

/** `offer/sku` of Canonical's supported images, lower case. */
const UBUNTU = [
  'ubuntuserver/16.04-lts',
  'ubuntuserver/18.04-lts',
  'ubuntuserver/18_04-lts-gen2',
  'ubuntuserver/18_04-lts-arm64',
  '0001-com-ubuntu-server-focal/20_04-lts',
  '0001-com-ubuntu-server-focal/20_04-lts-gen2',
  '0001-com-ubuntu-server-focal/20_04-lts-arm64',
  '0001-com-ubuntu-server-jammy/22_04-lts',
  '0001-com-ubuntu-server-jammy/22_04-lts-gen2',
  '0001-com-ubuntu-server-jammy/22_04-lts-arm64',
  'ubuntu-24_04-lts/server',
  'ubuntu-24_04-lts/server-gen1',
  'ubuntu-24_04-lts/server-arm64',
  'ubuntu-24_04-lts/ubuntu-pro',
];

const LINES = { '2019': 'WS2019', '2022': 'WS2022', '2025': 'WS2025' } as const;

const supported = new Map<string, SupportedImage>();
for (const sku of WINDOWS_SERVER) {
  const line = LINES[sku.slice(0, 4) as keyof typeof LINES];
  supported.set(`microsoftwindowsserver/windowsserver/${sku}`, {
    os: 'Windows',
    line,
    track: HOTPATCHABLE[sku],
  });
}
for (const image of UBUNTU) {
  supported.set(`canonical/${image}`, { os: 'Linux', line: undefined, track: undefined });
}

/** The supported image with exactly that publisher, offer and sku, whatever the case of the letters (R9, F36). */
export function supportedImage({ publisher, offer, sku }: ImageReference): SupportedImage | undefined {
  return supported.get(`${publisher}/${offer}/${sku}`.toLowerCase());
}
