import { randomUUID } from 'node:crypto';
import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { reviewOf } from '../agents/delivery-state.js';
import type { DeliverSoftware } from '../agents/workflow.js';
import type { FaultSwitch } from '../fault-switch.js';
import type { Random } from '../random.js';
import type { DeliveryStore, DeliverySummary } from './delivery-store.js';
import { createProblemHandler, notFound, Problem } from './problem.js';
import type { PromptStore } from './prompt-store.js';
import { sendTraceContext, traceContext } from './trace-context.js';

/** Options of {@link createApp}. */
export interface AppOptions {
  readonly deliver: DeliverSoftware;
  readonly deliveries: DeliveryStore;
  readonly prompts: PromptStore;
  /** Rejects with the reason while PostgreSQL cannot be used. */
  readonly checkDatabase: () => Promise<unknown>;
  readonly faults: Pick<FaultSwitch, 'active'>;
  readonly random: Random;
  readonly log: Logger;
  /** A run that takes longer is given up. Default: 30 000 */
  readonly runTimeoutMs?: number;
  /** Aborts all runs: the process stops. */
  readonly signal: AbortSignal;
}

const deliveryRequest = z.strictObject({
  requirement: z.string().min(10).max(4000),
  conversationId: z.string().min(1).max(100).optional(),
});

const draftRequest = z.strictObject({ text: z.string().min(10).max(4000) });

/** What a body holds. */
function valid<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Problem(400, 'Request invalid', z.prettifyError(parsed.error));
}

/** Creates the API: see the README for its routes. */
export function createApp(options: AppOptions): Express {
  const { deliver, deliveries, prompts, faults, log } = options;

  const app = express();
  app.disable('x-powered-by');
  app.get('/readyz', async (_request, response) => {
    try {
      await options.checkDatabase();
      response.json({ status: 'ready' });
    } catch (error) {
      const reason = (error as Error).message || String((error as { code?: string }).code);
      response.status(503).json({ status: 'not ready', reason: `PostgreSQL: ${reason}` });
    }
  });

  app.use(sendTraceContext);
  app.use(express.json({ limit: '64kb' }));
  app.use('/v1', function readSession(_request, _response, next) {
    const broken = faults.active('api-errors') && options.random.chance(0.5);
    next(broken ? new Error('session store: unexpected end of stream') : undefined);
  });

  app.post('/v1/deliveries', async (request, response) => {
    const id = randomUUID();
    const { requirement, conversationId = id } = valid(deliveryRequest, request.body);
    const run = { id, conversationId, requirement };
    const startedAt = performance.now();
    await deliveries.begin(run, traceContext()?.traceId);
    log.info({ delivery: id, conversation: conversationId }, 'delivery started');
    try {
      const timeout = AbortSignal.timeout(options.runTimeoutMs ?? 30_000);
      const state = await deliver(run, AbortSignal.any([timeout, options.signal]));
      const { score } = reviewOf(state);
      const summary: DeliverySummary = {
        score,
        revisions: state.revision,
        documentation: state.results.documentation_generator?.content ?? '',
      };
      await deliveries.succeed(id, summary);
      const durationMs = Math.round(performance.now() - startedAt);
      log.info(
        { delivery: id, durationMs, score, revisions: state.revision },
        'delivery succeeded',
      );
      response
        .status(201)
        .location(`/v1/deliveries/${id}`)
        .json({ id, conversationId, status: 'succeeded', ...summary, durationMs });
    } catch (error) {
      await deliveries.fail(id, String(error)).catch((failure: unknown) => {
        log.warn({ delivery: id, err: failure }, 'the failed delivery could not be recorded');
      });
      throw error;
    }
  });

  app.get('/v1/deliveries/:id', async (request, response) => {
    const id = z.uuid().safeParse(request.params.id);
    const delivery = id.success ? await deliveries.find(id.data) : undefined;
    if (delivery === undefined) {
      throw new Problem(404, 'Not found', `There is no delivery ${request.params.id}.`);
    }
    response.json(delivery);
  });

  app.get('/v1/prompts', async (_request, response) => {
    response.json({ prompts: await prompts.list() });
  });

  app.put('/v1/prompts/:name/draft', async (request, response) => {
    const { name } = request.params;
    if (!(await prompts.saveDraft(name, valid(draftRequest, request.body).text))) {
      throw new Problem(404, 'Not found', `There is no prompt ${name}.`);
    }
    response.status(204).end();
  });

  app.use(notFound);
  app.use(createProblemHandler(log));
  return app;
}
