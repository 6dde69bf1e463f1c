// An expectation that makes sense: what is measured of which run, and what it is compared with.
// Refuses to know the text it was written in.

import type { Limit, Unit } from './limit.ts';
import type { Arguments, Metric } from './metric.ts';
import type { Comparison } from './syntax.ts';

export const QUANTILES = ['earliest', 'p5', 'p50', 'p95', 'latest'] as const;
export type Quantile = (typeof QUANTILES)[number];

export type Measurement =
  | { readonly kind: 'metric'; readonly metric: Metric; readonly args: Arguments }
  | {
      readonly kind: 'delta';
      readonly metric: Metric;
      readonly args: Arguments;
      readonly vs: { readonly group: string } | { readonly variant: string };
    }
  | {
      readonly kind: 'when';
      readonly vm: string;
      readonly release: string;
      readonly of: 'patched' | 'rebooted';
      readonly quantile: Quantile;
    };

export interface Expectation {
  /** Number in the scenario's `expect`, from 0; one that is written for several groups or variants is several. */
  readonly index: number;
  readonly text: string;
  readonly level: 'deny' | 'warn';
  readonly reason?: string;
  readonly group?: string;
  readonly variant?: string;
  readonly measurement: Measurement;
  readonly comparison: Comparison;
  readonly limit: Limit;
  readonly unit: Unit;
  /** Of `when(…)`, where it is not the usual number. */
  readonly replications?: number;
}
