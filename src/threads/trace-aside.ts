// Puts a trace's facts in order and has them written by another thread, beside the simulation. Refuses to know how.

import { Worker } from 'node:worker_threads';
import { emptyBlock, type FactBlock, gathering } from '../ledger/fact-block.ts';
import type { LedgerSink } from '../ledger/facts.ts';
import { orderedFactsOf } from '../ledger/ordered-facts.ts';
import type { TraceAnswer, TraceOrder, TraceThreadInput } from './trace-messages.ts';

/** Blocks that wait to be written. */
const MOST_WAITING = 4;

export interface TraceAside extends LedgerSink {
  /** Resolves when the thread has kept up; rejects with its error, or with what `give` threw. */
  ready(): Promise<void>;
  /** Resolves when everything has been handed on. */
  end(): Promise<void>;
  /** Ends the thread, in any case. */
  stop(): Promise<void>;
}

export function traceAside(
  workerData: TraceThreadInput,
  vms: number,
  give: (bytes: Uint8Array) => void,
): TraceAside {
  const worker = new Worker(new URL('../threads/trace-thread.js', import.meta.url), { workerData });
  /** Blocks that are written, to be filled again. */
  const free: FactBlock[] = [];
  let waiting = 0;
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let news = (): void => {};
  const fail = (error: unknown): void => {
    failure ??= { error };
    news();
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the thread that writes the trace has ended')));
  worker.on('message', (answer: TraceAnswer) => {
    if (failure !== undefined) return;
    try {
      if (answer.kind === 'bytes') give(answer.bytes);
    } catch (error) {
      return fail(error);
    }
    if (answer.kind === 'written') {
      waiting--;
      free.push(answer.block);
    } else if (answer.kind === 'end') ended = true;
    news();
  });

  const order = (what: TraceOrder): void => worker.postMessage(what);

  async function until(holds: () => boolean): Promise<void> {
    for (;;) {
      if (failure !== undefined) throw failure.error;
      if (holds()) return;
      await new Promise<void>((resolve) => {
        news = resolve;
      });
    }
  }

  // Put in order here: the thread that writes has more to do than this one.
  const inOrder = orderedFactsOf(workerData.releases, vms);
  const { record, settled } = gathering((facts) => {
    order(inOrder(facts, free.pop() ?? emptyBlock(facts.count)));
    waiting++;
    return facts;
  });

  return {
    record,
    settled,
    ready: () => until(() => waiting <= MOST_WAITING),
    end: () => {
      order('end');
      return until(() => ended);
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}
