import type { ErrorRequestHandler, RequestHandler } from 'express';
import { APIError } from 'openai';
import type { Logger } from 'pino';
import { traceContext } from './trace-context.js';

/** What went wrong, as problem details (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly title: string;

  /**
   * @param status HTTP status
   * @param title the kind of problem, the same for each of its kind
   * @param detail what is wrong this time, and what would be right
   */
  constructor(status: number, title: string, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.status = status;
    this.title = title;
  }
}

/** PostgreSQL is away or goes away: connection errors and classes 08 and 57 of its codes. */
const DATABASE_AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|08...|57P..)$/;
const CONNECTION_LOST = /^(Connection terminated|timeout exceeded when trying to connect)/;

/** Turns what a handler threw into a problem for the caller. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { name, message, code, status } = error as {
    readonly name?: string;
    readonly message?: string;
    readonly code?: unknown;
    readonly status?: unknown;
  };
  const options = { cause: error };
  if (error instanceof APIError) {
    return new Problem(502, 'Model provider failed', error.message, options);
  }
  if (name === 'TimeoutError') {
    return new Problem(504, 'Run timed out', 'The run took too long and was given up.', options);
  }
  if (DATABASE_AWAY.test(String(code)) || CONNECTION_LOST.test(message ?? '')) {
    return new Problem(503, 'Database unavailable', 'PostgreSQL cannot be reached.', options);
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Problem(status, 'Bad request', message ?? '', options);
  }
  return new Problem(500, 'Run failed', message ?? String(error), options);
}

/** Answers requests that no route takes. */
export const notFound: RequestHandler = (request) => {
  throw new Problem(404, 'Not found', `There is no ${request.method} ${request.path}.`);
};

/** Answers errors with problem details and logs those that are the service's own. */
export function createProblemHandler(log: Pick<Logger, 'error' | 'info'>): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = problemOf(error);
    const { status, title, message: detail } = problem;
    const what = `${request.method} ${request.path} answered ${status}: ${detail}`;
    if (status >= 500) log.error({ err: problem.cause ?? problem, status }, what);
    else log.info({ status }, what);
    response
      .status(status)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: 'about:blank',
          title,
          status,
          detail,
          instance: request.originalUrl,
          traceId: traceContext()?.traceId,
        }),
      );
  };
}
