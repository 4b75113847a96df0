import { createHash } from 'node:crypto';
import type { Component, VitalsConfig } from '@agent-vitals/config';
import type { Logger } from 'pino';
import { evaluateReadings } from './evaluate.js';
import { createOutlookReader } from './outlook.js';
import type { PrometheusClient } from '@agent-vitals/worker/prometheus-client';
import { publishScores } from './publish.js';
import { indicatorSelector, readSamples } from './reading.js';
import type { ComponentReport, HealthReport } from './report.js';
import { createSymptomMemory } from './symptom.js';

/** A report as it is answered with until the next attempt to renew it. */
export interface LatestHealth {
  /** With at most 20 items for each component. */
  readonly report: HealthReport;
  /** The components with all of their items, worst first. */
  readonly components: ReadonlyMap<Component, ComponentReport>;
  /** An entity tag, in quotes: another one whenever anything in it is another. */
  readonly etag: string;
}

/** Keeps the health of the system. */
export interface HealthMonitor {
  /**
   * Asks once and returns the new report. Throws what {@link PrometheusClient} throws; the last
   * report then stays, marked stale. What is asked about trends once a minute may fail without
   * harm: they are then unknown.
   */
  evaluate(): Promise<HealthReport>;
  /** The last report; undefined until the first evaluation succeeded. */
  latest(): LatestHealth | undefined;
  /** Evaluates every `health.evaluateSeconds` and publishes the scores as metrics. */
  start(): void;
  /** Stops both; an evaluation under way is waited for. */
  stop(): Promise<void>;
}

/** Options of {@link createHealthMonitor}. */
export interface HealthMonitorOptions {
  readonly config: Pick<VitalsConfig, 'health' | 'thresholds' | 'overrides'>;
  readonly prometheus: PrometheusClient;
  /**
   * Only what `deployment.environment.name` marks as this, and what has none. Default: all; the
   * items of two environments are told apart.
   */
  readonly environment?: string | undefined;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: () => number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** Items of a component in the report of the whole. */
const MOST_ITEMS = 20;

/** A monitor of the health of what reports to Prometheus; idle until it is started. */
export function createHealthMonitor({
  config,
  prometheus,
  environment,
  clock = Date.now,
  log,
}: HealthMonitorOptions): HealthMonitor {
  const selector = indicatorSelector(environment);
  let latest: LatestHealth | undefined;
  const outlook = createOutlookReader({ prometheus, selector, environment, log });
  const memory = createSymptomMemory();
  let failing = false;

  const renew = async (): Promise<HealthReport> => {
    const now = new Date(clock());
    const readings = readSamples(await prometheus.query(selector, now), config);
    const full = evaluateReadings(
      readings,
      config,
      await outlook.read(readings, now),
      now,
      memory.lately(now.getTime()),
    );
    memory.remember(full, now.getTime());
    latest = toLatest({ ...full, ageSeconds: 0, stale: false });
    return latest.report;
  };

  const markStale = (): void => {
    if (latest === undefined) return;
    const { report, components } = latest;
    const ageSeconds = Math.max(0, clock() - Date.parse(report.evaluatedAt)) / 1000;
    const aged = { ...report, stale: true, ageSeconds };
    latest = { report: aged, components, etag: etagOf(aged) };
  };

  const evaluate = async (): Promise<HealthReport> => {
    try {
      const report = await renew();
      if (failing) log.info('the health can be evaluated again');
      failing = false;
      return report;
    } catch (error) {
      markStale();
      if (!failing)
        log.warn({ err: error }, 'the health cannot be evaluated: the last report stays');
      failing = true;
      throw error;
    }
  };

  let stopPublishing: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();

  const run = async (): Promise<void> => {
    const began = performance.now();
    // A failure is told already, and the next attempt follows.
    await Promise.allSettled([evaluate()]);
    if (stopPublishing === undefined) return;
    const pause = config.health.evaluateSeconds * 1000 - (performance.now() - began);
    timer = setTimeout(tick, Math.max(0, pause));
  };
  const tick = (): void => {
    underWay = run();
  };

  const monitor: HealthMonitor = {
    evaluate,
    latest: () => latest,
    start() {
      if (stopPublishing !== undefined) return;
      stopPublishing = publishScores(monitor, environment);
      tick();
    },
    async stop() {
      stopPublishing?.();
      stopPublishing = undefined;
      clearTimeout(timer);
      await underWay;
    },
  };
  return monitor;
}

function toLatest(full: HealthReport): LatestHealth {
  const components = full.components.map((component) => ({
    ...component,
    items: component.items.slice(0, MOST_ITEMS),
  }));
  const report = { ...full, components };
  return {
    report,
    components: new Map(full.components.map((component) => [component.name, component])),
    etag: etagOf(report),
  };
}

/** Every attempt has its own moment, so that moment says whether two are the same. */
function etagOf({ evaluatedAt, ageSeconds, score, stale }: HealthReport): string {
  const identity = JSON.stringify([evaluatedAt, ageSeconds, score, stale]);
  return `"${createHash('sha256').update(identity).digest('base64url').slice(0, 16)}"`;
}
