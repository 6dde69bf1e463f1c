import { defineConfig } from 'vitest/config';

// What mutation testing asks: the tests of the mutated folders and the rules, but those that set the process's TZ: Stryker
// runs tests in threads, where that has no effect.
export default defineConfig({
  test: {
    include: [
      'test/{calendar,catalogue,vm,rollout,rules,fleet}/**/*.test.ts',
      'test/bad-input/corpus.test.ts',
      'test/cli/calendar.test.ts',
    ],
    exclude: ['test/calendar/*-oracle.test.ts', 'test/rules/clock.test.ts'],
    testTimeout: 60_000,
  },
});
