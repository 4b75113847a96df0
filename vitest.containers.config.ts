import { defineConfig } from 'vitest/config';

/** The end-to-end tests that run in containers too; `test/containers/main.ts` prepares the engine. */
export default defineConfig({
  test: {
    name: 'containers',
    reporters: ['default', './test/summary-reporter.ts'],
    include: [
      'test/containers/**/*.test.ts',
      'test/e2e/telemetry.test.ts',
      'test/e2e/alert.test.ts',
      'test/e2e/backup.test.ts',
    ],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 600_000,
  },
});
