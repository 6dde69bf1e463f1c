// `patchsim schema`: the JSON Schema of the scenario file, for editors. Refuses to know what is in it.

import type { Context } from './context.ts';
import { SUCCESS } from './exit-codes.ts';

export async function schemaCommand(context: Context): Promise<number> {
  const { scenarioJsonSchema } = await context.engine();
  context.terminal.out(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
  return SUCCESS;
}
