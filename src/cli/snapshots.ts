// Snapshots beside their scenarios: read, compared, written and removed. Refuses to know which figures they hold.

import { existsSync, unlinkSync } from 'node:fs';
import { changedFigures, type KeyFigures } from '../experiment/key-figures.ts';
import type { SnapshotOutcome } from '../report/test/outcome.ts';
import { writeWhole } from './output-folder.ts';
import { FileRefusal, refusalOf } from './refusal.ts';
import { snapshotOf } from './test-files.ts';
import { readTextFile } from './text-file.ts';

export interface SnapshotOptions {
  readonly update: boolean;
  /** In CI nothing is written, and what is missing or obsolete fails. */
  readonly ci: boolean;
}

export interface Compared {
  readonly outcome: SnapshotOutcome;
  /** Writes what is to be written. @throws FileRefusal */
  readonly keep: () => void;
}

/** @throws FileRefusal for a snapshot that cannot be read */
export function compareSnapshot(
  scenario: string,
  figures: KeyFigures,
  { update, ci }: SnapshotOptions,
): Compared {
  const file = snapshotOf(scenario);
  const compared = (
    state: SnapshotOutcome['state'],
    rest: Partial<Pick<SnapshotOutcome, 'failed' | 'changes'>> = {},
    keep = (): void => {},
  ): Compared => ({ outcome: { file, state, failed: false, changes: [], ...rest }, keep });
  const writing = (): void => write(file, figures);
  if (!existsSync(file))
    return ci && !update ? compared('missing', { failed: true }) : compared('written', {}, writing);
  const before = read(file, update);
  const changes = changedFigures(before, figures);
  if (changes.length === 0) return compared('same');
  return update ? compared('updated', { changes }, writing) : compared('differs', { failed: true, changes });
}

/** A snapshot that nobody asks for. @throws FileRefusal */
export function obsoleteSnapshot(file: string, { update, ci }: SnapshotOptions): SnapshotOutcome {
  if (!update) return { file, state: 'obsolete', failed: ci, changes: [] };
  try {
    unlinkSync(file);
  } catch (error) {
    throw refusalOf(error, 'write', file);
  }
  return { file, state: 'removed', failed: false, changes: [] };
}

/** With `update` one that is no JSON is replaced like any other. */
function read(file: string, update: boolean): unknown {
  try {
    return JSON.parse(readTextFile(file, file));
  } catch (error) {
    if (error instanceof SyntaxError && update) return undefined;
    if (error instanceof SyntaxError)
      throw new FileRefusal('read', file, 'it is no JSON; restore it, or -u writes it anew');
    throw error;
  }
}

function write(file: string, figures: KeyFigures): void {
  writeWhole(file, `${JSON.stringify(figures, null, 2)}\n`);
}
