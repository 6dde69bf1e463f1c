// Why a command ends early through no fault of ours: something about the user's files, or a signal.
// Refuses to know how it is told.

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

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory, not a file',
  ENOTDIR: 'a part of its path is a file, not a directory',
  EEXIST: 'something that is not a directory has that name',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than the file system allows',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its symbolic links form a loop',
  EMFILE: 'too many files are open',
  EBUSY: 'it is in use',
  EINVAL: 'its name or kind is not one that can be used here',
  EIO: 'the disk or device reports an error',
  ENXIO: 'nothing is behind it',
  ENODEV: 'nothing is behind it',
  ERR_INVALID_ARG_VALUE: 'its name holds a NUL byte',
  ENOTEMPTY: 'a directory has that name',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
  ERR_STRING_TOO_LONG: 'it is too large to be read as text',
};

/**
 * Turns an error of the file system into a refusal: `cannot read fleet.yaml: it does not exist`.
 * An error that says nothing about the user's files is returned as it is: that one is ours.
 */
export function refusalOf(error: unknown, action: 'read' | 'write' | 'check', path: string): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  const cause = typeof code === 'string' ? CAUSES[code] : undefined;
  return cause === undefined ? error : new FileRefusal(action, path, cause, { cause: error });
}
