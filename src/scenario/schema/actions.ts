// What operators do to VMs at given instants, one thing each. Refuses to know what follows from it.
import * as z from 'zod';
import { PREVIEW_FEATURES } from '../deeds.ts';
import { duration, flag, instant, listOf, oneOf, prose } from './values.ts';
import { windowsParameters } from './windows-parameters.ts';

/** The keys that say what is done: an action has exactly one of them. */
export const DEEDS = [
  'hotpatch',
  'restart',
  'power',
  'assess',
  'install',
  'settings',
  'drift',
  'register',
  'registerProvider',
] as const;

/** Deeds that are done to subscriptions, not to VMs. */
const OF_SUBSCRIPTIONS: readonly string[] = ['register', 'registerProvider'];

/** The body of Azure's installPatches. */
const installation = () =>
  z
    .strictObject(
      {
        maximumDuration: duration('10m', '1d')
          .prefault('PT4H')
          .describe('How long the run may take: the next update starts only if it fits (R22).'),
        rebootSetting: oneOf(['IfRequired', 'Never', 'Always']).describe(
          'Whether the run restarts the VM, whatever its own setting says (R24).',
        ),
        windowsParameters: windowsParameters().describe('Which updates are installed.'),
      },
      { error: 'expected { rebootSetting, windowsParameters }, as in the body of installPatches' },
    )
    .optional();

/** Patch settings that can change while a VM lives; at least one. */
const changes = () =>
  z
    .strictObject(
      {
        rebootSetting: oneOf(['Unknown', 'IfRequired', 'Never', 'Always'])
          .optional()
          .describe('Whether an install run restarts the VM (R24).'),
        assessmentMode: oneOf(['ImageDefault', 'AutomaticByPlatform'])
          .optional()
          .describe('How often it is assessed, from its next periodic assessment on (R13).'),
        enableHotpatching: flag().optional().describe('Turns hotpatch on or off, as `hotpatch` does (R28).'),
        patchMode: oneOf(['Manual', 'AutomaticByOS', 'AutomaticByPlatform', 'ImageDefault'])
          .optional()
          .describe('Who installs updates from now on; `enableAutomaticUpdates` limits the choice (R12).'),
        bypassPlatformSafetyChecksOnUserSchedule: flag()
          .optional()
          .describe('Hands patching over to the customer schedules of the VM, or takes it back (F38, R31).'),
      },
      {
        error:
          'expected { patchMode, rebootSetting, assessmentMode, enableHotpatching, bypassPlatformSafetyChecksOnUserSchedule }, at least one of them',
      },
    )
    .meta({ minProperties: 1 })
    .refine((written) => Object.values(written).some((value) => value !== undefined), {
      error:
        'expected at least one of patchMode, rebootSetting, assessmentMode, enableHotpatching, bypassPlatformSafetyChecksOnUserSchedule',
    })
    .optional();

/** Made when a scenario has one, like all that most scenarios do without: that takes as long as reading one. */
export const action = z.lazy(() =>
  z
    .strictObject({
      at: instant().describe('Instant of the action.'),
      groups: listOf(prose(64), 'group').optional().describe('Only VMs of these groups.'),
      vms: listOf(prose(200), 'VM').optional().describe('Only these VMs, by name, such as web-3.'),
      subscriptions: listOf(prose(100), 'subscription')
        .optional()
        .describe('Only these subscriptions; with `register` and `registerProvider` alone (R10).'),
      hotpatch: oneOf(['on', 'off']).optional().describe('Turns hotpatch on or off (R28).'),
      restart: oneOf(['now'])
        .optional()
        .describe(
          'The owner restarts the VM: what waits for a restart takes effect, a run is cut short (R24).',
        ),
      power: oneOf(['on', 'off'])
        .optional()
        .describe(
          'Switches the VM on or off, until the next such action or the next change of its power plan (R32).',
        ),
      assess: oneOf(['now'])
        .optional()
        .describe('Assesses the VM at once, also outside of its schedule and hours; never installs (R13).'),
      install: installation().describe(
        'Installs updates at once, at any hour and whatever the patch mode: not availability-first (R30).',
      ),
      settings: changes().describe('Changes patch settings of the VM.'),
      drift: changes().describe(
        'Somebody changes patch settings outside of the template: the same, told as drift.',
      ),
      register: oneOf(PREVIEW_FEATURES)
        .optional()
        .describe('Registers a preview feature, which takes some minutes (R10).'),
      registerProvider: oneOf(['Microsoft.Compute'])
        .optional()
        .describe(
          'Registers the resource provider anew: with all three features Registered, hotpatch is allowed (R10).',
        ),
    })
    .meta({ oneOf: DEEDS.map((deed) => ({ required: [deed] })) })
    .superRefine((written, context) => {
      const done = DEEDS.filter((deed) => written[deed] !== undefined);
      if (done.length === 1) return checkWhom(written, done[0]!, context);
      context.addIssue({
        code: 'custom',
        message: `expected exactly one of ${DEEDS.map((deed) => `\`${deed}\``).join(', ')}`,
        params: { about: done.length === 0 ? DEEDS : done },
      });
    }),
);

/** Subscriptions register features, VMs do the rest. */
function checkWhom(
  written: { readonly groups?: unknown; readonly vms?: unknown; readonly subscriptions?: unknown },
  deed: string,
  context: z.RefinementCtx,
): void {
  const wrong = OF_SUBSCRIPTIONS.includes(deed) ? (['groups', 'vms'] as const) : (['subscriptions'] as const);
  for (const key of wrong) {
    if (written[key] === undefined) continue;
    const message = `does not go with \`${deed}\`, which is for ${wrong.length === 2 ? 'subscriptions' : 'VMs'}`;
    context.addIssue({ code: 'custom', message, path: [key], params: { rule: 'R10', atKey: true } });
  }
}

export type Action = z.output<typeof action>;
/** What is installed on demand, and how. */
export type Install = NonNullable<Action['install']>;
