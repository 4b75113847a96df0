import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cacheDir, root, startSystem, type System } from '../system/system.js';

let system: System;

// Starting the stack is what finds or builds promtool.
beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: 0 });
});
afterAll(async () => system?.remove());

/** Each holds what a rule must do on given series. */
const cases = globSync('prometheus/tests/*.yml', { cwd: root });

it('has cases for the rules', () => {
  expect(cases).not.toEqual([]);
});

it.each(cases)('fires and stays silent as %s says', async (file) => {
  const [promtool = 'promtool'] = globSync(join(cacheDir, 'programs/prometheus/*/promtool'));
  const { stdout } = await promisify(execFile)(promtool, ['test', 'rules', join(root, file)]);
  expect(stdout).toContain('SUCCESS');
});
