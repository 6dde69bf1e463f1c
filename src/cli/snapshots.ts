// Snapshots beside their scenarios: read, compared, written and removed. Refuses to know which figures they hold.

import { existsSync, unlinkSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { changedFigures, type KeyFigures } from '../experiment/key-figures.ts';
import type { SnapshotOutcome } from '../report/test/outcome.ts';
import { OutputFolder } from './output-folder.ts';
import { FileRefusal, refusalOf } from './refusal.ts';
import { snapshotOf } from './test-files.ts';
import { readTextFile } from './text-file.ts';

export interface SnapshotOptions {
  readonly update: boolean;
  /** In CI nothing is written, and what is missing or obsolete fails. */
  readonly ci: boolean;
}

/** @throws FileRefusal */
export function compareSnapshot(
  scenario: string,
  figures: KeyFigures,
  { update, ci }: SnapshotOptions,
): SnapshotOutcome {
  const file = snapshotOf(scenario);
  const outcome = (
    state: SnapshotOutcome['state'],
    failed = false,
    changes: SnapshotOutcome['changes'] = [],
  ) => ({
    file,
    state,
    failed,
    changes,
  });
  if (!existsSync(file)) {
    if (ci) return outcome('missing', true);
    write(file, figures);
    return outcome('written');
  }
  const changes = changedFigures(read(file), figures);
  if (changes.length === 0) return outcome('same');
  if (!update) return outcome('differs', true, changes);
  write(file, figures);
  return outcome('updated', false, changes);
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

function read(file: string): unknown {
  try {
    return JSON.parse(readTextFile(file, file));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new FileRefusal('read', file, 'it is no JSON; remove it and run again, or restore it');
    throw error;
  }
}

function write(file: string, figures: KeyFigures): void {
  const folder = new OutputFolder(dirname(file));
  folder.stage(basename(file)).write(`${JSON.stringify(figures, null, 2)}\n`);
  folder.commit();
}
