// What follows from a release's kind alone. Refuses to know any single release.

import type { Classification, Kind, Product, RebootBehavior } from './release.ts';

/**
 * Classification of a kind where the source does not say (R5, R7). Out-of-band updates and previews repair things
 * and are not Security, unless their row says so (October 2025: the WSUS fixes).
 */
export function classificationOf(kind: Kind): Classification {
  switch (kind) {
    case 'preview':
    case 'oob':
    case 'oob_hotpatch':
      return 'Updates';
    case 'definition':
      return 'Definition';
    default:
      return 'Security';
  }
}

/** Hotpatches never ask for a reboot, .NET may, all that replaces system files does (R24, F65, F75). */
export function rebootBehaviorOf(kind: Kind): RebootBehavior {
  switch (kind) {
    case 'hotpatch':
    case 'oob_hotpatch':
    case 'definition':
      return 'NeverReboots';
    case 'dotnet':
      return 'CanRequestReboot';
    default:
      return 'AlwaysRequiresReboot';
  }
}

/** A baseline restarts the machine and carries the hotpatches that follow it (F62, F63). */
export function isBaseline(kind: Kind): boolean {
  return kind === 'baseline_planned' || kind === 'baseline_unplanned';
}

/** A delta on the newest baseline, installed without a reboot (F63). */
export function isHotpatch(kind: Kind): boolean {
  return kind === 'hotpatch' || kind === 'oob_hotpatch';
}

/** One of the releases that a product gets once a month, on Patch Tuesday. */
export function isMonthly(kind: Kind): boolean {
  return kind === 'cumulative' || kind === 'hotpatch' || isBaseline(kind);
}

/** The two lines that get baselines and hotpatches in place of cumulative updates (F57, F61). */
export function isHotpatchTrack(product: Product): boolean {
  return product.endsWith('-hotpatch');
}
