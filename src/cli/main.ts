#!/usr/bin/env node
// The program `patchsim`: the process around a session. Refuses to know anything else.

import { loadEngine, packageVersion } from './engine.ts';
import { BAD_INPUT } from './exit-codes.ts';
import { runSession } from './session.ts';
import { endOnBrokenStream, processTerminal } from './terminal.ts';

endOnBrokenStream(BAD_INPUT);
const code = await runSession({
  words: process.argv.slice(2),
  version: packageVersion(),
  terminal: processTerminal,
  engine: loadEngine,
});
process.exitCode = code;
// An interrupted command may leave a read of stdin behind, which would keep the process waiting.
if (code > BAD_INPUT) process.exit();
