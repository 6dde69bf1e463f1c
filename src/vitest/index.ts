// Matchers for policy tests in code, `import 'patchsim/vitest'`: a scenario is run once, and asked as often as wanted.
// Refuses to know metrics: a matcher is an expectation in the words of code.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect } from 'vitest';
import { demandOptions, demandText } from '../experiment/arguments.ts';
import { type PolicyRun, recordRun } from '../experiment/expectation/recorded.ts';
import { fileCause } from '../report/file-causes.ts';
import { brokenText, expectationText, lookCommand, measuredText } from '../report/test/words.ts';

export type { PolicyRun };

/** @param seed another seed than the scenario's @param variant a variant of the scenario instead of itself */
export interface RunPolicyOptions {
  readonly seed?: string;
  readonly variant?: string;
}

/** Runs a scenario file. @throws Error naming every problem, or the file when it cannot be read */
export async function runPolicy(file: string, options: RunPolicyOptions = {}): Promise<PolicyRun> {
  demandText('runPolicy: file', file);
  demandOptions('runPolicy', options, { texts: ['seed', 'variant'] });
  const read = (path: string): string => readFileSync(resolve(dirname(file), path), 'utf8');
  return recordRun(textOf(file), { file, read, ...options });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = fileCause(error) ?? (error as Error).message;
    throw new Error(`runPolicy: cannot read ${file}: ${why}`, { cause: error });
  }
}

export interface OfGroup {
  /** A group's name; the whole fleet when left out. */
  readonly group?: string;
}

export interface Together extends OfGroup {
  /** At most so many VMs rebooting in the same minute in any one place; 1 when left out. */
  readonly atMost?: number;
}

/** Where VMs meet. */
export type Place = { readonly [place in 'set' | 'zone' | 'region' | 'subscription']?: boolean };

interface PolicyMatchers<R = unknown> {
  /** Every update is in effect so long after its release (`'30d'`) on a share of the VMs, all of them when left out. */
  toBeEffectiveWithin(days: string, options?: OfGroup & { readonly share?: string }): R;
  /** No VM is restarted more often for patching. */
  toRebootAtMost(times: number, options?: OfGroup): R;
  /** Never more than one VM (or `atMost`) of one availability set, zone, region or subscription reboots at a time. */
  toNeverRebootTogether(where: Place & Together): R;
  /** No VM has an update not in effect 30 days after its release. */
  toNeverBeOverdue(options?: OfGroup): R;
  /** An expectation as in a scenario file: `deferrals.windowTooShort <= 30`. */
  toMeet(expectation: string, options?: OfGroup): R;
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the type parameter must be as vitest declares it
  interface Matchers<T = any> extends PolicyMatchers<T> {}
}

function meet(received: unknown, that: string, group?: string): { pass: boolean; message: () => string } {
  const run = received as Partial<PolicyRun> | null;
  if (typeof run?.verdict !== 'function')
    throw new TypeError('expected what runPolicy gives: expect(await runPolicy("web.yaml"))');
  const { file, verdict: ask } = run as PolicyRun;
  const verdict = ask(that, group);
  const pass = verdict.status === 'passed';
  return {
    pass,
    message: () =>
      [
        `${file}: expected ${pass ? 'not ' : ''}${expectationText(verdict)}`,
        measuredText(verdict),
        brokenText(verdict),
        lookCommand(file, verdict),
      ]
        .filter((line) => line !== undefined)
        .join('\n'),
  };
}

expect.extend({
  toBeEffectiveWithin(
    received: unknown,
    days: string,
    { share = '100%', group }: OfGroup & { share?: string } = {},
  ) {
    return meet(received, `effective.after(${days}) >= ${share}`, group);
  },
  toRebootAtMost(received: unknown, times: number, { group }: OfGroup = {}) {
    return meet(received, `reboots.perVm.max <= ${times}`, group);
  },
  toNeverRebootTogether(received: unknown, { atMost = 1, group, ...where }: Place & Together) {
    const places = Object.entries(where).filter(([, asked]) => asked);
    if (places.length !== 1)
      throw new TypeError(
        'expected one place: { set: true }, { zone: true }, { region: true } or { subscription: true }',
      );
    return meet(received, `peakRebooting(${places[0][0]}) <= ${atMost}`, group);
  },
  toNeverBeOverdue(received: unknown, { group }: OfGroup = {}) {
    return meet(received, 'overdue == 0', group);
  },
  toMeet(received: unknown, that: string, { group }: OfGroup = {}) {
    return meet(received, that, group);
  },
});
