// The JSON Schema that editors use: draft-07, agrees with the parser about form, and explains every key.
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { scenarioJsonSchema } from '../../src/scenario/schema.ts';
import { OF_FORM } from './mistakes.ts';
import { EXAMPLE, SMALL } from './scenarios.ts';

describe('the JSON Schema (draft-07)', () => {
  const validate = new Ajv({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
  }).compile(scenarioJsonSchema());

  test.each([
    ['the example', EXAMPLE],
    ['the small one', SMALL],
  ])('accepts %s', (_, text) => {
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each(OF_FORM.map(([text, place]) => ({ text, place })))('refuses $place', ({ text }) => {
    expect(validate(parse(text))).toBe(false);
  });

  test('describes every key', () => {
    const bare: string[] = [];
    const visit = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      for (const [key, value] of Object.entries(schema)) {
        if (key === 'properties')
          for (const [name, property] of Object.entries(value as Record<string, { description?: string }>))
            if (!property.description) bare.push(`${path}.${name}`);
        visit(value, `${path}.${key}`);
      }
    };
    visit(scenarioJsonSchema(), '');
    expect(bare).toEqual([]);
  });
});
