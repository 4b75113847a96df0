import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { z } from 'zod';
import { createTokenCheck } from './api/bearer-token.js';
import { createHealthOperations } from './api/health-operations.js';
import { createHostCheck, LOOPBACK_HOSTS } from './api/host-check.js';
import { describeApi } from './api/openapi.js';
import { defineOperation, type Operation } from './api/operation.js';
import { prepare, sendPrepared } from './api/prepared-answer.js';
import { createProblemHandler, notFound, Problem } from './api/problem.js';
import { createQueryOperations } from './api/query-operations.js';
import type { CostReporter } from './cost/cost-reporter.js';
import type { HealthMonitor } from './health-monitor.js';
import type { HistoryReader } from './history.js';
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
  const { token, publicBadges = false, clock = Date.now } = options;
  const operations = [
    ...createQueryOperations({ ...options, clock }),
    ...createHealthOperations(options.health),
    createLiveness(),
  ];
  operations.push(createDescription(operations, { token: token !== undefined, publicBadges }));

  const checks: Readonly<Record<Operation['kind'], readonly RequestHandler[]>> = (() => {
    const all = [createHostCheck(options.hosts ?? LOOPBACK_HOSTS), refuseBody];
    const authorise = token === undefined ? [] : [createTokenCheck(token)];
    const limit = [createLimit(options.requestsPerMinute ?? 6000, 'requests')];
    return {
      open: [],
      badge: [...all, ...limit, ...(publicBadges ? [] : authorise)],
      report: [...all, ...limit, ...authorise],
      query: [
        ...all,
        ...limit,
        ...authorise,
        createLimit(options.queriesPerMinute ?? 300, 'queries'),
      ],
    };
  })();

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
  for (const operation of operations) {
    app
      .route(operation.path.replaceAll(/\{(\w+)\}/g, ':$1'))
      .get(inSequence(checks[operation.kind], createHandler(operation)))
      .all(refuseMethod);
  }
  app.use(notFound);
  app.use(createProblemHandler(options.log));
  return app;
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
    // A badge is there to be embedded by other pages.
    ...(kind === 'badge' && {
      'cache-control': `public, max-age=${maxAgeSeconds}`,
      'cross-origin-resource-policy': 'cross-origin',
    }),
  };
  return async (req, res) => {
    if (req.accepts(contentType) === false) {
      throw new Problem(406, `${req.path} is ${contentType}, which "Accept" leaves out.`);
    }
    const answer = operation.answer(req.params, req.query);
    await sendPrepared(req, res, answer instanceof Promise ? await answer : answer, headers);
  };
}

function createLimit(perMinute: number, what: string): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: what,
    handler: (_req, res) => {
      // The limiter has set Retry-After.
      const seconds = String(res.getHeader('retry-after'));
      throw new Problem(
        429,
        `An address may send ${perMinute} ${what} in a minute; ask again in ${seconds} s.`,
      );
    },
  });
}

/** Nothing here reads a body, so none is waited for. */
const refuseBody: RequestHandler = (req, res, next) => {
  const length = req.headers['content-length'] ?? '0';
  if (length === '0' && req.headers['transfer-encoding'] === undefined) {
    next();
    return;
  }
  res.setHeader('connection', 'close');
  throw new Problem(413, 'Requests have no body: what is asked for is in the address.');
};

const refuseMethod: RequestHandler = (req) => {
  throw new Problem(405, `${req.path} can be read only: GET or HEAD, not ${req.method}.`, {
    headers: { allow: 'GET, HEAD' },
  });
};

function createLiveness(): Operation {
  const alive = prepare({ status: 'alive' });
  return defineOperation({
    id: 'getLiveness',
    path: '/healthz',
    summary: 'Whether the service runs, whatever it knows.',
    contentType: 'application/json',
    kind: 'open',
    maxAgeSeconds: 0,
    schema: z.object({ status: z.literal('alive') }),
    problems: [],
    answer: () => alive,
  });
}

/** The document describes itself too. */
function createDescription(
  others: readonly Operation[],
  options: { readonly token: boolean; readonly publicBadges: boolean },
): Operation {
  const itself = {
    id: 'getDescription',
    path: '/openapi.json',
    summary: 'This document.',
    contentType: 'application/json',
    kind: 'open',
    maxAgeSeconds: 300,
    schema: z.looseObject({ openapi: z.string() }),
    problems: [],
  } as const;
  const described = [...others, defineOperation({ ...itself, answer: () => prepare('') })];
  const document = prepare(describeApi({ operations: described, ...options }));
  return defineOperation({ ...itself, answer: () => document });
}
