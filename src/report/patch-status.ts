// A VM's patch status as the portal lays it out, in the VM's own local time. Refuses to know how it was found.

import type { InstallationRun, Patch, PatchStatus } from '../status/status.ts';
import { coverageText } from './coverage-text.ts';
import { type Wall, zoned } from './local-time.ts';
import { type Palette, paletteOf } from './palette.ts';
import { placeLine } from './place-line.ts';
import { left, tableLines } from './table.ts';
import { kindWords, reasonWords } from './words.ts';

export interface PatchStatusOptions {
  readonly color: boolean;
  readonly wall: Wall;
}

interface Showing {
  readonly palette: Palette;
  readonly wall: Wall;
}

/** Fields, then the history of updates; ends with a line end. */
export function renderPatchStatus(status: PatchStatus, { color, wall }: PatchStatusOptions): string {
  const showing = { palette: paletteOf(color), wall };
  const { vm, at } = status;
  const lines = [
    placeLine(vm, showing.palette),
    `${vm.product ?? 'no product'}, at ${zoned(at, wall)}; times are local, ${vm.timeZone}`,
  ];
  const { notCovered, orchestration } = status;
  if (notCovered !== undefined) lines.push(showing.palette.caution(coverageText(notCovered, orchestration)));
  lines.push('', ...tableLines(fields(status, showing), 0), '', ...historyLines(status, showing));
  return `${lines.join('\n')}\n`;
}

type Row = Parameters<typeof tableLines>[0][number];

function fields(status: PatchStatus, showing: Showing): Row[] {
  const { palette, wall } = showing;
  const { running, assessment, overdue } = status;
  const field = (name: string, value: string): Row => [left(name), left(value)];
  const more = (values: readonly string[]): Row[] => values.map((value) => [left(''), left(value)]);
  return [
    field('Hotpatch status', hotpatchText(status)),
    field('Patch mode', patchModeText(status)),
    field('Power', running ? 'running' : palette.caution('off')),
    field('Available updates', availableText(status)),
    ...more(status.available.map((patch) => `  ${patchText(patch)}`)),
    field(
      'Last assessment',
      assessment === undefined
        ? 'none yet'
        : `${zoned(assessment.started, wall)}, Succeeded, ${ASSESSED_BY[assessment.by]}`,
    ),
    field('Reboot', rebootText(status, palette)),
    ...overdue.map(({ kb, since, reason }) =>
      field('Overdue', palette.bad(`${kb} since ${zoned(since, wall)}: ${reasonWords(reason)}`)),
    ),
  ];
}

function patchModeText({ patchMode, notCovered, orchestration, vm }: PatchStatus): string {
  if (notCovered !== undefined) return patchMode;
  const enabling = orchestration === 'enabling' ? ', being enabled in off-peak hours (R11)' : '';
  return `${patchMode}, rebootSetting ${vm.rebootSetting}${enabling}`;
}

const ASSESSED_BY = {
  run: 'by an installation run',
  schedule: 'by the platform',
  demand: 'on demand',
} as const;

const TRACK: Readonly<Record<string, string>> = {
  notEligible: 'image or security type cannot have it',
  notEnrolled: 'hotpatch is turned off',
  pendingBaseline: 'turned on, waits for the next baseline',
  onTrack: 'on the hotpatch track',
  offTrack: 'off the hotpatch track, gets cumulative updates until it is on a baseline',
};

function hotpatchText({ hotpatch: { status, track, awaitsPreview }, notCovered }: PatchStatus): string {
  const name = status === 'NotEnrolled' ? 'Not enrolled' : status;
  if (awaitsPreview) return `${name} (waits for the preview registration of its subscription)`;
  // A schedule installs hotpatches too (R31).
  const patched = notCovered === undefined || notCovered === 'customerSchedule';
  return `${name} (${patched ? TRACK[track] : 'not covered'})`;
}

function availableText({ available, assessment }: PatchStatus): string {
  if (assessment === undefined) return 'not assessed yet';
  if (available.length === 0) return 'none';
  const names = [...new Set(available.map(({ classification }) => classification))];
  const byName = names.map(
    (name) => `${available.filter(({ classification }) => classification === name).length} ${name}`,
  );
  return byName.join(', ');
}

const patchText = ({ kb, kind, classification }: Patch): string =>
  `${kb}  ${kindWords(kind)}, ${classification}`;

function rebootText({ waiting, unresponsive, lastRun }: PatchStatus, palette: Palette): string {
  const kbs = waiting.map(({ kb }) => kb).join(', ');
  if (lastRun?.status === 'InProgress' && lastRun.rebootStatus === 'Started')
    return palette.caution('in progress');
  if (unresponsive) return palette.bad(`failed, the VM does not answer${kbs && `; pending for ${kbs}`}`);
  if (waiting.length === 0) return 'not required';
  return palette.caution(
    lastRun?.status === 'InProgress' ? `required by ${kbs}` : `pending, required by ${kbs}`,
  );
}

function historyLines({ history }: PatchStatus, showing: Showing): string[] {
  const heading = showing.palette.strong('Update history, 30 days');
  if (history.length === 0) return [heading, '  no installation runs'];
  return [heading, ...tableLines(history.flatMap((run) => runRows(run, showing)))];
}

const STATUS_COLOR = {
  InProgress: 'place',
  Succeeded: 'good',
  CompletedWithWarnings: 'caution',
  Failed: 'bad',
} as const;

function runRows(run: InstallationRun, { palette, wall }: Showing): Row[] {
  const notes = [
    `reboot ${run.rebootStatus}`,
    run.maintenanceWindowExceeded && 'maintenance window exceeded',
    run.interrupted && 'switched off during the run',
    run.patches.length === 0 && 'no updates',
  ].filter((note) => note !== false);
  return [
    [
      left(zoned(run.started, wall)),
      left(palette[STATUS_COLOR[run.status]](run.status)),
      left(notes.join(', ')),
    ],
    ...run.patches.map((patch) => [left(''), left(patch.state), left(patchText(patch))]),
  ];
}
