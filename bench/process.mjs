// What a person waits for: whole processes of the command line, in turns with an empty Node. Refuses to know the engine.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchScenario } from './fleet.mjs';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
/** Says at exit how much memory the process had at most. */
const PEAK = `--import=data:text/javascript,process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS))`;

function timed(words) {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${words.join(' ')} failed: ${stderr}`);
  return {
    seconds: (performance.now() - begin) / 1000,
    peak: Number(/peak (\d+)$/.exec(stderr)?.[1] ?? 0) * 1024,
  };
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Seconds over an empty Node, medians of `times` turns, and the price of a trace. */
export function measureProcess({ times, traceVms }) {
  const folder = mkdtempSync(join(tmpdir(), 'patchsim-bench-'));
  try {
    const scenario = (vms) => {
      const path = join(folder, `${vms}.json`);
      writeFileSync(path, benchScenario(vms));
      return path;
    };
    const run = (vms, ...more) => [MAIN, 'run', scenario(vms), '-q', '--out', join(folder, 'out'), ...more];
    const commands = { empty: ['-e', '0'], help: [MAIN, '--help'], year: run(1000) };
    const seconds = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
    for (let turn = 0; turn < times; turn++) {
      for (const [name, words] of Object.entries(commands)) seconds[name].push(timed(words).seconds);
    }
    const [empty, help, year] = Object.values(seconds).map(median);
    const plain = timed([PEAK, ...run(traceVms)]);
    const traced = timed([PEAK, ...run(traceVms, '--trace')]);
    return { empty, help: help - empty, year: year - empty, traceVms, plain, traced };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
