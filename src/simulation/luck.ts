// A VM's luck: which stream each question draws from (R4, R23, R25).
// Refuses to know what the answers lead to.

import type { Release } from '../catalogue/release.ts';
import { pick } from '../kernel/lognormal.ts';
import { drawAt, streamKey, substream, thresholdOf } from '../kernel/streams.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Durations } from './durations.ts';

export type Luck = ReturnType<typeof luckOf>;

export function luckOf({ seed, parameters }: Scenario, durations: Durations, releases: readonly Release[]) {
  const key = (purpose: string): number => streamKey(seed, purpose);
  const duration = key('install duration');
  const failure = key('install failure');
  const reboot = key('reboot duration');
  const rebootFailure = key('reboot failure');
  const installThreshold = thresholdOf(parameters.installFailure);
  const rebootThreshold = thresholdOf(parameters.rebootFailure);
  const { restart } = durations;
  // In scope they are constants to the compiler.
  const ofVm = substream;
  const ofRun = drawAt;
  const picked = pick;
  const installs = releases.map(({ kind }) => durations.install(kind));

  return {
    /** Streams of the periodic assessments. */
    gap: key('assessment gap'),
    hour: key('assessment hour'),

    /** Seconds an installation takes. `vm` is the VM's identity in draws, `run` the number of its run (run-luck.ts). */
    installDuration(release: number, vm: number, run: number): number {
      return picked(installs[release], ofRun(ofVm(duration, vm), run));
    },

    installFails(vm: number, run: number): boolean {
      return ofRun(ofVm(failure, vm), run) < installThreshold;
    },

    rebootDuration(vm: number, run: number): number {
      return picked(restart, ofRun(ofVm(reboot, vm), run));
    },

    rebootFails(vm: number, run: number): boolean {
      return ofRun(ofVm(rebootFailure, vm), run) < rebootThreshold;
    },
  };
}
