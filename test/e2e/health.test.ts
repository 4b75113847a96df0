import {
  COMPONENTS,
  INDICATORS,
  loadVitalsConfig,
  type Component,
  type IndicatorKey,
} from '@agent-vitals/config';
import type { HealthReport } from '@agent-vitals/health-score/report';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FAULT_DRILLS, type FaultDrill } from '../system/fault-drills.js';
import {
  drillTable,
  faultsOf,
  judgeDrill,
  LEAST_FALL,
  madeAt,
  type DrillRun,
  WELL,
} from '../system/health-drill.js';
import { getJson } from '../system/http.js';
import { query } from '../system/prometheus.js';
import { root, startSystem, type System } from '../system/system.js';
import { waitFor } from '../system/wait.js';

/** Enough to judge by. */
const RUNS_PER_SECOND = 1;
/** What needs a past of its own, which is three minutes at least. */
const LEARNED = 'agents_slowdown|models_slowdown|prompts_quality|cost_cost_per_call|apis_slowdown';
const LEARNED_COUNT = LEARNED.split('|').length;

const MOST_MS = 60_000;
/** How long a fault stays to show what else falls. */
const LEAST_MS = 35_000;
const AFTER_FALL_MS = 10_000;
/** What is laid to a component is laid to it for a minute after it is well. */
const REMEMBERED_MS = 60_000;
const SETTLED_MS = 240_000;
const { health } = loadVitalsConfig(join(root, 'vitals.yaml'));

let system: System;
const reports: HealthReport[] = [];
const end = new AbortController();
let watched: Promise<void>;

async function keepReport(): Promise<void> {
  const report = await getJson<HealthReport>(system.urls.healthScore, '/api/v1/health');
  const last = reports.at(-1);
  if (last === undefined || madeAt(report) > madeAt(last)) reports.push(report);
}

async function watch(): Promise<void> {
  while (!end.signal.aborted) {
    // The next second asks again.
    await Promise.allSettled([keepReport()]);
    await sleep(1000);
  }
}

beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: RUNS_PER_SECOND });
  watched = watch();
});
afterAll(async () => {
  end.abort();
  await watched;
  await system?.remove();
});

/** What is not known, such as external APIs where none is called, is not unwell. */
const scoreIn = (report: HealthReport | undefined, name: Component): number => {
  const component = report?.components.find((each) => each.name === name);
  return component === undefined ? 0 : (component.score ?? 100);
};

/** A component with all that it depends on. */
function causesOf(component: Component, found = new Set<Component>()): Set<Component> {
  for (const each of health.components[component].dependsOn) {
    if (!found.has(each)) causesOf(each, found.add(each));
  }
  return found;
}

/** Whether what follows from a component would be laid to it: a critical indicator is enough. */
const isCause = (report: HealthReport, name: Component): boolean =>
  scoreIn(report, name) < health.lines.warning ||
  report.reasons.some(
    ({ component, name: indicator, score, causedBy }) =>
      component === name &&
      causedBy === null &&
      score < health.lines.warning &&
      INDICATORS[`${component}.${indicator}` as IndicatorKey].critical,
  );

/** Whether a fault of a component can be told from those before it. */
function isReady(component: Component, now: number): boolean {
  const lately = reports.filter((report) => now - madeAt(report) <= REMEMBERED_MS);
  return (
    scoreIn(reports.at(-1), component) >= WELL &&
    [...causesOf(component)].every((cause) => lately.every((report) => !isCause(report, cause)))
  );
}

async function run(drill: FaultDrill): Promise<DrillRun> {
  const { fault, component } = drill;
  await waitFor(
    `${component} is well before ${fault}`,
    async () => isReady(component, Date.now()) || undefined,
    SETTLED_MS,
  );
  // A process that has just begun to run may grow.
  if (drill.reasons.includes('memoryGrowth')) {
    await waitFor(
      'memory growth is measured',
      async () =>
        (await query(system.urls.prometheus, 'vitals:resources_memory_growth{item="demo-api"}'))[0],
      5 * 60_000,
    );
  }
  const before = scoreIn(reports.at(-1), component);
  const setAt = Date.now();
  system.setFault(fault);
  let fellAt: number | undefined;
  while (Date.now() - setAt < MOST_MS) {
    await sleep(1000);
    if (before - scoreIn(reports.at(-1), component) >= LEAST_FALL) fellAt ??= Date.now();
    const seenFor = Date.now() - (fellAt ?? Infinity);
    if (seenFor >= AFTER_FALL_MS && Date.now() - setAt >= LEAST_MS) break;
  }
  system.clearFaults();
  return { drill, setAt, clearedAt: Date.now() };
}

it(
  'lowers the score of the right component for each fault, with the right reason, and of no other [H3]',
  async () => {
    await waitFor(
      'what is usual is known',
      async () => {
        const learned = `count(count by (__name__) ({__name__=~"vitals:(${LEARNED})"}))`;
        const [sample] = await query(system.urls.prometheus, learned);
        return sample?.value === LEARNED_COUNT || undefined;
      },
      6 * 60_000,
    );
    const runs: DrillRun[] = [];
    for (const drill of FAULT_DRILLS) runs.push(await run(drill));
    const results = await waitFor(
      'every component is well again',
      async () => {
        const well = COMPONENTS.every((name) => scoreIn(reports.at(-1), name) >= WELL);
        const judged = runs.map((each) => judgeDrill(each, reports));
        const back = judged.every(
          ({ recoveredAfterSeconds }) => recoveredAfterSeconds !== undefined,
        );
        return well && back ? judged : undefined;
      },
      SETTLED_MS,
    ).catch(() => runs.map((each) => judgeDrill(each, reports)));
    process.stdout.write(`\n${drillTable(results)}\n\n`);
    expect(results.flatMap((result) => faultsOf(result))).toEqual([]);
  },
  30 * 60_000,
);
