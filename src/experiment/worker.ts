// A thread of an experiment: does the replications it is asked for. Refuses to know how they are put together.

import { Piscina } from 'piscina';
import type { LoadedScenario } from './load.ts';
import { type Replication, replicateOnce } from './replication.ts';

const variants = Piscina.workerData as readonly LoadedScenario[];

export default (index: number): Promise<Replication> => replicateOnce(variants, index);
