// Why a command ends early through no fault of ours: something about the user's files, or a signal.
// Refuses to know how it is told.

import { fileCause } from '../report/file-causes.ts';
import type { InterruptingSignal } from './exit-codes.ts';

/** A file or folder of the user that cannot be read or written; the message is one complete line. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
  /** The part of the message behind the file's name. */
  readonly why: string;

  constructor(action: 'read' | 'write' | 'check', path: string, why: string, options?: ErrorOptions) {
    super(`cannot ${action} ${path}: ${why}`, options);
    this.why = why;
  }
}

/** The process was asked to stop. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly signal: InterruptingSignal;

  constructor(signal: InterruptingSignal) {
    super(`interrupted by ${signal}`);
    this.signal = signal;
  }
}

/**
 * Turns an error of the file system into a refusal: `cannot read fleet.yaml: it does not exist`.
 * An error that says nothing about the user's files is returned as it is: that one is ours.
 */
export function refusalOf(error: unknown, action: 'read' | 'write' | 'check', path: string): unknown {
  const cause = fileCause(error);
  return cause === undefined ? error : new FileRefusal(action, path, cause, { cause: error });
}
