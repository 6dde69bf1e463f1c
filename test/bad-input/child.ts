// The built program in a process of its own that reports its memory and time. Needs `npm run build`.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export const MAIN = resolve('dist/cli/main.js');
const MEASURE = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage(); writeSync(3, JSON.stringify([maxRSS / 1024, (userCPUTime + systemCPUTime) / 1e6])); });",
)}`;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs to the end; `megabytes` resident at most and `seconds` of processor time are of the child. */
export function measured(
  words: readonly string[],
  cwd: string,
): Ended & { megabytes: number; seconds: number } {
  const { status, stdout, stderr, output } = spawnSync(
    process.execPath,
    ['--import', MEASURE, MAIN, ...words],
    { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'], maxBuffer: 1 << 26 },
  );
  const [megabytes, seconds] = JSON.parse(output[3] || '[0, 0]') as [number, number];
  return { code: status, stdout, stderr, megabytes, seconds };
}

/** A line of bash, with `patchsim` as a command. */
export function shell(line: string, cwd: string, input: string | Uint8Array = ''): Ended {
  const script = `set -o pipefail; patchsim() { "${process.execPath}" "${MAIN}" "$@"; }; ${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd, input });
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** Started and left to run. */
export function started(
  words: readonly string[],
  cwd: string,
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [MAIN, ...words], { cwd });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      text[name] += chunk.toString();
    });
  }
  const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, ...text })));
  return { child, ended };
}
