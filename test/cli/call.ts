// One call of the program in this process, with a terminal of text. Refuses to know commands.

import { type Engine, loadEngine } from '../../src/cli/engine.ts';
import { runSession } from '../../src/cli/session.ts';

/** Exit code and what was printed; no colours, 100 columns, an empty stdin. */
export async function call(words: readonly string[], engine: () => Promise<Engine> = loadEngine) {
  let [stdout, stderr] = ['', ''];
  const terminal = {
    out: (text: string) => {
      stdout += text;
    },
    err: (text: string) => {
      stderr += text;
    },
    stdin: async () => '',
    color: { out: false, err: false },
    columns: 100,
    interactive: false,
  };
  const code = await runSession({ words, version: '9.9.9', terminal: () => terminal, engine });
  return { code, stdout, stderr };
}
