// A thread of an experiment: performs the runs it is asked for. Refuses to know how they are put together.

import { Piscina } from 'piscina';
import { type Job, perform } from './job.ts';

const job = Piscina.workerData as Job;

export default (run: number): Promise<unknown> => perform(job, run);
