// Reads the lines of a trace: the head's and the facts', each field checked for being there and of its type.
// Refuses to know what the fields mean together.

import { type Instant, parseInstant } from '../calendar/instant.ts';
import { type Line, UnreadableTrace } from './breach.ts';

type Data = Readonly<Record<string, unknown>>;
/** With `?` it may be null, with `*` left out. */
type Type = 'text' | 'text?' | 'text*' | 'number' | 'flag' | 'instant' | 'instant?';

const ROLLOUT = { rollout: 'number' } as const;
const PHASE = { rollout: 'number', phase: 'number' } as const;
const FEATURE = { subscription: 'text', feature: 'text' } as const;
const KB = { kb: 'text' } as const;
const RELEASE = { product: 'text', kb: 'text', kind: 'text', classification: 'text' } as const;

/** Every kind of fact about the rollout, with its fields. */
const OF_ROLLOUT: Readonly<Record<string, Readonly<Record<string, Type>>>> = {
  released: RELEASE,
  withdrawn: RELEASE,
  phaseOpened: PHASE,
  phasePassed: PHASE,
  rolloutHalted: PHASE,
  zoneTurn: { rollout: 'number', region: 'text', zone: 'text?' },
  limitRelaxed: ROLLOUT,
  featureRegistering: FEATURE,
  featureRegistered: FEATURE,
  providerRegistered: { subscription: 'text', provider: 'text', propagates: 'flag' },
};

/** Every kind of fact about a VM, with its fields. */
const OF_VM: Readonly<Record<string, Readonly<Record<string, Type>>>> = {
  hotpatchEnabled: {},
  hotpatchDisabled: {},
  assessed: { found: 'text?', by: 'text' },
  deferred: { reason: 'text', until: 'instant?' },
  admitted: { rollout: 'number', windowEnd: 'instant' },
  runStarted: { by: 'text', maintenanceConfiguration: 'text*', rebootSetting: 'text*', windowEnd: 'instant' },
  patchChosen: { kb: 'text', choice: 'text' },
  installationStarted: KB,
  patchInstalled: { kb: 'text', kind: 'text', classification: 'text' },
  patchFailed: KB,
  rebootStarted: { kb: 'text?', cause: 'text' },
  rebootCompleted: { kb: 'text?', cause: 'text', seconds: 'number' },
  rebootFailed: { kb: 'text?', cause: 'text' },
  runCompleted: { rebootStatus: 'text', maintenanceWindowExceeded: 'flag' },
  runInterrupted: {},
  becameEffective: KB,
  healthy: {},
  unhealthy: { kb: 'text?' },
  recovered: {},
  healthUnknown: {},
  trackChanged: { from: 'text', to: 'text' },
  overdue: { kb: 'text', reason: 'text' },
  poweredOff: {},
  poweredOn: {},
  orchestrationChanged: { from: 'text', to: 'text' },
  enablementStarted: {},
  enablementCompleted: {},
  actionDone: { action: 'text' },
  settingChanged: { setting: 'text', value: 'text', by: 'text' },
  actionRefused: { action: 'text', reason: 'text' },
};

/** A fact; a field that its kind does not have is absent. */
export interface Fact extends Line {
  readonly t: Instant;
  readonly fact: string;
  readonly vm?: string;
  readonly kb?: string | null;
  readonly product?: string;
  readonly kind?: string;
  readonly classification?: string;
  readonly rollout?: number;
  readonly phase?: number;
  readonly region?: string;
  readonly zone?: string | null;
  readonly found?: string | null;
  readonly by?: string;
  readonly reason?: string;
  readonly until?: Instant | null;
  readonly windowEnd?: Instant;
  readonly cause?: string;
  readonly seconds?: number;
  readonly rebootStatus?: string;
  readonly rebootSetting?: string;
  readonly maintenanceConfiguration?: string;
  readonly maintenanceWindowExceeded?: boolean;
  readonly choice?: string;
  readonly from?: string;
  readonly to?: string;
  readonly subscription?: string;
  readonly feature?: string;
  readonly propagates?: boolean;
  readonly action?: string;
  readonly setting?: string;
  readonly value?: string;
}

/** The object on a line. @throws UnreadableTrace when there is none */
export function parseLine(line: Line): Data {
  let data: unknown;
  try {
    data = JSON.parse(line.text);
  } catch {
    throw new UnreadableTrace(line.number, 'is not a line of JSON; the file is damaged or no trace');
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new UnreadableTrace(line.number, 'is not a JSON object; this is no trace');
  }
  return data as Data;
}

/** The value of a field of the expected type. @throws UnreadableTrace when it is missing or another */
export function field(data: Data, name: string, type: Type, line: Line): string | number | boolean | null {
  const value = data[name];
  if (type.endsWith('?') && value === null) return null;
  if (type.startsWith('text') && typeof value === 'string') return value;
  if (type === 'number' && typeof value === 'number' && Number.isFinite(value)) return value;
  if (type === 'flag' && typeof value === 'boolean') return value;
  if (type.startsWith('instant') && typeof value === 'string') {
    const instant = parseInstant(value);
    if (instant !== undefined) return instant;
  }
  throw new UnreadableTrace(line.number, `has no ${type.replace('?', '')} \`${name}\``);
}

/** A line of facts. @throws UnreadableTrace for one that is no fact */
export function readFact(data: Data, line: Line): Fact {
  const kind = field(data, 'fact', 'text', line) as string;
  const shape = Object.hasOwn(OF_VM, kind)
    ? OF_VM[kind]
    : Object.hasOwn(OF_ROLLOUT, kind)
      ? OF_ROLLOUT[kind]
      : null;
  if (shape === null)
    throw new UnreadableTrace(line.number, `has a fact \`${kind}\` that this version does not know`);
  const fact: Record<string, unknown> = { ...line, fact: kind, t: field(data, 't', 'instant', line) };
  if (shape === OF_VM[kind]) fact.vm = field(data, 'vm', 'text', line);
  for (const name in shape) {
    const type = shape[name] as Type;
    if (type !== 'text*' || data[name] !== undefined) fact[name] = field(data, name, type, line);
  }
  return fact as unknown as Fact;
}
