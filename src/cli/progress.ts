// A progress bar on stderr for runs that take longer than a second. Refuses to know what is progressing.

import cliProgress from 'cli-progress';

const PATIENCE_MS = 1000;

export interface Progress {
  /** @param share of the work done, 0..1 */
  readonly update: (share: number) => void;
  /** Takes the bar away. */
  readonly stop: () => void;
}

export function progressBar(stream: NodeJS.WritableStream): Progress {
  const begun = performance.now();
  let bar: cliProgress.SingleBar | null = null;
  return {
    update: (share) => {
      if (bar === null) {
        if (performance.now() - begun < PATIENCE_MS) return;
        bar = new cliProgress.SingleBar({
          stream,
          format: 'simulating {bar} {percentage} %, {eta_formatted} left',
          barCompleteChar: '━',
          barIncompleteChar: '─',
          barsize: 40,
          hideCursor: true,
          clearOnComplete: true,
          gracefulExit: false,
        });
        bar.start(1000, 0);
      }
      bar.update(Math.floor(share * 1000));
    },
    stop: () => bar?.stop(),
  };
}
