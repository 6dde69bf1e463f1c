// The life of one VM, written once, as an XState statechart: what may follow what.
// Refuses to know when anything happens, how lucky the VM is, and that other VMs exist.

import { and, not, or, setup, stateIn } from 'xstate';
import { ACTIONS, type Action } from './actions.ts';
import { type Level, TIMER, type VmEvent } from './events.ts';

/** Sent by one region of the chart to the others; the world never sends them. */
type InnerEvent =
  | { readonly type: 'LEVEL'; readonly level: Level }
  | { readonly type: 'AGENT_LOST' }
  | { readonly type: 'AGENT_BACK' };

type Event = VmEvent | InnerEvent;
type Flag = 'found' | 'installed' | 'rebootRequired' | 'completed' | 'healthy' | 'remaining' | 'waits';

const field = (event: Event, name: string): unknown => (event as unknown as Record<string, unknown>)[name];
const levelOf = (event: Event): Level => field(event, 'level') as Level;

const nothing = (): void => undefined;

const chart = setup({
  types: { events: {} as Event },
  delays: { installDuration: 1, rebootDuration: 1, healthProbe: 1, recovery: 1, repair: 1 },
  actions: Object.fromEntries(ACTIONS.map((name) => [name, nothing])) as Record<Action, () => void>,
  guards: {
    is: ({ event }, params: Flag) => field(event, params) === true,
    level: ({ event }, params: Level) => levelOf(event) === params,
    next: ({ event }, params: string) => field(event, 'next') === params,
    run: ({ event }, params: string) => field(event, 'run') === params,
  },
});

const is = (params: Flag) => ({ type: 'is', params }) as const;
const level = (params: Level) => ({ type: 'level', params }) as const;
const next = (params: string) => ({ type: 'next', params }) as const;
const run = (params: string) => ({ type: 'run', params }) as const;

const agentReady = stateIn({ agent: 'ready' });
const agentLost = chart.raise({ type: 'AGENT_LOST' });
const agentBack = chart.raise({ type: 'AGENT_BACK' });
const tellLevel = chart.raise(({ event }) => ({ type: 'LEVEL', level: levelOf(event) }));
const to = <T extends string>(target: T) => ({ target, actions: 'trackChanged' }) as const;

const unresponsive = stateIn({ patching: 'unresponsive' });

const power = chart.createStateConfig({
  description:
    'Whether the VM is switched on. Only the power plan moves it; a restart by an update does not (R32).',
  initial: 'running',
  states: {
    running: { on: { POWER_OFF: { target: 'stopped', actions: agentLost } } },
    stopped: {
      on: {
        POWER_ON: [
          // It did not come up from its reboot: switching it on once more does not repair it.
          { guard: unresponsive, target: 'running' },
          { target: 'running', actions: agentBack },
        ],
      },
    },
  },
});

const agent = chart.createStateConfig({
  description:
    'Whether the VM agent answers: not while the VM is off, restarts, or hangs after a restart. Without it nothing ' +
    'is assessed and no run starts.',
  initial: 'ready',
  states: {
    ready: { on: { AGENT_LOST: 'notReady' } },
    notReady: { on: { AGENT_BACK: { guard: stateIn({ power: 'running' }), target: 'ready' } } },
  },
});

/** The installation run (R22-R25): a started patch is never cut, only losing power ends a run early. */
const patching = chart.createStateConfig({
  description:
    'The way of one update through the VM: found, admitted, installed patch by patch, restarted at most once, and ' +
    'watched afterwards. A started patch runs to its end whatever the window says; only losing power ends a run ' +
    'early, and such a run is tried again (R22-R25, R32).',
  initial: 'idle',
  states: {
    idle: { on: { ASSESSED: { guard: and([agentReady, is('found')]), target: 'pending' } } },
    pending: {
      on: {
        ASSESSED: { guard: and([agentReady, not(is('found'))]), target: 'idle' },
        ADMITTED: [
          { guard: and([agentReady, run('install')]), target: 'installing' },
          { guard: and([agentReady, run('reboot'), stateIn({ reboot: 'required' })]), target: 'rebooting' },
        ],
      },
    },
    installing: {
      entry: 'startPatch',
      after: {
        installDuration: [
          { guard: next('patch'), target: 'installing', reenter: true },
          { guard: next('reboot'), target: 'rebooting' },
          { target: 'verifying' },
        ],
      },
      on: { POWER_OFF: { target: 'pending', actions: 'runInterrupted' } },
    },
    rebooting: {
      entry: ['startReboot', agentLost],
      after: {
        rebootDuration: [
          { guard: is('completed'), target: 'verifying', actions: agentBack },
          { target: 'unresponsive' },
        ],
      },
      on: { POWER_OFF: { target: 'pending', actions: 'runInterrupted' } },
    },
    verifying: {
      entry: 'runCompleted',
      after: {
        healthProbe: [
          { guard: and([is('healthy'), is('remaining')]), target: 'pending', actions: 'healthy' },
          { guard: is('healthy'), target: 'idle', actions: 'healthy' },
          { target: 'unhealthy' },
        ],
      },
      // Health of a VM that is off is unknown: it counts neither way (R16).
      on: { POWER_OFF: [{ guard: is('remaining'), target: 'pending' }, { target: 'idle' }] },
    },
    unhealthy: {
      entry: 'unhealthy',
      after: {
        recovery: [
          { guard: is('remaining'), target: 'pending', actions: 'recovered' },
          { target: 'idle', actions: 'recovered' },
        ],
      },
    },
    // It did not come back from its reboot; whoever repairs it restarts it.
    unresponsive: {
      entry: ['runCompleted', 'unhealthy'],
      after: {
        repair: [
          { guard: is('remaining'), target: 'pending', actions: ['recovered', agentBack] },
          { target: 'idle', actions: ['recovered', agentBack] },
        ],
      },
    },
  },
});

const inRun = or([stateIn({ patching: 'installing' }), stateIn({ patching: 'rebooting' })]);

/** Azure's rebootStatus (R24): what is installed takes effect with the restart, whoever causes it. */
const reboot = chart.createStateConfig({
  description:
    'Whether something that is installed waits for a restart. Hotpatches take effect at once; baselines, cumulative ' +
    'updates and .NET with the restart of the run, of a later run, of a repair, or of the owner switching the VM off ' +
    'and on (R24).',
  initial: 'notNeeded',
  states: {
    notNeeded: {
      on: {
        [TIMER.installDuration]: [
          {
            guard: and([is('installed'), is('rebootRequired')]),
            target: 'required',
            actions: 'patchInstalled',
          },
          { guard: is('installed'), actions: ['patchInstalled', 'becomeEffective', tellLevel] },
          { actions: 'patchFailed' },
        ],
        [TIMER.rebootDuration]: [
          { guard: is('completed'), actions: 'rebootCompleted' },
          { actions: 'rebootFailed' },
        ],
      },
    },
    required: {
      on: {
        [TIMER.installDuration]: [
          { guard: and([is('installed'), is('rebootRequired')]), actions: 'patchInstalled' },
          { guard: is('installed'), actions: ['patchInstalled', 'becomeEffective', tellLevel] },
          { actions: 'patchFailed' },
        ],
        [TIMER.rebootDuration]: [
          {
            guard: is('completed'),
            target: 'notNeeded',
            actions: ['rebootCompleted', 'becomeEffective', tellLevel],
          },
          { actions: 'rebootFailed' },
        ],
        // Repaired while it is off, it restarts when it is next switched on.
        [TIMER.repair]: {
          guard: stateIn({ power: 'running' }),
          target: 'notNeeded',
          actions: ['becomeEffective', tellLevel],
        },
        POWER_ON: {
          guard: and([stateIn({ power: 'stopped' }), not(unresponsive)]),
          target: 'notNeeded',
          actions: ['becomeEffective', tellLevel],
        },
        // A run that loses power is retried whole: nothing of it counts that still needed its reboot (R32). What an
        // earlier run installed has its restart when the VM comes back.
        POWER_OFF: { guard: and([inRun, not(is('waits'))]), target: 'notNeeded' },
      },
    },
  },
});

/** The hotpatch track (R26-R28). */
const track = chart.createStateConfig({
  description:
    'Which updates the VM is offered: hotpatches only on the track. Content other than a hotpatch or a baseline, or a ' +
    'missed baseline, leads off it; a baseline leads back. Who turns hotpatch off is unenrolled at once and waits for ' +
    'a baseline after turning it on again (R26-R28).',
  initial: 'notEligible',
  states: {
    notEligible: {},
    notEnrolled: { on: { HOTPATCH_ON: to('pendingBaseline') } },
    pendingBaseline: {
      on: { LEVEL: { guard: level('baseline'), ...to('onTrack') }, HOTPATCH_OFF: to('notEnrolled') },
    },
    onTrack: {
      on: {
        LEVEL: { guard: level('cumulative'), ...to('offTrack') },
        FELL_BEHIND: to('offTrack'),
        HOTPATCH_OFF: to('notEnrolled'),
      },
    },
    offTrack: {
      on: { LEVEL: { guard: level('baseline'), ...to('onTrack') }, HOTPATCH_OFF: to('notEnrolled') },
    },
  },
});

export const vmChart = chart.createMachine({
  id: 'vm',
  type: 'parallel',
  states: { power, agent, patching, reboot, track },
});
