// One call of the program from arguments to exit code: which command, and how each way to end is told.
// Refuses to know what the commands do.

import { isUsageEnd, parseArguments, type Request } from './arguments.ts';
import type { Context } from './context.ts';
import type { Engine } from './engine.ts';
import { BAD_INPUT, INTERRUPTED, OUR_FAULT, SUCCESS } from './exit-codes.ts';
import { watchSignals } from './interruption.ts';
import { FileRefusal, Interruption } from './refusal.ts';
import { reproduction } from './reproduction.ts';
import type { Terminal } from './terminal.ts';

export interface Session {
  readonly words: readonly string[];
  readonly version: string;
  readonly terminal: (color: boolean) => Terminal;
  readonly engine: () => Promise<Engine>;
}

async function dispatch(request: Request, context: Context): Promise<number> {
  switch (request.command) {
    case 'run':
      return (await import('./run-command.ts')).runCommand(request.scenario, request.options, context);
    case 'validate':
      return (await import('./validate-command.ts')).validateCommand(
        request.scenarios,
        request.options,
        context,
      );
    case 'lint':
      return (await import('./lint-command.ts')).lintCommand(request.scenarios, request.options, context);
    case 'check':
      return (await import('./check-command.ts')).checkCommand(request.trace, request.options, context);
    case 'explain':
      return (await import('./explain-command.ts')).explainCommand(
        request.scenario,
        request.options,
        context,
      );
    case 'status':
      return (await import('./status-command.ts')).statusCommand(request.scenario, request.options, context);
    case 'when':
      return (await import('./when-command.ts')).whenCommand(request.scenario, request.options, context);
    case 'compare':
      return (await import('./compare-command.ts')).compareCommand(
        request.scenarios,
        request.options,
        context,
      );
    case 'test':
      return (await import('./test-command.ts')).testCommand(request.paths, request.options, context);
    case 'report':
      return (await import('./report-command.ts')).reportCommand(request.folder, request.options, context);
    case 'import':
      return (await import('./import-command.ts')).importCommand(request.file, request.options, context);
    case 'calendar':
      return (await import('./calendar-command.ts')).calendarCommand(request.options, context);
    case 'schema':
      return (await import('./schema-command.ts')).schemaCommand(context);
  }
}

/** Returns the exit code; throws nothing. */
export async function runSession(session: Session): Promise<number> {
  const { words, version } = session;
  let request: Request;
  try {
    request = parseArguments(words, version);
  } catch (error) {
    if (isUsageEnd(error)) return error.exitCode === 0 ? SUCCESS : BAD_INPUT;
    throw error;
  }
  const terminal = session.terminal(request.color);
  const signals = watchSignals();
  let seed: string | undefined;
  const noteSeed = (noted: string) => {
    seed = noted;
  };
  try {
    return await dispatch(request, {
      terminal,
      engine: session.engine,
      version,
      signal: signals.signal,
      noteSeed,
      reproduction: () => reproduction(words, seed),
    });
  } catch (error) {
    if (error instanceof FileRefusal) {
      terminal.err(`patchsim: ${error.message}\n`);
      return BAD_INPUT;
    }
    if (error instanceof Interruption) {
      terminal.err(
        `patchsim: interrupted (${error.signal}); nothing was written, temporary files are removed\n`,
      );
      return INTERRUPTED[error.signal];
    }
    const { renderFault } = await import('../report/fault.ts');
    const fault = {
      error,
      version,
      command: reproduction(words, seed),
      ...(seed === undefined ? {} : { seed }),
    };
    const verbose = request.command !== 'run' || request.options.verbose === true;
    terminal.err(renderFault(fault, { color: terminal.color.err, verbose }));
    return OUR_FAULT;
  } finally {
    signals.stop();
  }
}
