// The report page of a run, made while it runs: takes the trace as it comes, and bands from more runs. Refuses to know how it
// is drawn.

import { bandsOf } from '../experiment/daily.ts';
import type { LoadedScenario } from '../experiment/loaded-scenario.ts';
import { replicate } from '../experiment/replicate.ts';
import type { Summary } from '../metrics/summary.ts';
import type { Bands, ManifestRows } from '../page/data.ts';
import { runDocument } from '../page/document.ts';
import { LedgerGatherer } from '../page/gather.ts';
import type { Manifest } from './manifest.ts';
import { pageAssets } from './page-assets.ts';

export interface RunPage {
  readonly line: (line: string) => void;
  readonly text: (summary: Summary, manifest: Manifest, bands: Bands | null) => string;
}

export function runPage(): RunPage {
  const gatherer = new LedgerGatherer();
  return {
    line: (line) => gatherer.line(line),
    text: (summary, manifest, bands) =>
      runDocument({ summary, bands, gatherer }, rowsOf(manifest), pageAssets()),
  };
}

export function rowsOf(manifest: Partial<Manifest>): ManifestRows {
  const { inputs = [], files: _, formatVersion: __, ...rest } = manifest;
  return [
    ...Object.entries(rest).map(([name, value]) => [name, String(value)] as const),
    ...inputs.map(({ name, sha256 }) => [`SHA-256 of ${name}`, sha256] as const),
  ];
}

/** Null for a single run. */
export async function bandsFor(
  scenario: LoadedScenario,
  options: { readonly replications: number; readonly jobs: number; readonly signal: AbortSignal },
): Promise<Bands | null> {
  if (options.replications < 2) return null;
  const shares = await replicate({ kind: 'daily', scenario }, options);
  return { replications: options.replications, groups: bandsOf(shares) };
}
