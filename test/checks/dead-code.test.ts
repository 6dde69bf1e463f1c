// Dead code is found: an unused file, export and dependency, planted; none in the real sources.

import { describe, expect, it } from 'vitest';
import { plantProject, runTool } from './planted-project.ts';

describe('dead code', () => {
  it('finds a planted file, export and dependency that nobody uses', () => {
    const project = plantProject({
      'src/index.ts': "export { used } from './kernel/used.ts';\n",
      'src/cli/main.ts': "import { used } from '../index.ts';\n\nused();\n",
      'src/kernel/used.ts': 'export function used() {}\nexport function forgotten() {}\n',
      'src/kernel/orphan.ts': 'export const orphan = 1;\n',
    });
    const { code, output } = runTool(project.root, 'knip', []);
    project.remove();
    expect(code).toBe(1);
    for (const name of ['src/kernel/orphan.ts', 'forgotten', 'xstate']) expect(output).toContain(name);
    expect(output).not.toMatch(/\bused\b(?!\.)/);
  });

  it('finds nothing in the real sources', () => {
    expect(runTool('.', 'knip', [])).toMatchObject({ code: 0 });
  });
});
