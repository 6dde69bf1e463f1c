// What metrics have in common: numbers of the summary, parameters that are one of a few words. Refuses to know any metric.

import { closest } from '../../scenario/suggestion.ts';
import type { Figures } from '../replication.ts';
import type { Metric, Parameter } from './metric.ts';

export const figuresOf = (of: (figures: Figures) => number | null): Metric['value'] => {
  return ({ run }, { group }) => of(group === undefined ? run.fleet : run.groups[group]);
};
export const perSimulated = (of: (figures: Figures) => number): Metric['value'] =>
  figuresOf((figures) => (figures.simulated === 0 ? null : of(figures) / figures.simulated));

export const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, one) => total + one, 0);

export function words(name: string, all: readonly string[]): Parameter {
  const refuse = (value: string): string | undefined => {
    if (all.includes(value)) return undefined;
    const near = closest(value, all);
    return `expected one of ${all.join(', ')}, found "${value}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
  };
  return { name, words: all, refuse };
}
