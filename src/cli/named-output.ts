// `format` or `format=file` on the command line, for commands that know several formats. Refuses to know what they are.

import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError for a format that is not among the known ones */
export function namedOutput<N extends string>(
  text: string,
  known: readonly N[],
): { readonly name: N; readonly file?: string } {
  const [, name, , file] = /^([a-z]+)(=(.+))?$/.exec(text) ?? [];
  if (!(known as readonly string[]).includes(name ?? ''))
    throw new InvalidArgumentError(`It is one of ${known.join(', ')}, or that with = and a file.`);
  return { name: name as N, ...(file === undefined ? {} : { file }) };
}
