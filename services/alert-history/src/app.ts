import type { RequestListener } from 'node:http';
import { createApi, Problem } from '@agent-vitals/http';
import type { Logger } from 'pino';
import type { Acknowledger } from './alertmanager/acknowledge.js';
import { AlertmanagerError } from './alertmanager/alertmanager-client.js';
import { createChangeOperations } from './api/change-operations.js';
import { createReadOperations } from './api/read-operations.js';
import { createStatisticsOperation } from './api/statistics-operation.js';
import type { AlertQueries } from './store/alert-queries.js';

/** Options of {@link createHistoryApi}. */
export interface HistoryApiOptions {
  readonly queries: AlertQueries;
  readonly acknowledger: Pick<Acknowledger, 'acknowledge' | 'withdraw'>;
  /** Why Alertmanager could not be asked the last time; null before it was asked. */
  readonly fault: () => Error | undefined | null;
  /** Host names that it answers to, without ports. Default: those of the loopback. */
  readonly hosts?: readonly string[];
  /** What callers must send as bearer token. Default: nothing. */
  readonly token?: string | undefined;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: () => number;
  /** Told of errors within the service. Default: nobody. */
  readonly log?: Pick<Logger, 'error'>;
}

/** How long a caller should wait before it asks again for what is away, in seconds. */
const RETRY_SECONDS = 5;

/** The API: see the README for its routes. It does not listen; that is the caller's. */
export function createHistoryApi(options: HistoryApiOptions): RequestListener {
  const { queries, acknowledger, fault, clock = Date.now } = options;
  return createApi({
    service: 'alert-history',
    title: 'agent-vitals alert history',
    description: 'What happened to each alert: fired, notified, acknowledged, resolved.',
    variables: 'VITALS_HISTORY',
    operations: [
      ...createReadOperations({ queries, fault }),
      ...createChangeOperations({ queries, acknowledger, clock }),
      createStatisticsOperation({ queries, clock }),
    ],
    hosts: options.hosts,
    token: options.token,
    translate: problemOf,
    log: options.log,
  });
}

function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof AlertmanagerError)) return undefined;
  const headers = { 'retry-after': String(RETRY_SECONDS) };
  return new Problem(error.away ? 503 : 502, `${error.message}.`, {
    cause: error,
    ...(error.away && { headers }),
  });
}
