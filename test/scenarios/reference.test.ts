// docs/parameters.md and docs/scenario-file.md say what the schema says: they are made from it, and their examples load.
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parametersPage, rootKeys } from './reference.ts';
import { EXAMPLES, scenarioFilePage } from './scenario-file-page.ts';
import { loaded } from './shipped.ts';

describe('the reference pages', () => {
  test('docs/parameters.md is what the registry says', async () => {
    await expect(parametersPage()).toMatchFileSnapshot('../../docs/parameters.md');
  });

  test('docs/scenario-file.md is what the schema says', async () => {
    await expect(scenarioFilePage()).toMatchFileSnapshot('../../docs/scenario-file.md');
  });

  test('every key at the root has an example', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(
      rootKeys()
        .filter((key) => key !== '$schema')
        .sort(),
    );
  });

  test('the examples together are a scenario that loads', () => {
    const text = Object.values(EXAMPLES).join('\n');
    expect(() => loaded(text, 'examples.yaml'), stringify(text)).not.toThrow();
  });
});
