// Lint and format are checked, and the check sees planted faults.

import { afterEach, describe, expect, it } from 'vitest';
import { type PlantedProject, plantProject, runTool } from './planted-project.ts';

let project: PlantedProject | undefined;
afterEach(() => project?.remove());

function biome(text: string) {
  project = plantProject({ 'src/kernel/planted.ts': text });
  return runTool(project.root, 'biome', ['ci', 'src', '--vcs-enabled=false']);
}

describe('biome', () => {
  it.each([
    ['double quotes', 'export const a = "a";\n', 'format'],
    [
      'imports out of order',
      "import { b } from './b.ts';\nimport { a } from './a.ts';\n\nexport const c = a + b;\n",
      'organizeImports',
    ],
    ['console', "console.log('x');\n", 'noConsole'],
    ['any', 'export const a = (x: any) => x;\n', 'noExplicitAny'],
    [
      'a core module without node:',
      "import fs from 'fs';\n\nexport const a = fs;\n",
      'useNodejsImportProtocol',
    ],
    ['an unused variable', 'export function f() {\n  const x = 1;\n}\n', 'noUnusedVariables'],
  ])('refuses %s', (_, text, rule) => {
    const { code, output } = biome(text);
    expect(output).toContain(rule);
    expect(code).toBe(1);
  });

  it('accepts what is clean, and the real project', () => {
    expect(biome("export const a = 'a';\n")).toMatchObject({ code: 0 });
    expect(runTool('.', 'biome', ['ci', '.'])).toMatchObject({ code: 0 });
  });
});
