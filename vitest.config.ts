import { defineConfig } from 'vitest/config';

/** `unit` beside the source, `contract` a package against its promise, `e2e` the whole system. */
export default defineConfig({
  test: {
    reporters: ['default', './test/summary-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{instrumentation,config,prometheus,alertmanager,collector,grafana,services/*}/src/**/*.test.ts',
            'test/*.test.ts',
            'test/bench/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'contract',
          include: ['instrumentation/test/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          maxConcurrency: 2,
          testTimeout: 180_000,
          hookTimeout: 3_600_000,
        },
      },
    ],
  },
});
