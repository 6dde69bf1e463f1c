// What a run and the thread that writes its trace tell each other. Refuses to know how a trace is written.

import type { Release } from '../catalogue/release.ts';
import type { FactBlock } from '../ledger/fact-block.ts';
import type { Scenario } from '../scenario/schema.ts';

/** What the thread is told when it begins. */
export interface TraceThreadInput {
  readonly scenario: Scenario;
  readonly releases: readonly Release[];
}

/** Facts in order, or that there are no more. */
export type TraceOrder = FactBlock | 'end';

export type TraceAnswer =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** A block is written and may be filled again. */
  | { readonly kind: 'written'; readonly block: FactBlock }
  | { readonly kind: 'end' };
