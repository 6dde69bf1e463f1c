// Which keys may stand at a place of a document, asked of its JSON Schema. Refuses to know which are there.
import type { DocumentPath } from './problem.ts';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** The keys allowed in the mapping at `path` of `root`, of every form it can have there. */
export function knownKeys(schema: object, root: unknown, path: DocumentPath): string[] {
  let forms = formsOf(schema as JsonSchema, root);
  let value = root;
  for (const step of path) {
    value = (value as Record<string | number, unknown> | undefined)?.[step];
    forms = forms.flatMap((form) => below(form, step)).flatMap((form) => formsOf(form, value));
  }
  return [...new Set(forms.flatMap((form) => Object.keys(form.properties ?? {})))];
}

function below(form: JsonSchema, step: string | number): JsonSchema[] {
  if (typeof step === 'number') return form.items === undefined ? [] : [form.items];
  const property = form.properties?.[step] ?? form.additionalProperties;
  return typeof property === 'object' ? [property] : [];
}

/** The forms of a value; of those told apart by a `kind`, the one that is written when there is one. */
function formsOf(schema: JsonSchema, value: unknown): JsonSchema[] {
  const forms = (schema.anyOf ?? schema.oneOf ?? []).filter(
    (form) => !('required' in form && !form.properties),
  );
  if (forms.length === 0) return [schema];
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  const meant = forms.filter((form) => kind !== undefined && form.properties?.kind?.const === kind);
  return (meant.length > 0 ? meant : forms).flatMap((form) => formsOf(form, value));
}
