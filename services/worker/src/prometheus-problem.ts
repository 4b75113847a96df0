import { Problem } from '@agent-vitals/http';
import { PrometheusAwayError, QueryRefusedError } from './prometheus-client.js';

/** How long a caller should wait before it asks again for what is away, in seconds. */
const RETRY_SECONDS = 10;

/** What an error of the Prometheus client means to the caller of an API; undefined of any other. */
export function prometheusProblem(error: unknown): Problem | undefined {
  if (error instanceof PrometheusAwayError) {
    const headers = { 'retry-after': String(RETRY_SECONDS) };
    return new Problem(503, `${error.message}.`, { cause: error, headers });
  }
  if (error instanceof QueryRefusedError) {
    const detail = 'Prometheus refused the query; the log of the service tells why.';
    return new Problem(502, detail, { cause: error });
  }
  return undefined;
}
