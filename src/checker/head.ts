// The head of a trace: run, parameters, phases, releases and the place of every VM, before the first fact.
// Refuses to know facts.

import type { Instant } from '../calendar/instant.ts';
import { type Asked, askedOf } from './asked.ts';
import { type Line, UnreadableTrace } from './breach.ts';
import { type Configuration, configurationOf } from './configurations.ts';
import { OffPeak } from './off-peak.ts';
import { Releases } from './releases.ts';
import { field, parseLine } from './trace-lines.ts';
import { type Hours, Vm } from './vm.ts';

/** Newest format this checker reads. */
const FORMAT_VERSION = 1;

const NUMBERS = [
  'offPeakStart',
  'offPeakEnd',
  'enablementDuration',
  'guestInstallTime',
  'guestInstallSpread',
  'activeHoursStart',
  'scheduleLead',
  'rolloutDelay',
  'subscriptionShare',
  'subscriptionRelaxBefore',
  'setShare',
  'setSerialBelow',
  'updateDomainGap',
  'deadline',
  'runWindow',
  'rebootReserveWindows',
  'averageInstall',
] as const;
const GATE = ['healthyShare', 'haltShare', 'haltMinimumVms', 'bake', 'phaseLimit', 'checkInterval'] as const;

export type Numbers = Readonly<Record<(typeof NUMBERS)[number], number>>;
export type Gate = Readonly<Record<(typeof GATE)[number], number>>;

export interface Phase {
  readonly name: string;
  readonly regions: readonly string[];
}

export class Head {
  start: Instant = 0;
  end: Instant = 0;
  seed = '';
  scenario = '';
  parameters = {} as Numbers;
  gate = {} as Gate;
  roundUp = false;
  ignoreHealth = false;
  baselineMonthsOnly = false;
  strict = false;
  /** Hotpatch only where the subscription's registrations allow it. */
  preview = false;
  registrationDelay = { least: 0, most: 0 };
  phases: readonly Phase[] = [];
  phasesAt: Line = { number: 0, text: '' };
  /** What is installed on demand. */
  asked: readonly Asked[] = [];
  askedIn: Line = { number: 0, text: '' };
  readonly configurations = new Map<string, Configuration>();
  readonly releases = new Releases();
  readonly vms = new Map<string, Vm>();
  readonly #expected = { vms: 0, expedite: true };
  readonly #zones = new Map<string, Hours>();
  #lines = 0;

  /** Takes a line; false when it is no longer the head's. @throws UnreadableTrace */
  take(line: Line): boolean {
    const data = parseLine(line);
    if (this.#lines++ === 0) this.#run(data, line);
    else if ('fact' in data || 'end' in data) return false;
    else if ('parameters' in data) this.#parameters(data, line);
    else if ('phases' in data) this.#phases(data, line);
    else if ('installs' in data) [this.asked, this.askedIn] = [askedOf(data, line), line];
    else if ('maintenanceConfiguration' in data) {
      const configuration = configurationOf(data, line, this.start, this.end);
      this.configurations.set(configuration.name, configuration);
    } else if ('release' in data) this.#release(data, line);
    else this.#vm(data, line);
    return true;
  }

  /** Everything the head has to say was said. @throws UnreadableTrace */
  complete(line: number): void {
    if (this.gate.bake === undefined)
      throw new UnreadableTrace(line, 'comes before any parameters; the head is damaged');
    if (this.phasesAt.number === 0)
      throw new UnreadableTrace(line, 'comes before the phases; the head is damaged');
    if (this.vms.size !== this.#expected.vms) {
      throw new UnreadableTrace(
        line,
        `comes after ${this.vms.size} of ${this.#expected.vms} VMs; the head is damaged`,
      );
    }
    this.releases.plan(this.start, this.parameters.rolloutDelay, this.#expected.expedite);
    for (const vm of this.vms.values()) {
      if (vm.enrolled) vm.baseline = this.releases.newestBaseline(`${vm.product}-hotpatch`, this.start);
    }
  }

  #run(data: Readonly<Record<string, unknown>>, line: Line): void {
    if (data.trace !== 'patchsim')
      throw new UnreadableTrace(line.number, 'does not open a trace of patchsim');
    const version = field(data, 'formatVersion', 'number', line) as number;
    if (version > FORMAT_VERSION) {
      throw new UnreadableTrace(
        line.number,
        `is of format ${version}; this version reads up to ${FORMAT_VERSION}`,
      );
    }
    this.start = field(data, 'start', 'instant', line) as number;
    this.end = field(data, 'end', 'instant', line) as number;
    this.seed = field(data, 'seed', 'text', line) as string;
    this.scenario = field(data, 'scenario', 'text', line) as string;
    this.#expected.vms = field(data, 'vms', 'number', line) as number;
  }

  #parameters(data: Readonly<Record<string, unknown>>, line: Line): void {
    const parameters = (data.parameters ?? {}) as Record<string, unknown>;
    const gate = (data.gate ?? {}) as Record<string, unknown>;
    this.parameters = Object.fromEntries(
      NUMBERS.map((name) => [name, field(parameters, name, 'number', line)]),
    ) as Numbers;
    this.gate = Object.fromEntries(GATE.map((name) => [name, field(gate, name, 'number', line)])) as Gate;
    this.roundUp = field(parameters, 'setShareRounding', 'text', line) === 'ceil';
    this.ignoreHealth = field(parameters, 'faultyPatch', 'text', line) === 'continue';
    this.#expected.expedite = field(parameters, 'oobRollout', 'text', line) === 'expedited';
    this.strict = field(parameters, 'strictWindowCheck', 'flag', line) === true;
    this.preview = data.preview === true;
    const delay = (parameters.featureRegistrationDelay ?? {}) as Record<string, unknown>;
    this.registrationDelay = {
      least: field(delay, 'min', 'number', line) as number,
      most: field(delay, 'max', 'number', line) as number,
    };
    this.baselineMonthsOnly = field(parameters, 'baselineMonthsOnly', 'flag', line) === true;
  }

  #phases(data: Readonly<Record<string, unknown>>, line: Line): void {
    if (!Array.isArray(data.phases)) throw new UnreadableTrace(line.number, 'has no list `phases`');
    this.phases = data.phases.map((phase: Record<string, unknown>) => {
      if (!Array.isArray(phase.regions))
        throw new UnreadableTrace(line.number, 'has a phase without regions');
      return { name: field(phase, 'name', 'text', line) as string, regions: phase.regions.map(String) };
    });
    this.phasesAt = line;
  }

  #release(data: Readonly<Record<string, unknown>>, line: Line): void {
    const text = (name: string): string => field(data, name, 'text', line) as string;
    this.releases.add({
      ...line,
      index: this.releases.all.length,
      product: text('product'),
      kb: text('release'),
      kind: text('kind'),
      classification: text('classification'),
      instant: field(data, 'instant', 'instant', line) as number,
      rollout: -1,
      withdrawn: undefined,
      announced: undefined,
    });
  }

  #vm(data: Readonly<Record<string, unknown>>, line: Line): void {
    const text = (name: string): string => field(data, name, 'text', line) as string;
    const optional = (name: string): string | undefined =>
      data[name] === undefined ? undefined : text(name);
    const name = text('vm');
    if (this.vms.has(name)) throw new UnreadableTrace(line.number, `names VM \`${name}\` a second time`);
    const set = optional('availabilitySet');
    const place = {
      name,
      group: text('group'),
      region: text('region'),
      zone: optional('zone'),
      set,
      updateDomain: set === undefined ? -1 : (field(data, 'updateDomain', 'number', line) as number),
      subscription: text('subscription'),
      product: optional('product'),
      hotpatch: text('hotpatch'),
      notCovered: optional('notCovered'),
      orchestration: optional('orchestration'),
      rebootSetting: text('rebootSetting'),
      configurations: Array.isArray(data.maintenanceConfigurations)
        ? data.maintenanceConfigurations.map(String)
        : [],
      patchMode: text('patchMode'),
      bypass: data.bypassPlatformSafetyChecksOnUserSchedule === true,
      os: optional('os'),
      enableAutomaticUpdates: data.enableAutomaticUpdates !== false,
      orchestrationMode: optional('orchestrationMode'),
      applicationHealth: data.applicationHealthExtension !== false,
    };
    this.vms.set(name, new Vm(line, place, this.#hours(text('timeZone'), line), this.start));
  }

  #hours(zone: string, line: Line): Hours {
    const { offPeakStart, offPeakEnd, guestInstallTime, activeHoursStart } = this.parameters;
    let known = this.#zones.get(zone);
    if (known === undefined) {
      try {
        known = {
          offPeak: new OffPeak(zone, offPeakStart, offPeakEnd),
          guest: new OffPeak(zone, guestInstallTime, activeHoursStart),
        };
      } catch {
        throw new UnreadableTrace(line.number, `names a time zone \`${zone}\` that does not exist`);
      }
      this.#zones.set(zone, known);
    }
    return known;
  }
}
