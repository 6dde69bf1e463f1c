// What cannot be in time: a clock that ends before it starts, incidents outside of it, windows of no length (R1, R3,
// R32). Refuses to know what the instants are for.
import { DAY, formatDate } from '../../calendar/instant.ts';
import type { DocumentPath, Finding } from '../problem.ts';
import type { Incident } from '../schema.ts';
import type { Check } from './check.ts';

/** Seconds of the local day. */
interface Window {
  readonly from: number;
  readonly to: number;
}

const MAX_HORIZON = 30 * 366 * DAY;

export const checkClock: Check = ({ scenario, isSound }) => {
  const { start, end } = scenario.clock;
  if (!isSound(['clock'])) return [];
  const path = ['clock', 'end'];
  if (end <= start) return [{ path, message: `is not after the start, ${formatDate(start)}`, rule: 'R1' }];
  if (end - start > MAX_HORIZON)
    return [{ path, message: 'is more than 30 years after the start', rule: 'R1' }];
  return [];
};

/** Incidents and actions that no instant of the run sees. */
export const checkInsideClock: Check = ({ scenario, isSound }) => {
  const { start, end } = scenario.clock;
  if (!isSound(['clock']) || end <= start) return [];
  const findings: Finding[] = [];
  const demand = (from: number, to: number, path: DocumentPath): void => {
    if ((to > start && from < end) || !isSound(path)) return;
    const message = `is outside of the clock, ${formatDate(start)} to ${formatDate(end)}`;
    findings.push({ path, message, rule: 'R1' });
  };
  for (const [index, incident] of scenario.incidents.entries()) {
    const span = spanOf(incident);
    if (span !== undefined) demand(span.from, span.to, ['incidents', index, span.key]);
  }
  for (const [index, { at }] of scenario.actions.entries()) demand(at, at + 1, ['actions', index, 'at']);
  return findings;
};

function spanOf(incident: Incident): { from: number; to: number; key: string } | undefined {
  if ('at' in incident) return { from: incident.at, to: incident.at + 1, key: 'at' };
  return 'from' in incident ? { from: incident.from, to: incident.to, key: 'from' } : undefined;
}

/** Daily windows that start when they end: nobody can tell whether that is all day or never. */
export const checkWindows: Check = ({ scenario, isSound, isWritten }) => {
  const findings: Finding[] = [];
  const demand = (
    path: DocumentPath,
    window: Window,
    keys: readonly [string, string],
    rule: string,
  ): void => {
    const places = keys.map((key) => [...path, key]);
    const length = (window.to - window.from) % DAY;
    const allDay = rule === 'R32' && window.from === 0 && window.to === DAY;
    if (length !== 0 || allDay || !places.every(isSound)) return;
    const message = `\`${keys[0]}\` and \`${keys[1]}\` are the same: a window of no length`;
    findings.push({ path: places.findLast(isWritten) ?? path, message, rule });
  };
  const { offPeakStart, offPeakEnd } = scenario.parameters;
  const offPeak = { from: offPeakStart, to: offPeakEnd };
  demand(['parameters'], offPeak, ['offPeakStart', 'offPeakEnd'], 'R3');
  for (const [index, { power }] of scenario.fleet.entries()) {
    const path = ['fleet', index, 'power'];
    const { offNightly, weekly = [] } = power;
    if (offNightly) demand([...path, 'offNightly'], offNightly, ['from', 'to'], 'R32');
    for (const [entry, window] of weekly.entries())
      demand([...path, 'weekly', entry], window, ['from', 'to'], 'R32');
  }
  return findings;
};
