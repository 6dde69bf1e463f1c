// `npm run swarm -- [--seeds 1000] [--seed n] [--path p]`: the swarm with a fresh seed, or the one that failed.

import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, path: { type: 'string' } },
});
const { status } = spawnSync('npx', ['vitest', 'run', 'test/swarm'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    SWARM_SEEDS: values.seeds ?? '1000',
    SWARM_SEED: values.seed ?? String(Date.now() % 2 ** 31),
    ...(values.path === undefined ? {} : { SWARM_PATH: values.path }),
  },
});
process.exitCode = status ?? 1;
