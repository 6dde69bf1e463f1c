// Colours and names that all charts share. Refuses to know any chart.

import { kindWords } from '../../report/words.ts';

/** Told apart also by people who see few colours (Okabe and Ito), on light and dark ground. */
const CAUSES: Readonly<Record<string, string>> = {
  baseline_planned: '#0072b2',
  baseline_unplanned: '#d55e00',
  cumulative: '#8c96a0',
  oob: '#cc79a7',
  oob_hotpatch: '#b07aa1',
  dotnet: '#009e73',
  rebootSetting: '#e69f00',
  hotpatch: '#56b4e9',
};

export const causeColor = (cause: string): string => CAUSES[cause] ?? '#777777';
export const causeWords = (cause: string): string => kindWords(cause);

const TRACK: Readonly<Record<string, [words: string, color: string]>> = {
  onTrack: ['on the hotpatch track', '#009e73'],
  pendingBaseline: ['waits for a baseline', '#56b4e9'],
  offTrack: ['off the track', '#d55e00'],
  notEnrolled: ['able, not enrolled', '#8c96a0'],
  notEligible: ['not able', '#c3cad1'],
};
export const trackWords = (state: string): string => TRACK[state]?.[0] ?? state;
export const trackColor = (state: string): string => TRACK[state]?.[1] ?? '#777777';
