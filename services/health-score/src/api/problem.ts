import { STATUS_CODES } from 'node:http';
import { isSpanContextValid, trace } from '@opentelemetry/api';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { PrometheusAwayError, QueryRefusedError } from '../prometheus-client.js';
import type { ParameterFault, ProblemDetails } from '../report.js';

/** Why a request is not answered; becomes problem details: https://www.rfc-editor.org/rfc/rfc9457 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly parameters: readonly ParameterFault[];
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param status HTTP status
   * @param detail what happened here, and what would help
   */
  constructor(
    status: number,
    detail: string,
    options: {
      readonly parameters?: readonly ParameterFault[];
      readonly headers?: Readonly<Record<string, string>>;
    } & ErrorOptions = {},
  ) {
    super(detail, options);
    this.status = status;
    this.parameters = options.parameters ?? [];
    this.headers = options.headers ?? {};
  }
}

/** Parameters that cannot be used. */
export function badParameters(parameters: readonly ParameterFault[]): Problem {
  const faults = parameters.map(({ name, value, allowed }) => {
    const holds = value === null ? 'is missing' : `holds ${JSON.stringify(value)}`;
    return `${name} ${holds}; allowed: ${allowed}.`;
  });
  return new Problem(400, faults.join(' '), { parameters });
}

/** How long a caller should wait before it asks again for what is away, in seconds. */
const RETRY_SECONDS = 10;

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof PrometheusAwayError) {
    const headers = { 'retry-after': String(RETRY_SECONDS) };
    return new Problem(503, `${error.message}.`, { cause: error, headers });
  }
  if (error instanceof QueryRefusedError) {
    const detail = 'Prometheus refused the query; the log of the service tells why.';
    return new Problem(502, detail, { cause: error });
  }
  const { status, message } = error as { readonly status?: unknown; readonly message?: string };
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Problem(status, message ?? '', { cause: error });
  }
  const detail = 'The service failed; its log tells why: "vitals logs health-score".';
  return new Problem(500, detail, { cause: error });
}

/** Answers what no route takes. */
export const notFound: RequestHandler = (req) => {
  throw new Problem(404, `There is nothing at ${req.path}. /openapi.json tells what there is.`);
};

/** Answers errors with problem details, and logs those that are not the caller's. */
export function createProblemHandler(log: Pick<Logger, 'error'> | undefined): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const problem = problemOf(error);
    if (problem.status >= 500) {
      log?.error({ err: problem.cause ?? problem, path: req.path }, 'request failed');
    }
    const span = trace.getActiveSpan()?.spanContext();
    const details: ProblemDetails = {
      type: 'about:blank',
      title: STATUS_CODES[problem.status] ?? 'Unknown',
      status: problem.status,
      detail: problem.message,
      instance: req.originalUrl,
      ...(problem.parameters.length > 0 && { parameters: [...problem.parameters] }),
      ...(span && isSpanContextValid(span) && { traceId: span.traceId }),
    };
    res.writeHead(problem.status, {
      ...problem.headers,
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    });
    res.end(req.method === 'HEAD' ? undefined : JSON.stringify(details));
  };
}
