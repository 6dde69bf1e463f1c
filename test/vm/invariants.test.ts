// What holds in every configuration the chart can reach, and for every event.

import { expect, it } from 'vitest';
import { DELAYS, TIMER, VM_EVENTS } from '../../src/vm/events.ts';
import { eventCode, restingConfiguration, TRACKS, vmTable } from '../../src/vm/table.ts';
import { ANSWERS, CODES, isTimer, startsTimer, TIMED } from './answers.ts';

it('the agent answers exactly while the VM is on, not restarting and not hanging', () => {
  for (const { power, agent, patching } of vmTable.configurations) {
    const silent = power === 'stopped' || patching === 'rebooting' || patching === 'unresponsive';
    expect(agent).toBe(silent ? 'notReady' : 'ready');
  }
});

it('nothing is installed, restarted or probed while the VM is off, and nothing takes effect', () => {
  for (const { before, after, does } of ANSWERS) {
    if (after.power === 'running') continue;
    expect(['installing', 'rebooting', 'verifying']).not.toContain(after.patching);
    expect(does).not.toContain('becomeEffective');
    if (before.power === 'stopped') expect(does).not.toContain('startPatch');
  }
});

it('without its agent a VM is neither assessed nor admitted', () => {
  for (const { event, before, after } of ANSWERS) {
    if (before.agent === 'ready' || (event.type !== 'ASSESSED' && event.type !== 'ADMITTED')) continue;
    expect(after).toEqual(before);
  }
});

it('every action and timer is asked for somewhere', () => {
  expect(new Set(ANSWERS.flatMap(({ does }) => does))).toEqual(new Set(CODES));
});

it('a VM has one timer: whoever enters a timed state starts its timer, nobody else starts any', () => {
  const started: Record<string, string> = Object.fromEntries(
    DELAYS.map((delay) => [TIMER[delay].slice(TIMER[delay].lastIndexOf('.') + 1), `start ${delay}`]),
  );
  expect(Object.keys(started).sort()).toEqual([...TIMED].sort());
  for (const { event, before, after, does } of ANSWERS) {
    const enters =
      before.patching !== after.patching || (event.type === TIMER.installDuration && does.length > 0);
    const timers = enters && TIMED.includes(after.patching) ? [started[after.patching]] : [];
    expect(does.filter(startsTimer)).toEqual(timers);
  }
});

it('a timer goes off only in the state that started it, and always leads somewhere', () => {
  for (const { event, before, after, does } of ANSWERS) {
    if (!isTimer(event)) continue;
    const due = event.type.endsWith(`.${before.patching}`);
    if (due) expect(does.length).toBeGreaterThan(0);
    else expect({ after, does }).toEqual({ after: before, does: [] });
  }
});

it('a change of track is told exactly when the track changes', () => {
  for (const { before, after, does } of ANSWERS) {
    expect(does.includes('trackChanged')).toBe(before.track !== after.track);
  }
});

it('something takes effect when a restart is no longer needed, or at once', () => {
  for (const { before, after, does, event } of ANSWERS) {
    if (before.reboot !== 'required' || after.reboot !== 'notNeeded') continue;
    expect(does.includes('becomeEffective')).toBe(event.type !== 'POWER_OFF');
  }
});

it('every VM can come to rest again', () => {
  const rests = new Set(TRACKS.map(restingConfiguration));
  const reaches = new Set<number>(rests);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { at, next } of ANSWERS) {
      if (!reaches.has(next) || reaches.has(at)) continue;
      reaches.add(at);
      grown = true;
    }
  }
  expect(reaches.size).toBe(vmTable.configurations.length);
});

it('an event has its place in the list as its code, whatever the order of its keys', () => {
  VM_EVENTS.forEach((event, code) => {
    const turned = Object.fromEntries(Object.entries(event).reverse());
    expect(eventCode(turned as never)).toBe(code);
  });
  expect(() => eventCode({ type: 'ASSESSED', found: 1 } as never)).toThrow(RangeError);
});
