// Which Windows updates somebody wants installed, in the words of Azure's windowsParameters. Refuses to know which there
// are, and who asks.
import * as z from 'zod';
import { anyOf, flag, type IssueDetail, instant, oneOf } from './values.ts';

/** As installPatches spells them; the documentation of schedules writes UpdateRollup. */
const WINDOWS_CLASSIFICATIONS = [
  'Critical',
  'Security',
  'UpdateRollUp',
  'UpdateRollup',
  'FeaturePack',
  'ServicePack',
  'Definition',
  'Tools',
  'Updates',
] as const;

const DIGITS = String.raw`^([Kk][Bb])?\d{6,20}$`;
const KB_NUMBER = 'expected a KB number such as 5034129 or KB5034129';

/** Digits as Azure has them, or with KB in front; becomes KB and digits, as in the catalogue. */
const kbNumber = () =>
  z
    .union([z.string().meta({ pattern: DIGITS }), z.int({ error: KB_NUMBER }).meta({ minimum: 100_000 })], {
      error: KB_NUMBER,
    })
    .transform((written, context): string => {
      const text = String(written);
      if (new RegExp(DIGITS).test(text)) return `KB${text.replace(/^kb/i, '')}`;
      context.addIssue({ code: 'custom', message: KB_NUMBER });
      return z.NEVER;
    });

const INCLUDES = ['classificationsToInclude', 'kbNumbersToInclude'] as const;
const NOTHING_CHOSEN = 'expected at least one classification or one KB to include';

export const windowsParameters = () =>
  z
    .strictObject(
      {
        classificationsToInclude: anyOf(
          oneOf(WINDOWS_CLASSIFICATIONS).transform((name) =>
            name === 'UpdateRollUp' ? 'UpdateRollup' : name,
          ),
          'classification',
          20,
        )
          .prefault([])
          .describe('Updates of these classifications are installed.'),
        kbNumbersToInclude: anyOf(kbNumber(), 'KB')
          .prefault([])
          .describe('These are installed too, of whatever classification.'),
        kbNumbersToExclude: anyOf(kbNumber(), 'KB')
          .prefault([])
          .describe('These are not installed, whatever includes them.'),
        excludeKbsRequiringReboot: flag()
          .prefault(false)
          .describe('Only updates are installed that never ask for a restart.'),
        maxPatchPublishDate: instant()
          .optional()
          .describe('Only updates are installed that came out by then.'),
      },
      { error: 'expected { classificationsToInclude, kbNumbersToInclude }, something to include' },
    )
    .meta({ anyOf: INCLUDES.map((list) => ({ required: [list] })) })
    .refine(
      ({ classificationsToInclude, kbNumbersToInclude }) =>
        classificationsToInclude.length + kbNumbersToInclude.length > 0,
      {
        error: NOTHING_CHOSEN,
        params: {
          rule: 'R30',
          about: INCLUDES,
        } satisfies IssueDetail & Record<string, unknown>,
      },
    );
export type WindowsParameters = z.output<ReturnType<typeof windowsParameters>>;
