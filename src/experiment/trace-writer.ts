// Who writes a run's trace: this thread, for those who want lines or are the only thread, or another one. Refuses to know
// how a trace is written.

import type { Release } from '../catalogue/release.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { eachLine } from '../ledger/each-line.ts';
import { emptyBlock, gathering } from '../ledger/fact-block.ts';
import type { LedgerSink } from '../ledger/facts.ts';
import { orderedFactsOf } from '../ledger/ordered-facts.ts';
import { traceOf } from '../ledger/trace.ts';
import type { TakesLines } from '../ledger/trace-bytes.ts';
import { traceGzipOf } from '../ledger/trace-gzip.ts';
import type { Scenario } from '../scenario/schema.ts';

/** Each is done when it returns: `simulate` rejects when one returns a promise, as an async function does. */
export interface TraceOptions {
  /** Receives the trace, a line of JSON at a time without its line end, in order of time. */
  readonly trace?: (line: string) => void;
  /** Receives the trace as UTF-8, some whole lines at a time; much faster. The bytes are good until the call returns. */
  readonly traceBytes?: (lines: Uint8Array) => void;
  /**
   * Receives the trace as a gzip file, some bytes at a time, good until the call returns. With more than one of `jobs`
   * another thread writes it beside the simulation, and the bytes come between two days; they are the same.
   */
  readonly traceGzip?: (bytes: Uint8Array) => void;
}

export interface TraceWriter extends LedgerSink {
  /** Resolves when more may be recorded: memory stays bounded. */
  ready(): Promise<void>;
  /** Resolves when everything has been handed on. */
  end(): Promise<void>;
  /** Leaves no thread behind. */
  stop(): Promise<void>;
}

interface Run {
  readonly scenario: Scenario;
  readonly fleet: Fleet;
  readonly releases: readonly Release[];
}

/** Undefined when nobody wants a trace. */
export async function traceWriterOf(
  run: Run,
  { trace, traceBytes, traceGzip, jobs }: TraceOptions & { readonly jobs: number },
): Promise<TraceWriter | undefined> {
  const here: TakesLines[] = [];
  if (traceBytes !== undefined) here.push((lines) => traceBytes(lines));
  if (trace !== undefined) here.push(eachLine(trace));
  let end = (): void => {};
  if (traceGzip !== undefined && jobs === 1) {
    const gzip = traceGzipOf(traceGzip);
    here.push(gzip.lines);
    end = gzip.end;
  }
  const writers: TraceWriter[] = here.length > 0 ? [writtenHere(run, here, end)] : [];
  if (traceGzip !== undefined && jobs > 1) {
    const { traceAside } = await import('../threads/trace-aside.ts');
    const { scenario, releases } = run;
    writers.push(traceAside({ scenario, releases }, run.fleet.vms, traceGzip));
  }
  return writers.length < 2 ? writers[0] : all(writers);
}

function writtenHere(run: Run, takers: readonly TakesLines[], ended: () => void): TraceWriter {
  const [only, ...others] = takers;
  const { block, end } = traceOf(
    run,
    others.length === 0
      ? only
      : (lines, repeats) => {
          for (const take of takers) take(lines, repeats);
        },
  );
  const inOrder = orderedFactsOf(run.releases, run.fleet.vms);
  let ordered = emptyBlock();
  const { record, settled } = gathering((facts) => {
    ordered = inOrder(facts, ordered);
    block(ordered);
    return facts;
  });
  return {
    record,
    settled,
    ready: async () => {},
    end: async () => {
      end();
      ended();
    },
    stop: async () => {},
  };
}

function all(writers: readonly TraceWriter[]): TraceWriter {
  const each = async (act: (writer: TraceWriter) => Promise<void>): Promise<void> => {
    await Promise.all(writers.map(act));
  };
  return {
    record: (kind, t, vm, a, b) => {
      for (const writer of writers) writer.record(kind, t, vm, a, b);
    },
    settled: (t) => {
      for (const writer of writers) writer.settled(t);
    },
    ready: () => each((writer) => writer.ready()),
    end: () => each((writer) => writer.end()),
    stop: () => each((writer) => writer.stop()),
  };
}
