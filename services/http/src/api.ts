import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { createTokenCheck } from './bearer-token.js';
import { createBodyReader, refuseBody } from './body.js';
import { createHostCheck, LOOPBACK_HOSTS } from './host-check.js';
import { createDescription, createLiveness } from './itself.js';
import type { Operation, OperationKind } from './operation.js';
import { sendPrepared } from './prepared-answer.js';
import { createProblemHandler, notFound, Problem, type ProblemTranslation } from './problem.js';
import { createLimit } from './rate-limit.js';

/** Options of {@link createApi}. */
export interface ApiOptions {
  /** The service's name in `vitals logs`. */
  readonly service: string;
  /** Of the OpenAPI document. */
  readonly title: string;
  /** What the service is for, in a sentence or two. */
  readonly description: string;
  /** What is answered, besides `/healthz` and `/openapi.json`. */
  readonly operations: readonly Operation[];
  /** Begins the names of the environment variables that errors refer to: `VITALS_HEALTH`. */
  readonly variables: string;
  /** Host names that it answers to, without ports. Default: those of the loopback. */
  readonly hosts?: readonly string[] | undefined;
  /** What callers must send as bearer token. Default: nothing. */
  readonly token?: string | undefined;
  /** Whether pictures need no token. Default: false. */
  readonly publicPictures?: boolean | undefined;
  /** Requests of one address in a minute. Default: 6000. */
  readonly requestsPerMinute?: number | undefined;
  /** Those of them that ask another program. Default: 300. */
  readonly queriesPerMinute?: number | undefined;
  /** Those of them that change something. Default: 300. */
  readonly writesPerMinute?: number | undefined;
  /** What errors of the operations mean to the caller. Default: the service failed. */
  readonly translate?: ProblemTranslation;
  /** Told of errors within the service. Default: nobody. */
  readonly log?: Pick<Logger, 'error'> | undefined;
}

type Checks = Readonly<Record<OperationKind, readonly RequestHandler[]>>;

/** The app that answers operations. It does not listen; that is the caller's. */
export function createApi(options: ApiOptions): Express {
  const { token, publicPictures = false } = options;
  const operations = [...options.operations, createLiveness()];
  operations.push(
    createDescription(operations, { ...options, token: token !== undefined, publicPictures }),
  );
  const checks = createChecks(options);

  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } },
      hsts: false,
    }),
  );
  for (const [path, sharing] of Map.groupBy(operations, (operation) => operation.path)) {
    const route = app.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const operation of sharing) {
      const all = [
        ...checks[operation.kind],
        ...(operation.kind === 'open' ? [] : [createBodyCheck(operation)]),
      ];
      route[operation.method ?? 'get'](inSequence(all, createHandler(operation)));
    }
    route.all(refuseMethod(sharing));
  }
  app.use(notFound);
  app.use(
    createProblemHandler({
      service: options.service,
      translate: options.translate ?? (() => undefined),
      log: options.log,
    }),
  );
  return app;
}

const createBodyCheck = ({ body, mostBodyBytes }: Operation): RequestHandler =>
  body === undefined ? refuseBody : createBodyReader(mostBodyBytes);

function createChecks(options: ApiOptions): Checks {
  const { hosts = LOOPBACK_HOSTS, token, service, variables } = options;
  const all = [
    createHostCheck({ hosts, variable: `${variables}_HOSTS` }),
    createLimit(options.requestsPerMinute ?? 6000, 'requests'),
  ];
  const authorised =
    token === undefined
      ? all
      : [...all, createTokenCheck({ token, service, variable: `${variables}_TOKEN` })];
  return {
    open: [],
    picture: options.publicPictures === true ? all : authorised,
    report: authorised,
    query: [...authorised, createLimit(options.queriesPerMinute ?? 300, 'queries')],
    write: [...authorised, createLimit(options.writesPerMinute ?? 300, 'changes')],
  };
}

/** Resolves when a check lets a request pass. */
function pass(check: RequestHandler, req: Request, res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (error?: unknown): void => (error === undefined ? resolve() : reject(error));
    Promise.resolve(check(req, res, next)).catch(reject);
  });
}

/**
 * One handler of several, of which all but the last let pass or throw: each that Express knows by
 * itself costs a span at every request.
 */
function inSequence(checks: readonly RequestHandler[], answer: RequestHandler): RequestHandler {
  return async (req, res, next) => {
    for (const check of checks) await pass(check, req, res);
    await answer(req, res, next);
  };
}

function createHandler(operation: Operation): RequestHandler {
  const { contentType, maxAgeSeconds, kind } = operation;
  const headers = {
    'content-type':
      contentType === 'application/json' ? contentType : `${contentType}; charset=utf-8`,
    'cache-control': maxAgeSeconds === 0 ? 'no-store' : `private, max-age=${maxAgeSeconds}`,
    // A picture is there to be embedded by other pages.
    ...(kind === 'picture' && {
      'cache-control': `public, max-age=${maxAgeSeconds}`,
      'cross-origin-resource-policy': 'cross-origin',
    }),
  };
  return async (req, res) => {
    if (req.accepts(contentType) === false) {
      throw new Problem(406, `${req.path} is ${contentType}, which "Accept" leaves out.`);
    }
    const answer = operation.answer(req.params, req.query, req.body);
    await sendPrepared(req, res, answer instanceof Promise ? await answer : answer, headers);
  };
}

function refuseMethod(operations: readonly Operation[]): RequestHandler {
  const methods = operations.flatMap(({ method = 'get' }) =>
    method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
  );
  const allow = methods.join(', ');
  return (req) => {
    throw new Problem(405, `${req.path} takes ${allow}, not ${req.method}.`, {
      headers: { allow },
    });
  };
}
