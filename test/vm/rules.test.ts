// The rules of one VM's life (R22-R28, R32), each asked of every configuration the chart can reach.

import { describe, expect, it } from 'vitest';
import { LEVELS, type NEXTS, TIMER, VM_EVENTS, type VmEvent } from '../../src/vm/events.ts';
import { restingConfiguration, TRACKS, type Track } from '../../src/vm/table.ts';
import { ANSWERS, type Answer, answer, path } from './answers.ts';

const FOUND: VmEvent = { type: 'ASSESSED', found: true };
const INSTALL: VmEvent = { type: 'ADMITTED', run: 'install' };
const RESTART: VmEvent = { type: 'ADMITTED', run: 'reboot' };
const OFF: VmEvent = { type: 'POWER_OFF', remaining: false, waits: false };
type Level = (typeof LEVELS)[number];
const on = (level: Level): VmEvent => ({ type: 'POWER_ON', level });
const installed = (
  level: Level,
  next: (typeof NEXTS)[number],
  rebootRequired = level !== 'hotpatch',
): VmEvent => {
  return { type: TIMER.installDuration, installed: true, level, rebootRequired, next };
};
const failed = (next: (typeof NEXTS)[number]): VmEvent => {
  return { type: TIMER.installDuration, installed: false, level: 'none', rebootRequired: false, next };
};
const restarted = (level: Level, completed = true): VmEvent => ({
  type: TIMER.rebootDuration,
  completed,
  level,
});
const probed = (healthy: boolean, remaining: boolean): VmEvent => {
  return { type: TIMER.healthProbe, healthy, remaining };
};
const rest = restingConfiguration;
const from = (state: string): readonly Answer[] => ANSWERS.filter(({ before }) => before.patching === state);

describe('R22 a started patch is never cut', () => {
  it('only its own end or losing power leads out of installing', () => {
    for (const { event, after: next, does } of from('installing')) {
      if (event.type === TIMER.installDuration || event.type === 'POWER_OFF') continue;
      expect(next.patching).toBe('installing');
      expect(does.filter((instruction) => instruction !== 'trackChanged')).toEqual([]);
    }
  });

  it('patches follow one another, and what does not fit stays for another run', () => {
    const run = path(
      rest('onTrack'),
      FOUND,
      INSTALL,
      installed('hotpatch', 'patch'),
      failed('end'),
      probed(true, true),
    );
    expect(run.after).toMatchObject({ patching: 'pending', reboot: 'notNeeded', track: 'onTrack' });
    expect(run.does).toEqual([
      ...['startPatch', 'start installDuration', 'patchInstalled', 'becomeEffective'],
      ...['startPatch', 'start installDuration', 'patchFailed'],
      ...['runCompleted', 'start healthProbe', 'healthy'],
    ]);
  });
});

describe('R23 what failed is tried again', () => {
  it.each([
    [true, 'pending'],
    [false, 'idle'],
  ])('with something remaining %s the VM is %s after its run', (remaining, patching) => {
    expect(
      path(rest('notEnrolled'), FOUND, INSTALL, failed('end'), probed(true, remaining)).after.patching,
    ).toBe(patching);
  });
});

describe('R24 restarts', () => {
  it('at most one in a run: a second needs a new admission', () => {
    for (const { event, does, before } of ANSWERS) {
      if (!does.includes('startReboot')) continue;
      expect(['installing', 'pending']).toContain(before.patching);
      expect(event.type).toBe(before.patching === 'pending' ? 'ADMITTED' : TIMER.installDuration);
    }
    for (const { after: next } of from('rebooting')) expect(next.patching).not.toBe('installing');
  });

  it('what needs a restart takes effect with it and not before', () => {
    for (const level of ['none', 'baseline', 'cumulative'] as const) {
      const staged = path(rest('onTrack'), FOUND, INSTALL, installed(level, 'reboot'));
      expect(staged.after.reboot).toBe('required');
      expect(staged.does).not.toContain('becomeEffective');
      expect(answer(staged.next, restarted(level)).does.slice(0, 2)).toEqual([
        'rebootCompleted',
        'becomeEffective',
      ]);
    }
  });

  it('a hotpatch takes effect at once and asks for none, also while .NET waits for one', () => {
    const first = path(rest('onTrack'), FOUND, INSTALL, installed('none', 'end'), probed(true, true));
    const hotpatch = path(first.next, INSTALL, installed('hotpatch', 'end'));
    expect(hotpatch.does).toContain('becomeEffective');
    expect(hotpatch.after).toMatchObject({ reboot: 'required', track: 'onTrack' });
    expect(
      VM_EVENTS.some(
        (event) => 'rebootRequired' in event && event.level === 'hotpatch' && event.rebootRequired,
      ),
    ).toBe(false);
  });

  it('Never leaves it required, and a later run may do the restart alone', () => {
    const run = path(rest('notEnrolled'), FOUND, INSTALL, installed('cumulative', 'end'), probed(true, true));
    expect(run.after).toMatchObject({ patching: 'pending', reboot: 'required' });
    expect(path(run.next, RESTART, restarted('cumulative')).does).toContain('becomeEffective');
  });

  it('Always restarts with nothing installed, and nothing takes effect', () => {
    const run = path(rest('onTrack'), FOUND, INSTALL, failed('reboot'), restarted('none'));
    expect(run.does).toContain('rebootCompleted');
    expect(run.does).not.toContain('becomeEffective');
    expect(run.after).toMatchObject({ patching: 'verifying', reboot: 'notNeeded', agent: 'ready' });
  });

  it('a run that is only a restart needs a restart to be pending', () => {
    for (const { event, before, after: next } of from('pending')) {
      if (event.type !== 'ADMITTED' || event.run !== 'reboot' || before.reboot === 'required') continue;
      expect(next).toEqual(before);
    }
  });

  it('a power cycle does it too, whatever the VM is at, unless it hangs', () => {
    for (const { before, at } of ANSWERS.filter(({ event }) => event.type === 'POWER_OFF')) {
      if (before.power === 'stopped' || before.reboot !== 'required') continue;
      const inRun = ['installing', 'rebooting', 'unresponsive'].includes(before.patching);
      expect(path(at, OFF, on('none')).does.includes('becomeEffective')).toBe(!inRun);
    }
  });

  it('switching on a VM that is on restarts nothing', () => {
    for (const { event, before, after: next, does } of ANSWERS) {
      if (event.type === 'POWER_ON' && before.power === 'running')
        expect({ next, does }).toEqual({ next: before, does: [] });
    }
  });
});

describe('R25 health after the run', () => {
  const run = path(
    rest('notEnrolled'),
    FOUND,
    INSTALL,
    installed('cumulative', 'reboot'),
    restarted('cumulative'),
  );

  it('every completed run is watched', () => {
    for (const { does, after: next } of ANSWERS) {
      if (does.includes('runCompleted')) expect(['verifying', 'unresponsive']).toContain(next.patching);
    }
  });

  it('an unhealthy VM recovers after a time', () => {
    const hurt = path(run.next, probed(false, false), { type: TIMER.recovery, remaining: false });
    expect(hurt.does).toEqual(['unhealthy', 'start recovery', 'recovered']);
    expect(hurt.after.patching).toBe('idle');
  });

  it('a VM that hangs after its restart is unhealthy and unreachable until repaired; power alone does not help', () => {
    const hung = path(
      rest('onTrack'),
      FOUND,
      INSTALL,
      installed('baseline', 'reboot'),
      restarted('baseline', false),
    );
    expect(hung.does.slice(-4)).toEqual(['rebootFailed', 'runCompleted', 'unhealthy', 'start repair']);
    expect(hung.after).toMatchObject({ patching: 'unresponsive', agent: 'notReady', reboot: 'required' });
    const cycled = path(hung.next, OFF, on('baseline'));
    expect(cycled).toMatchObject({ after: hung.after, does: [] });
    const repair: VmEvent = { type: TIMER.repair, level: 'baseline', remaining: false };
    const repaired = path(cycled.next, repair);
    expect(repaired.after).toMatchObject({ patching: 'idle', agent: 'ready', reboot: 'notNeeded' });
    expect(repaired.does).toContain('becomeEffective');
    // Repaired while off, it starts into what it has installed.
    const whileOff = path(hung.next, OFF, repair);
    expect(whileOff.does).toEqual(['recovered']);
    expect(answer(whileOff.next, on('baseline')).does).toContain('becomeEffective');
  });
});

/** Where the track goes when content of a level takes effect: with a restart, or at once for a hotpatch. */
function effective(track: Track, level: Level): string {
  const needs = level !== 'hotpatch';
  const events = [
    FOUND,
    INSTALL,
    installed(level, needs ? 'reboot' : 'end'),
    ...(needs ? [restarted(level)] : []),
  ];
  return path(rest(track), ...events).after.track;
}

describe('R26 states of the hotpatch track', () => {
  it.each([
    ['onTrack', 'hotpatch', 'onTrack'],
    ['onTrack', 'baseline', 'onTrack'],
    ['onTrack', 'none', 'onTrack'],
    ['notEligible', 'baseline', 'notEligible'],
    ['notEligible', 'cumulative', 'notEligible'],
    ['notEnrolled', 'baseline', 'notEnrolled'],
    ['notEnrolled', 'cumulative', 'notEnrolled'],
  ] as const)('%s and %s: %s', (track, level, next) => {
    expect(effective(track, level)).toBe(next);
  });

  it('a VM that is not eligible never is on the track', () => {
    for (const { before, after: next } of ANSWERS) {
      expect(next.track === 'notEligible').toBe(before.track === 'notEligible');
    }
  });
});

describe('R27 off the track', () => {
  it.each([
    ['onTrack', 'cumulative', 'offTrack'],
    ['offTrack', 'cumulative', 'offTrack'],
    ['offTrack', 'hotpatch', 'offTrack'],
    ['offTrack', 'none', 'offTrack'],
    ['offTrack', 'baseline', 'onTrack'],
  ] as const)('%s and %s: %s', (track, level, next) => {
    expect(effective(track, level)).toBe(next);
  });

  it('falling behind leads off the track at once, whatever the VM is at', () => {
    for (const { event, before, after: next, does } of ANSWERS) {
      if (event.type !== 'FELL_BEHIND') continue;
      expect(next).toEqual({ ...before, track: before.track === 'onTrack' ? 'offTrack' : before.track });
      expect(does).toEqual(before.track === 'onTrack' ? ['trackChanged'] : []);
    }
  });
});

describe('R28 turning hotpatch off and on', () => {
  it('off unenrols at once, whatever the VM is at', () => {
    for (const { event, before, after: next } of ANSWERS) {
      if (event.type !== 'HOTPATCH_OFF') continue;
      expect(next).toEqual({
        ...before,
        track: before.track === 'notEligible' ? 'notEligible' : 'notEnrolled',
      });
    }
  });

  it('on again waits for a baseline, and nothing else ends the wait', () => {
    expect(path(rest('onTrack'), { type: 'HOTPATCH_OFF' }, { type: 'HOTPATCH_ON' }).after.track).toBe(
      'pendingBaseline',
    );
    for (const level of LEVELS) {
      expect(effective('pendingBaseline', level)).toBe(level === 'baseline' ? 'onTrack' : 'pendingBaseline');
    }
    for (const { event, before, after: next } of ANSWERS) {
      if (before.track !== 'pendingBaseline' || next.track !== 'onTrack') continue;
      expect(event).toMatchObject({ level: 'baseline' });
    }
  });
});

describe('R32 losing power', () => {
  it.each(TRACKS)('in flight the run fails, is tried again, and nothing of it takes effect (%s)', (track) => {
    for (const { at, before, event } of [...from('installing'), ...from('rebooting')]) {
      if (event.type !== 'POWER_OFF' || before.track !== track) continue;
      const off = answer(at, OFF);
      expect(off.does).toEqual(['runInterrupted']);
      expect(off.after).toEqual({
        power: 'stopped',
        agent: 'notReady',
        patching: 'pending',
        reboot: 'notNeeded',
        track,
      });
      expect(answer(off.next, on('baseline'))).toMatchObject({
        does: [],
        after: { patching: 'pending', track },
      });
    }
  });

  it('after the run its health stays unknown, and what waited for a restart takes effect', () => {
    const run = path(rest('onTrack'), FOUND, INSTALL, installed('baseline', 'end'), OFF);
    expect(run.after).toMatchObject({ patching: 'idle', reboot: 'required' });
    expect(run.does).not.toContain('healthy');
    expect(answer(run.next, on('baseline')).does).toEqual(['becomeEffective']);
  });
});
