import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Vitest leaves one core to itself by default, which is half of two.
    maxWorkers: '100%',
    setupFiles: ['test/properties.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
