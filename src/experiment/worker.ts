// A thread of an experiment: performs the runs it is asked for. Refuses to know how they are put together.

import { Piscina } from 'piscina';
import { type Job, perform, type Task } from './job.ts';

const job = Piscina.workerData as Job;

export default (task: Task): Promise<unknown> => perform(job, task);
