// The three streams of the process and what they can show. Refuses to know what is printed.

import { refusalOf } from './refusal.ts';
import { readStream } from './text-file.ts';

/** What a command needs of the process; tests give their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** All of stdin, at most so many bytes. */
  readonly stdin: (most?: number) => Promise<string>;
  /** Colours on stdout and on stderr. */
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** Width of stdout, undefined when it is no terminal. */
  readonly columns: number | undefined;
  /** Whether stderr is a terminal that a progress bar can be drawn on. */
  readonly interactive: boolean;
}

interface Stream {
  readonly isTTY?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** NO_COLOR (https://no-color.org) beats FORCE_COLOR beats what the stream is; `--no-color` beats all. */
export function wantsColor(stream: Stream, environment: Environment, flag: boolean): boolean {
  if (!flag) return false;
  if (environment.NO_COLOR !== undefined && environment.NO_COLOR !== '') return false;
  const force = environment.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return stream.isTTY === true && environment.TERM !== 'dumb';
}

/** @param color false with `--no-color` */
export function processTerminal(color: boolean): Terminal {
  const { stdout, stderr, env } = process;
  return {
    out: (written) => void stdout.write(written),
    err: (written) => void stderr.write(written),
    // Asked for only then: Node makes the stream when somebody does.
    stdin: (most) => readStream(process.stdin, '<stdin>', most),
    color: { out: wantsColor(stdout, env, color), err: wantsColor(stderr, env, color) },
    columns: stdout.isTTY ? stdout.columns : undefined,
    interactive: stderr.isTTY === true && env.TERM !== 'dumb',
  };
}

/**
 * A reader that went away (`| head`) ends the process quietly; a stream that cannot be written for another reason, such
 * as a full disk, ends it with one line and the given exit code.
 */
export function endOnBrokenStream(code: number): void {
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      const refusal = refusalOf(error, 'write', name);
      if (name === 'stdout') process.stderr.write(`patchsim: ${(refusal as Error).message}\n`);
      process.exit(code);
    });
  }
}
