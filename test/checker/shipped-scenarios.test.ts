// The ledger of every shipped scenario passes the checker (R35).

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { breachesOf, traceOf } from './ledger.ts';

it.each(readdirSync('scenarios').filter((name) => name.endsWith('.yaml')))('R35 %s', async (name) => {
  const read = (path: string): string => readFileSync(`scenarios/${path}`, 'utf8');
  expect(breachesOf(await traceOf(read(name), read))).toEqual([]);
});
