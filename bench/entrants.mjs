// Who takes part: how each is started and what it needs. Refuses to know what is measured.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const BINARY = here('../node_modules/.cache/patchsim-bench/cpp');
/** Debian's own Python has Debian's packages, whatever else comes first on the path. */
const PYTHON = '/usr/bin/python3';

const says = (command, words) => {
  const { status, stdout } = spawnSync(command, words, { encoding: 'utf8' });
  return status === 0 ? stdout.trim().split('\n')[0] : undefined;
};

function buildCpp() {
  const version = says('g++', ['--version']);
  if (version === undefined) return { missing: 'g++ is not here: apt-get install g++' };
  mkdirSync(here('../node_modules/.cache/patchsim-bench/'), { recursive: true });
  execFileSync('g++', ['-O3', '-march=native', '-o', BINARY, here('peers/cpp.cpp')]);
  return { version };
}

function findSimpy() {
  const version = says(PYTHON, [
    '-c',
    'import simpy, sys; print(simpy.__version__, "on Python", sys.version.split()[0])',
  ]);
  return version === undefined
    ? { missing: 'SimPy is not here: apt-get install python3-simpy3' }
    : { version };
}

/** An empty Node, for what it takes by itself. */
const EMPTY_NODE = [
  process.execPath,
  '-p',
  'JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024 })',
];

const node = (script) => ({
  empty: EMPTY_NODE,
  prepare: () => ({ version: `Node ${process.versions.node}` }),
  start: (vms, days) => [process.execPath, here(script), String(vms), String(days)],
});

/** One thread of ours, and as many as the machine has when that is more. */
function ours(jobs) {
  return {
    name: jobs === 1 ? 'ours' : `ours, ${jobs} threads`,
    whole: true,
    empty: EMPTY_NODE,
    prepare: () =>
      existsSync(here('../dist/index.js'))
        ? { version: `Node ${process.versions.node}` }
        : { missing: 'npm run build' },
    start: (vms) => [process.execPath, here('ours.mjs'), String(vms), String(jobs)],
  };
}

/**
 * `prepare` says which version takes part or what is missing; `whole` runs only whole years.
 * @typedef {object} Entrant
 * @property {string} name
 * @property {boolean} [whole]
 * @property {string[]} [empty] a command line that prints the peak memory of the same runtime with nothing to do; without
 *   it a fleet of one VM does
 * @property {() => { version?: string, missing?: string }} prepare
 * @property {(vms: number, days: number) => string[]} start the command line
 */

/** @type {Entrant[]} in the order of the table */
export const ENTRANTS = [
  ours(1),
  ours(2),
  { name: 'cpp', prepare: buildCpp, start: (vms, days) => [BINARY, String(vms), String(days)] },
  { name: 'js', ...node('peers/js.mjs') },
  { name: 'objects', ...node('peers/objects.mjs') },
  { name: 'xstate', ...node('peers/xstate.mjs') },
  {
    name: 'simpy',
    prepare: findSimpy,
    start: (vms, days) => [PYTHON, here('peers/simpy_peer.py'), String(vms), String(days)],
  },
];
