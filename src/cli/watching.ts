// Waits for files to change and tells which. The one door to chokidar. Refuses to know what is done about it.

import { watch } from 'chokidar';

/** Editors write a file in several steps. */
const QUIET_MS = 100;

/**
 * Calls `changed` with what changed since the last call, once it is quiet, and again when the call is over; rejects with
 * the signal's reason when aborted.
 */
export async function watchFiles(
  folders: readonly string[],
  signal: AbortSignal,
  changed: (files: readonly string[]) => Promise<void>,
): Promise<never> {
  const watcher = watch([...folders], {
    ignoreInitial: true,
    ignored: (path) => /(^|[\\/])(node_modules|reports|\.[^\\/.][^\\/]*)([\\/]|$)/.test(path),
    awaitWriteFinish: { stabilityThreshold: QUIET_MS, pollInterval: QUIET_MS / 4 },
  });
  const pending = new Set<string>();
  let wake = (): void => {};
  watcher.on('all', (_, path) => {
    pending.add(path);
    wake();
  });
  try {
    for (;;) {
      while (pending.size === 0) {
        await new Promise<void>((resolve, reject) => {
          wake = resolve;
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
          if (signal.aborted) reject(signal.reason);
        });
      }
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      const files = [...pending];
      pending.clear();
      await changed(files);
    }
  } finally {
    await watcher.close();
  }
}
