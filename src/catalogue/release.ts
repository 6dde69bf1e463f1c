// One published update, as data: what it is, when it came out and how sure we are of that.
// Refuses to know which machine may have it and when it is installed.

import type { Instant } from '../calendar/instant.ts';

/** Product lines a release can belong to; the two hotpatch tracks are lines of their own (F57, F61). */
export const PRODUCTS = ['WS2019', 'WS2022', 'WS2025', 'WS2022-hotpatch', 'WS2025-hotpatch'] as const;
export type Product = (typeof PRODUCTS)[number];

/** Azure's own classification names of Windows updates (R5). Only Critical and Security are automatic (R7). */
export const CLASSIFICATIONS = [
  'Critical',
  'Security',
  'UpdateRollup',
  'FeaturePack',
  'ServicePack',
  'Definition',
  'Tools',
  'Updates',
] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];

/** What a release is on its line (R5). */
export const KINDS = [
  'baseline_planned',
  'baseline_unplanned',
  'hotpatch',
  'oob_hotpatch',
  'cumulative',
  'oob',
  'preview',
  'dotnet',
  'definition',
] as const;
export type Kind = (typeof KINDS)[number];

/** Azure's rebootBehavior of a patch (F75). */
export type RebootBehavior = 'NeverReboots' | 'CanRequestReboot' | 'AlwaysRequiresReboot';

export interface Release {
  readonly product: Product;
  /** `KB` and digits. */
  readonly kb: string;
  readonly kind: Kind;
  readonly classification: Classification;
  /** When it was offered, UTC seconds. */
  readonly instant: Instant;
  readonly rebootBehavior: RebootBehavior;
  /** OS build after installation, empty where no source gives one. */
  readonly build: string;
  /** KBs it replaces beyond what being cumulative already replaces (R6). */
  readonly supersedes: readonly string[];
  /** `documented` in a vendor source, `inferred` from other data, `generated`, or `user`. */
  readonly certainty: 'documented' | 'inferred' | 'generated' | 'user';
  readonly source: string;
  readonly note: string;
}
