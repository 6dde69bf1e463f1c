// The operator log on stderr: what the program does, for whoever runs it. Refuses to know results; never in the loop.

type Log = (fields: object, message: string) => void;

export interface OperatorLog {
  readonly debug: Log;
  readonly info: Log;
}

export interface LogOptions {
  readonly verbose: boolean;
  readonly json: boolean;
}

const SILENT: OperatorLog = { debug: () => {}, info: () => {} };

interface Entry {
  readonly msg?: string;
  readonly [field: string]: unknown;
}

/** One entry as a person reads it: the message and its fields. */
export function entryLine(json: string): string {
  const {
    level: _level,
    time: _time,
    pid: _pid,
    hostname: _hostname,
    msg = '',
    ...fields
  } = JSON.parse(json) as Entry;
  const pairs = Object.entries(fields).map(([name, value]) =>
    typeof value === 'string' && /^\S+$/.test(value)
      ? `${name}=${value}`
      : `${name}=${JSON.stringify(value)}`,
  );
  return `${['patchsim:', msg, ...pairs].join(' ')}\n`;
}

/** Loads pino only when somebody listens: `--log-json` logs JSON, `-v` lines for people and in both cases more. */
export async function operatorLog(options: LogOptions, err: (text: string) => void): Promise<OperatorLog> {
  if (!options.verbose && !options.json) return SILENT;
  const { pino } = await import('pino');
  const write = options.json ? err : (json: string) => err(entryLine(json));
  const log: OperatorLog = pino({ level: options.verbose ? 'debug' : 'info' }, { write });
  return log;
}
