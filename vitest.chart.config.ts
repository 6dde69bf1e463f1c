import { defineConfig } from 'vitest/config';

// Mutation testing of the chart: nearly all of it is evaluated once as the module loads, so every mutant needs all tests.
export default defineConfig({
  test: { include: ['test/vm/*.test.ts'], testTimeout: 60_000 },
});
