import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FaultName } from '@agent-vitals/demo/faults';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dashboardQueries, drawsSomething, type DashboardQuery } from '../system/dashboards.js';
import { findsSomething, runbookQueries, type RunbookQuery } from '../system/runbooks.js';
import { silentOf } from '../system/silent.js';
import { cacheDir, root, startSystem, type System } from '../system/system.js';

let system: System;

// Starting the stack is what finds or builds promtool. While promtool works, the demo makes what the
// runbooks ask for.
beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: 1 });
});
afterAll(async () => system?.remove());

/** Each holds what a rule, or a dashboard's query, must do on given series. */
const cases = globSync(['prometheus/tests/*.yml', 'grafana/tests/*.json'], { cwd: root });

it('has cases for the rules', () => {
  expect(cases).not.toEqual([]);
});

const promtool = (): string =>
  globSync(join(cacheDir, 'programs/prometheus/*/promtool'))[0] ?? 'promtool';

// Each has one core busy; those with hours of simulated time take minutes on a busy machine.
it.concurrent.each(cases)(
  'fires, compares and stays silent as %s says [D3][H5][O5]',
  async (file) => {
    const { stdout } = await promisify(execFile)(promtool(), ['test', 'rules', join(root, file)]);
    expect(stdout).toContain('SUCCESS');
  },
  1_200_000,
);

const finds = (each: RunbookQuery): Promise<boolean> => findsSomething(system.urls, each);

/** Queries that find something only while something is broken, with the fault that breaks it. */
const ONLY_DURING: Readonly<Record<string, FaultName>> = {
  '{service_name="SERVICE"} | severity_text=~"(?i)error|fatal"': 'tool-errors',
};

/** The growth of a process's memory is the last that is known: after five minutes. */
const PATIENCE_MS = 8 * 60_000;

it(
  'every query of every runbook finds something in a running system [O1]',
  async () => {
    expect(runbookQueries.length).toBeGreaterThan(150);
    const during = Object.groupBy(runbookQueries, ({ text }) => ONLY_DURING[text] ?? 'no fault');
    const { 'no fault': atAnyTime = [], ...broken } = during;
    expect(Object.values(broken).flat().length).toBeGreaterThanOrEqual(
      Object.keys(ONLY_DURING).length,
    );
    expect(await silentOf(atAnyTime, finds, PATIENCE_MS)).toEqual([]);
    for (const [fault, queries] of Object.entries(broken)) {
      system.setFault(fault as FaultName);
      expect(await silentOf(queries, finds, PATIENCE_MS)).toEqual([]);
      system.clearFaults();
    }
  },
  (Object.keys(ONLY_DURING).length + 2) * PATIENCE_MS,
);

const draws = (each: DashboardQuery): Promise<boolean> => drawsSomething(system.urls, each);

/** Panels that show something only while something is broken, with the faults that break it. */
const DRAWN_DURING: readonly {
  readonly faults: readonly FaultName[];
  readonly names: readonly string[];
}[] = [
  {
    // Those of tools are the agents' own; those of the provider are seen by its clients.
    faults: ['tool-errors', 'llm-errors'],
    names: [
      'agents/agent-errors',
      'agents/agent-traces',
      'alerts/fired-by-name',
      'alerts/firing',
      'alerts/firing-by-name',
      'alerts/firing-by-severity',
      'alerts/firing-critical',
      'alerts/firing-warning',
      'alerts/notifications-of-alert',
      'alerts/times-of-alerts 1',
      'apis/failed-requests-out',
      'llm-usage/llm-calls 2',
      'logs/error-lines-by-agent',
      'logs/error-lines-by-service',
      'logs/log-volume 1',
      'pipeline/notifications 1',
      'system-health/alerts',
      'system-overview/alerts',
      'system-overview/workflow-traces 2',
      'traces/agent-errors',
      'traces/error-lines-with-trace',
      'workflows/step-errors',
      'workflows/workflow-errors',
    ],
  },
  {
    faults: ['db-down'],
    names: [
      'database/database-errors',
      // The alerts of the faults before are over.
      'alerts/median-to-resolve',
      'alerts/noise',
      'alerts/times-of-alerts 3',
    ],
  },
];

/** Queries that find nothing in a demo that has just begun, each with the reason. */
const TOO_EARLY: Readonly<Record<string, string>> = {
  'alerts/median-to-acknowledge': 'nobody acknowledges an alert here',
  'alerts/times-of-alerts 2': 'nobody acknowledges an alert here',
  'llm-usage/budgets 3': 'a month is judged by the last day, once an hour of it is known',
  'database/slow-statements':
    'here a prompt store is chosen, whose statements are seldom the five that take the most time',
  'logs/log-volume 2': 'no agent of the demo warns, and here agents are chosen by name',
  'prompts/optimisations':
    'the last advice is an hour old when the demo begins, and nothing is optimised since',
  'prompts/quality-goes-with 2': 'an interval needs four versions of a prompt; the demo uses two',
  'prompts/quality-goes-with 3': 'an interval needs four versions of a prompt; the demo uses two',
};

it(
  'every panel of every dashboard draws something of a running system, with everything chosen [D1][D5][M1][M2][M3][M4][M5]',
  async () => {
    expect(dashboardQueries.length).toBeGreaterThan(150);
    const named = [...Object.keys(TOO_EARLY), ...DRAWN_DURING.flatMap(({ names }) => names)];
    const names = new Set(dashboardQueries.map(({ name }) => name));
    expect(named.filter((name) => !names.has(name))).toEqual([]);

    const silent = async (queries: readonly DashboardQuery[]): Promise<readonly string[]> =>
      (await silentOf(queries, draws, PATIENCE_MS)).map(({ name }) => name);
    expect(await silent(dashboardQueries.filter(({ name }) => !named.includes(name)))).toEqual([]);
    for (const { faults, names: during } of DRAWN_DURING) {
      for (const fault of faults) system.setFault(fault);
      expect(await silent(dashboardQueries.filter(({ name }) => during.includes(name)))).toEqual(
        [],
      );
      system.clearFaults();
    }
    // What is too early is asked all the same: it may be empty, and must not be refused.
    await Promise.all(dashboardQueries.filter(({ name }) => name in TOO_EARLY).map(draws));
  },
  (DRAWN_DURING.length + 1) * PATIENCE_MS,
);
