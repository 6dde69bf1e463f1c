// The files of one run: written aside under temporary names in their own folder, renamed together at the end, or gone.
// Refuses to know what the files say.

import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { FileRefusal, refusalOf } from './refusal.ts';

interface StagedFile {
  readonly name: string;
  readonly temporary: string;
  /** Null once closed. */
  descriptor: number | null;
}

export class OutputFolder {
  /** As the user is told it. */
  readonly path: string;
  readonly #files: StagedFile[] = [];
  /** Outermost folder made for this run, undefined when all were there. */
  readonly #made: string | undefined;
  /** Also when the process ends in the middle of a run, as when nobody reads its log any more. */
  readonly #atExit = (): void => this.discard();

  /** Makes the folder. @throws FileRefusal when that is impossible */
  constructor(path: string) {
    this.path = path;
    process.on('exit', this.#atExit);
    this.#made = this.#guard(path, () => makeFolders(path));
  }

  /** Starts a file; its name appears only with `commit`. @throws FileRefusal when the folder cannot be written */
  stage(name: string): { write: (data: string | Uint8Array) => void } {
    const target = join(this.path, name);
    const temporary = join(this.path, `.${name}.${process.pid}.partial`);
    const descriptor = this.#guard(target, () => {
      const there = statSync(target, { throwIfNoEntry: false });
      if (there?.isDirectory()) throw Object.assign(new Error(target), { code: 'EISDIR' });
      // The new file would take the place of the device, for everybody.
      if (there !== undefined && !there.isFile())
        throw new FileRefusal('write', target, 'it is a device or a pipe');
      return openSync(temporary, 'w');
    });
    this.#files.push({ name, temporary, descriptor });
    return { write: (data) => this.#guard(target, () => writeAll(descriptor, data)) };
  }

  /** Puts every file in its place. Returns their paths in order of staging. @throws FileRefusal, after discarding */
  commit(): string[] {
    for (const file of this.#files) {
      this.#guard(join(this.path, file.name), () => {
        fsyncSync(file.descriptor!);
        close(file);
      });
    }
    const targets: string[] = [];
    for (let file = this.#files[0]; file !== undefined; file = this.#files[0]) {
      const { temporary } = file;
      const target = join(this.path, file.name);
      this.#guard(target, () => renameSync(temporary, target));
      this.#files.shift();
      targets.push(target);
    }
    process.off('exit', this.#atExit);
    return targets;
  }

  /** Removes what was not committed, and the folders made for it when they are empty. */
  discard(): void {
    process.off('exit', this.#atExit);
    for (const file of this.#files.splice(0)) {
      attempt(() => close(file));
      attempt(() => unlinkSync(file.temporary));
    }
    if (this.#made === undefined) return;
    const outermost = resolve(this.#made);
    for (
      let folder = resolve(this.path);
      !relative(outermost, folder).startsWith('..');
      folder = dirname(folder)
    ) {
      if (!attempt(() => rmdirSync(folder))) return;
    }
  }

  #guard<T>(target: string, action: () => T): T {
    try {
      return action();
    } catch (error) {
      this.discard();
      throw refusalOf(error, 'write', target);
    }
  }
}

/** Writes a single file, whole or not at all. @throws FileRefusal */
export function writeWhole(file: string, data: string): void {
  const folder = new OutputFolder(dirname(file));
  folder.stage(basename(file)).write(data);
  folder.commit();
}

/**
 * Makes the folder and those around it that are not there; returns the outermost one made. (Node's own recursion never
 * ends where a folder takes no others, as in /proc.)
 */
function makeFolders(path: string): string | undefined {
  const missing: string[] = [];
  for (
    let folder = path;
    lstatSync(folder, { throwIfNoEntry: false }) === undefined;
    folder = dirname(folder)
  ) {
    missing.unshift(folder);
    if (dirname(folder) === folder) break;
  }
  const made: string[] = [];
  try {
    for (const folder of missing) if (makeFolder(folder)) made.unshift(folder);
    if (!statSync(path).isDirectory()) throw Object.assign(new Error(path), { code: 'EEXIST' });
  } catch (error) {
    for (const folder of made) attempt(() => rmdirSync(folder));
    throw error;
  }
  return made.at(-1);
}

/** False when another run has made it in the meantime. */
function makeFolder(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

function close(file: StagedFile): void {
  const { descriptor } = file;
  file.descriptor = null; // The number may soon be another file's.
  if (descriptor !== null) closeSync(descriptor);
}

/** A disk that fills up takes a part of what it is given and says so only at the next write. */
function writeAll(descriptor: number, data: string | Uint8Array): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  let done = 0;
  while (done < bytes.length) done += writeSync(descriptor, bytes, done);
}

/** For cleaning up, where what is already gone is as good as removed. */
function attempt(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
