import { createApi } from '@agent-vitals/http';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { createHealthOperations } from './api/health-operations.js';
import { createQueryOperations } from './api/query-operations.js';
import type { CostReporter } from './cost/cost-reporter.js';
import type { HealthMonitor } from './health-monitor.js';
import type { HistoryReader } from './history.js';
import { prometheusProblem } from '@agent-vitals/worker/prometheus-problem';
import type { Recommendation } from './report.js';

/** Options of {@link createHealthApi}. */
export interface HealthApiOptions {
  readonly health: Pick<HealthMonitor, 'latest'>;
  readonly history: HistoryReader;
  readonly cost: CostReporter;
  readonly recommend: () => Promise<readonly Recommendation[]>;
  /** How far back it may be asked, in days. */
  readonly retentionDays: number;
  /** Host names that it answers to, without ports. Default: those of the loopback. */
  readonly hosts?: readonly string[];
  /** What callers must send as bearer token. Default: nothing. */
  readonly token?: string | undefined;
  /** Whether badges need no token. Default: false. */
  readonly publicBadges?: boolean;
  /** Requests of one address in a minute. Default: 6000. */
  readonly requestsPerMinute?: number;
  /** Those of them that ask Prometheus. Default: 300. */
  readonly queriesPerMinute?: number;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: () => number;
  /** Told of errors within the service. Default: nobody. */
  readonly log?: Pick<Logger, 'error'>;
}

/** The API: see the README for its routes. It does not listen; that is the caller's. */
export function createHealthApi(options: HealthApiOptions): Express {
  const { health, clock = Date.now, publicBadges, ...api } = options;
  return createApi({
    ...api,
    service: 'health-score',
    title: 'agent-vitals health score',
    description: 'Are we well, what is wrong, is it getting worse, what should we do.',
    variables: 'VITALS_HEALTH',
    operations: [
      ...createQueryOperations({ ...options, clock }),
      ...createHealthOperations(health),
    ],
    publicPictures: publicBadges,
    translate: prometheusProblem,
  });
}
