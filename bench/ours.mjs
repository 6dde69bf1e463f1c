// Our entrant: the library as built, from scenario text to summary, the whole model. usage: ours.mjs VMS [JOBS]

import { loadScenario, simulate, tuneV8For } from '../dist/index.js';
import { benchScenario } from './fleet.mjs';

const [vms, jobs = 1] = process.argv.slice(2).map(Number);
const text = benchScenario(vms);
const begin = performance.now();
const loaded = loadScenario(text, { file: 'bench.json' });
if (!loaded.ok) throw new Error(loaded.problems[0].message);
// As the command line does.
await tuneV8For(loaded.scenario, jobs);
const { summary } = await simulate(loaded.scenario, { jobs });
const seconds = Number(((performance.now() - begin) / 1000).toFixed(4));
const { reboots, overdue } = summary.fleet;
const peak = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ vms, days: 366, seconds, peak, restarts: reboots.total, overdue }));
