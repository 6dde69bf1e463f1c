// What every command is given. Refuses to know which command.

import type { Engine } from './engine.ts';
import type { Terminal } from './terminal.ts';

export interface Context {
  readonly terminal: Terminal;
  readonly engine: () => Promise<Engine>;
  readonly version: string;
  /** Aborts with an `Interruption`. */
  readonly signal: AbortSignal;
  /** Remembers the seed for the report of a fault of ours. */
  readonly noteSeed: (seed: string) => void;
  /** The command line that does the same again, with the seed noted. */
  readonly reproduction: () => string;
}
