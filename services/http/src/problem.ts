import { STATUS_CODES } from 'node:http';
import { isSpanContextValid, trace } from '@opentelemetry/api';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { ParameterFault, ProblemDetails } from './problem-details.js';

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

/** What an error means to the caller; undefined where that is not known. */
export type ProblemTranslation = (error: unknown) => Problem | undefined;

function problemOf(error: unknown, service: string, translate: ProblemTranslation): Problem {
  if (error instanceof Problem) return error;
  const translated = translate(error);
  if (translated !== undefined) return translated;
  const { status, message } = error as { readonly status?: unknown; readonly message?: string };
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Problem(status, message ?? '', { cause: error });
  }
  const detail = `The service failed; its log tells why: "vitals logs ${service}".`;
  return new Problem(500, detail, { cause: error });
}

/** Answers what no route takes. */
export const notFound: RequestHandler = (req) => {
  throw new Problem(404, `There is nothing at ${req.path}. /openapi.json tells what there is.`);
};

/** Answers errors with problem details, and logs those that are not the caller's. */
export function createProblemHandler(options: {
  /** The service's name in `vitals logs`. */
  readonly service: string;
  readonly translate: ProblemTranslation;
  readonly log: Pick<Logger, 'error'> | undefined;
}): ErrorRequestHandler {
  const { service, translate, log } = options;
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const problem = problemOf(error, service, translate);
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
