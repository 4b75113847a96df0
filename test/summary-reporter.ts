import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

/** Closes a run with one plain line that people and machines read alike: `N passed, N failed`. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) {
        const { state } = test.result();
        count[state === 'pending' ? 'skipped' : state] += 1;
      }
      // A file that fails before its first test has no test that could say so.
      if (!module.ok() && !tests.some((test) => test.result().state === 'failed'))
        count.failed += 1;
    }
    if (reason === 'interrupted') process.stdout.write('interrupted\n');
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`);
  }
}
