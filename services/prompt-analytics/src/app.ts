import type { RequestListener } from 'node:http';
import type { PrometheusClient } from '@agent-vitals/worker/prometheus-client';
import { prometheusProblem } from '@agent-vitals/worker/prometheus-problem';
import { createApi } from '@agent-vitals/http';
import type { Logger } from 'pino';
import { createEventOperation } from './api/event-operation.js';
import { createPromptOperations } from './api/prompt-operations.js';
import { createReadinessOperation } from './api/readiness-operation.js';
import { createReportOperation } from './api/report-operation.js';
import type { PromptReader } from './evidence/prompt-reader.js';
import type { FactStore } from './store/fact-store.js';

/** Options of {@link createPromptApi}. */
export interface PromptApiOptions {
  readonly store: Pick<FactStore, 'add' | 'find'>;
  readonly prompts: Pick<PromptReader, 'read'>;
  readonly prometheus: Pick<PrometheusClient, 'query'>;
  /** Host names that it answers to, without ports. Default: those of the loopback. */
  readonly hosts?: readonly string[];
  /** What callers must send as bearer token. Default: nothing. */
  readonly token?: string | undefined;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: () => number;
  /** Told of errors within the service. Default: nobody. */
  readonly log?: Pick<Logger, 'error'>;
}

/** The API. It does not listen; that is the caller's. */
export function createPromptApi(options: PromptApiOptions): RequestListener {
  const { store, prompts, prometheus, clock = Date.now } = options;
  return createApi({
    service: 'prompt-analytics',
    title: 'agent-vitals prompt analytics',
    description: 'What was found out about prompts, and how their versions compare.',
    variables: 'VITALS_PROMPTS',
    operations: [
      createReportOperation({ store, clock }),
      createEventOperation(store),
      ...createPromptOperations({ prompts, clock }),
      createReadinessOperation(() => prometheus.query('vector(1)')),
    ],
    hosts: options.hosts,
    token: options.token,
    translate: prometheusProblem,
    log: options.log,
  });
}
