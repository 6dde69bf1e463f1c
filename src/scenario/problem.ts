// A user's mistake as data: where it is, what was expected, what to try. Refuses to know how it is printed.

/** Keys and indices from the root of the document to the value in question. */
export type DocumentPath = readonly (string | number)[];

/** A mistake found by any stage, placed by document path only. */
export interface Finding {
  readonly path: DocumentPath;
  readonly message: string;
  /** A suggestion such as `did you mean "westeurope"?`. */
  readonly hint?: string;
  /** Rule of the model that the input breaks, such as `R15`. */
  readonly rule?: string;
  /** True when the finding is about the key itself (an unknown key), not its value. */
  readonly atKey?: boolean;
  /** The part of a text that it is about, in characters of the value at the path; all of it when left out. */
  readonly part?: { readonly offset: number; readonly length: number };
  /** Where it stands in a file that the scenario names; `path` is then where the scenario names it. */
  readonly within?: { readonly file: string; readonly line: number; readonly column: number };
}

/** A finding with its place in the text the user wrote. Lines and columns count from 1. */
export interface Problem extends Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The line of the file, without its line end. */
  readonly lineText: string;
  /** Length of the offending token for the caret; 0 for a problem about the file as a whole. */
  readonly length: number;
}
