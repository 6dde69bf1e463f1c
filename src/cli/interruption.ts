// Signals as an AbortSignal. Refuses to know what is being interrupted.

import { setImmediate } from 'node:timers/promises';
import { INTERRUPTED, type InterruptingSignal } from './exit-codes.ts';
import { Interruption } from './refusal.ts';

/**
 * From now on the first SIGINT or SIGTERM aborts with an `Interruption` as the reason, and the command tidies up. The
 * second Ctrl-C does not wait for that: the process exits, and what cleans up at its exit still does.
 */
export function watchSignals(): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController();
  const names = Object.keys(INTERRUPTED) as InterruptingSignal[];
  const handler = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(INTERRUPTED[name as InterruptingSignal]);
    controller.abort(new Interruption(name as InterruptingSignal));
  };
  const stop = () => {
    for (const name of names) process.off(name, handler);
  };
  for (const name of names) process.on(name, handler);
  return { signal: controller.signal, stop };
}

/**
 * A signal that came during long synchronous work is seen only when the event loop polls, which the rest of a turn need not
 * do: the second turn is a whole one. @throws the signal's reason
 */
export async function letSignalsIn(signal: AbortSignal): Promise<void> {
  await setImmediate();
  await setImmediate();
  signal.throwIfAborted();
}

/** What `work` gives, unless the signal aborts first. @throws the signal's reason */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
