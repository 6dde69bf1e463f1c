// The thread that writes a run's trace: facts in, the compressed file out. Refuses to know where the facts come from.

import { parentPort, workerData } from 'node:worker_threads';
import { buildFleet } from '../fleet/build.ts';
import { traceOf } from '../ledger/trace.ts';
import { traceGzipOf } from '../ledger/trace-gzip.ts';
import type { TraceAnswer, TraceOrder, TraceThreadInput } from './trace-messages.ts';

const { scenario, releases } = workerData as TraceThreadInput;

/** Copies bytes and shares facts; what is handed over makes this thread's columns slow (see `ledger/fact-block.ts`). */
function answer(message: TraceAnswer): void {
  parentPort?.postMessage(message);
}

const { lines, end } = traceGzipOf((good) => answer({ kind: 'bytes', bytes: good.slice() }));
const trace = traceOf({ scenario, fleet: buildFleet(scenario), releases }, lines);
parentPort?.on('message', (order: TraceOrder) => {
  if (order === 'end') {
    trace.end();
    end();
    answer({ kind: 'end' });
    return;
  }
  trace.block(order);
  answer({ kind: 'written', block: order });
});
