import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { FaultName } from '@agent-vitals/demo/faults';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findsSomething, runbookQueries, type RunbookQuery } from '../system/runbooks.js';
import { cacheDir, root, startSystem, type System } from '../system/system.js';

let system: System;

// Starting the stack is what finds or builds promtool. While promtool works, the demo makes what the
// runbooks ask for.
beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: 1 });
});
afterAll(async () => system?.remove());

/** Each holds what a rule must do on given series. */
const cases = globSync('prometheus/tests/*.yml', { cwd: root });

it('has cases for the rules', () => {
  expect(cases).not.toEqual([]);
});

const promtool = (): string =>
  globSync(join(cacheDir, 'programs/prometheus/*/promtool'))[0] ?? 'promtool';

// Those of all alerts, with hours of simulated time, take minutes on a busy machine.
it.each(cases)(
  'fires and stays silent as %s says [H5][O5]',
  async (file) => {
    const { stdout } = await promisify(execFile)(promtool(), ['test', 'rules', join(root, file)]);
    expect(stdout).toContain('SUCCESS');
  },
  600_000,
);

/** Queries that find something only while something is broken, with the fault that breaks it. */
const ONLY_DURING: Readonly<Record<string, FaultName>> = {
  '{service_name="SERVICE"} | severity_text=~"(?i)error|fatal"': 'tool-errors',
};

/** The growth of a process's memory is the last that is known: after five minutes. */
const PATIENCE_MS = 8 * 60_000;

/** Those that found nothing, though asked again until the time was over. */
async function silentOf(queries: readonly RunbookQuery[]): Promise<readonly RunbookQuery[]> {
  const deadline = performance.now() + PATIENCE_MS;
  let silent = queries;
  while (silent.length > 0 && performance.now() < deadline) {
    const still: RunbookQuery[] = [];
    for (const each of silent) {
      if (!(await findsSomething(system.urls, each))) still.push(each);
    }
    silent = still;
    if (silent.length > 0) await sleep(2000);
  }
  return silent;
}

it(
  'every query of every runbook finds something in a running system [O1]',
  async () => {
    expect(runbookQueries.length).toBeGreaterThan(150);
    const during = Object.groupBy(runbookQueries, ({ text }) => ONLY_DURING[text] ?? 'no fault');
    const { 'no fault': atAnyTime = [], ...broken } = during;
    expect(Object.values(broken).flat().length).toBeGreaterThanOrEqual(
      Object.keys(ONLY_DURING).length,
    );
    expect(await silentOf(atAnyTime)).toEqual([]);
    for (const [fault, queries] of Object.entries(broken)) {
      system.setFault(fault as FaultName);
      expect(await silentOf(queries)).toEqual([]);
      system.clearFaults();
    }
  },
  (Object.keys(ONLY_DURING).length + 2) * PATIENCE_MS,
);
