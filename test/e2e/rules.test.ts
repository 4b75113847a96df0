import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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

const promtool = (): string =>
  globSync(join(cacheDir, 'programs/prometheus/*/promtool'))[0] ?? 'promtool';

it('every query of every runbook parses', async () => {
  // Each as a rule: promtool names the one that it cannot read.
  const rules = globSync('runbooks/*.md', { cwd: root }).flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/```promql\n(.*?)```/gs)].map(
      ([, expr], index) => ({ record: `${basename(path, '.md')}:${index}`, expr }),
    ),
  );
  expect(rules.length).toBeGreaterThan(100);
  const folder = mkdtempSync(join(tmpdir(), 'runbooks-'));
  const file = join(folder, 'queries.yml');
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'runbooks', rules }] }));
  const { stdout } = await promisify(execFile)(promtool(), ['check', 'rules', file]);
  rmSync(folder, { recursive: true });
  expect(stdout).toContain(`SUCCESS: ${rules.length} rules found`);
});

// Those of all alerts, with hours of simulated time, take a minute or more.
it.each(cases)(
  'fires and stays silent as %s says [H5][O5]',
  async (file) => {
    const { stdout } = await promisify(execFile)(promtool(), ['test', 'rules', join(root, file)]);
    expect(stdout).toContain('SUCCESS');
  },
  300_000,
);
