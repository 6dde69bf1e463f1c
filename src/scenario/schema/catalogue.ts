// Where releases come from: the real calendar, a generated one, a file or a list in the scenario itself. Refuses to
// know what a release means.
import * as z from 'zod';
import { anyOf, flag, INSTANT, kb, listOf, month, oneOf, prose } from './values.ts';

const releaseDate = z
  .string({ error: INSTANT.expected })
  .refine((text) => INSTANT.parse(text) !== undefined, { error: INSTANT.expected })
  .meta({ pattern: INSTANT.pattern });

/** One release that the user describes; the keys are the columns of the CSV form. */
const userRelease = z.strictObject({
  product: oneOf(['WS2019', 'WS2022', 'WS2025', 'WS2022-hotpatch', 'WS2025-hotpatch']).describe(
    'Product line; the two hotpatch tracks are lines of their own.',
  ),
  release_date: releaseDate.describe(
    'Day of release, or an instant; a day counts from parameters.releaseTime.',
  ),
  kb: kb().describe('Number of the update, KB and digits.'),
  kind: oneOf([
    'baseline_planned',
    'baseline_unplanned',
    'hotpatch',
    'oob_hotpatch',
    'cumulative',
    'oob',
    'preview',
    'dotnet',
    'definition',
  ]).describe('What the release is on its line (R5).'),
  classification: oneOf([
    'Critical',
    'Security',
    'UpdateRollup',
    'FeaturePack',
    'ServicePack',
    'Definition',
    'Tools',
    'Updates',
  ])
    .optional()
    .describe(
      "Azure's classification; that of the kind when left out. Only Critical and Security are automatic (R7).",
    ),
  os_build: prose(40).optional().describe('OS build after installation, such as 20348.2227.'),
  supersedes: anyOf(kb(), 'KB number')
    .optional()
    .describe('KBs it replaces beyond those of its own line (R6).'),
  note: prose(2000).optional().describe('Free text.'),
});

export type UserRelease = z.output<typeof userRelease>;

/** A list of releases. */
const userReleases = listOf(userRelease, 'release', 10_000);

export type CatalogueSource =
  | { readonly calendar: 'real'; readonly dotnet: boolean }
  | { readonly calendar: 'generated'; readonly unplannedBaselines?: string[]; readonly dotnet: boolean }
  | { readonly file: string }
  | { readonly releases: UserRelease[] };

const KINDS = ['calendar', 'file', 'releases'] as const;

const source = z
  .strictObject({
    calendar: oneOf(['real', 'generated'])
      .optional()
      .describe(
        'real: the built-in release calendar; generated: second Tuesdays with quarterly baselines (U3).',
      ),
    dotnet: flag().optional().describe('Adds .NET updates to a calendar; false when left out (R8).'),
    unplannedBaselines: anyOf(month(), 'month')
      .optional()
      .describe(
        'Months of a generated calendar whose hotpatch becomes an unplanned baseline; drawn when left out.',
      ),
    file: prose(1000)
      .min(1, { error: 'expected the name of a file' })
      .optional()
      .describe('Releases in a CSV, YAML or JSON file beside the scenario.'),
    releases: userReleases.optional().describe('Releases listed here.'),
  })
  .meta({ oneOf: KINDS.map((kind) => ({ required: [kind] })) });

/** One source of releases. */
export const catalogueSource = source.transform((written, context): CatalogueSource => {
  const { calendar, dotnet, unplannedBaselines, file, releases } = written;
  const refuse = (message: string, about: readonly string[], key?: string): void =>
    context.addIssue({
      code: 'custom',
      message,
      path: key ? [key] : [],
      params: { atKey: key !== undefined, about, rule: 'R5' },
    });
  const given = KINDS.filter((kind) => written[kind] !== undefined);
  if (given.length === 0) refuse('expected one of `calendar`, `file` and `releases`', KINDS);
  for (const extra of given.slice(1))
    refuse(`does not go with \`${given[0]}\`; make it a source of its own`, [extra], extra);
  if (given.length > 0 && calendar === undefined && dotnet !== undefined)
    refuse('goes with `calendar` only', ['calendar', 'dotnet'], 'dotnet');
  if (given.length > 0 && calendar !== 'generated' && unplannedBaselines !== undefined)
    refuse('goes with `calendar: generated` only', ['calendar', 'unplannedBaselines'], 'unplannedBaselines');
  if (calendar === 'real') return { calendar, dotnet: dotnet ?? false };
  if (calendar === 'generated')
    return { calendar, dotnet: dotnet ?? false, ...(unplannedBaselines && { unplannedBaselines }) };
  return file === undefined ? { releases: releases ?? [] } : { file };
});
