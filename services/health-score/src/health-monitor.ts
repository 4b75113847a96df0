import type { Component, VitalsConfig } from '@agent-vitals/config';
import type { Logger } from 'pino';
import type { PrometheusClient } from './prometheus-client.js';
import type { ComponentReport, HealthReport } from './report.js';

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
   * report then stays, marked stale.
   */
  evaluate(): Promise<HealthReport>;
  /** The last report; undefined until the first evaluation succeeded. */
  latest(): LatestHealth | undefined;
  /** Evaluates every `health.evaluateSeconds` and publishes the scores as metrics. */
  start(): void;
  /** Stops; an evaluation under way is waited for. */
  stop(): Promise<void>;
}

/** Options of {@link createHealthMonitor}. */
export interface HealthMonitorOptions {
  readonly config: VitalsConfig;
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

/** A monitor of the health of what reports to Prometheus; idle until it is started. */
export function createHealthMonitor(options: HealthMonitorOptions): HealthMonitor {
  throw new Error(`Not there yet: ${options.config.health.evaluateSeconds}`);
}
