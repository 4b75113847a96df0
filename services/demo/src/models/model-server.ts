import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Express, type Request, type Response } from 'express';
import { createRandom, type Random } from '../random.js';
import { composeAnswer } from './answer.js';
import * as apiError from './api-error.js';
import { findModel, type Model, MODELS } from './catalogue.js';
import { type ChatRequest, chatRequest, promptText } from './chat-request.js';
import { type Completion, sendPlain, sendStream } from './chat-response.js';
import { countTokens, createPrefixCache } from './prefix-cache.js';
import { createUsageLog } from './usage-log.js';

/** How the provider behaves right now. */
export interface Behaviour {
  /** Share of calls that are answered with status 500, 0 to 1. */
  readonly errorShare: number;
  /** Share of calls that are answered with status 429, 0 to 1. */
  readonly rateLimitShare: number;
  /** Share of calls that are answered with status 503, 0 to 1. */
  readonly overloadShare: number;
  /** All latencies are multiplied by it. */
  readonly slowness: number;
}

/** Options of {@link createModelServer}. */
export interface ModelServerOptions {
  /** The same seed and the same order of requests give the same answers. Default: 1. */
  readonly seed?: number;
  /** Asked at each call. Default: no errors, slowness 1. */
  readonly behaviour?: () => Behaviour;
}

const WELL: Behaviour = { errorShare: 0, rateLimitShare: 0, overloadShare: 0, slowness: 1 };

/**
 * Creates a model server that speaks OpenAI's protocol.
 *
 * `POST /v1/chat/completions` (plain and streamed) and `GET /v1/models` are the provider's;
 * `GET /stats` gives the exact totals for each model, `GET /requests?since=N` the last 10 000
 * calls after sequence N, `GET /readyz` answers 200.
 */
export function createModelServer(options: ModelServerOptions = {}): Express {
  const seed = options.seed ?? 1;
  const behaviour = options.behaviour ?? (() => WELL);
  const cache = createPrefixCache();
  const log = createUsageLog();
  let received = 0;

  const reject = (response: Response, model: string, error: apiError.ApiError): void => {
    log.record({ ...NOTHING, id: '', responseModel: '', model, status: error.status });
    apiError.sendError(response, error);
  };

  const answer = async (
    request: ChatRequest,
    model: Model,
    call: number,
    response: Response,
  ): Promise<void> => {
    const { errorShare, rateLimitShare, overloadShare, slowness } = behaviour();
    // Each call has its own draws, so that its pace does not depend on calls beside it.
    const random = createRandom(seed * 1_000_003 + call);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const failure =
      (random.chance(rateLimitShare) && apiError.RATE_LIMITED) ||
      (random.chance(errorShare) && apiError.SERVER_ERROR) ||
      (random.chance(overloadShare) && apiError.OVERLOADED);
    if (failure !== false) {
      await sleep(random.logNormal(30, 0.4) * slowness);
      reject(response, model.id, failure);
      return;
    }
    const completion = {
      id: `chatcmpl-${seed.toString(36)}${call.toString(36).padStart(8, '0')}`,
      ...complete(request, model, random, slowness),
    };
    const charged = {
      id: completion.id,
      model: model.id,
      responseModel: model.snapshot,
      inputTokens: completion.inputTokens,
      outputTokens: completion.answer.outputTokens,
      cachedTokens: completion.cachedTokens,
      reasoningTokens: completion.answer.reasoningTokens,
    };
    try {
      if (request.stream === true) await sendStream(response, completion, request, gone.signal);
      else await sendPlain(response, completion, gone.signal);
      log.record({ ...charged, status: 200 });
    } catch (error) {
      if (!gone.signal.aborted) throw error;
      log.record({ ...charged, ...NOTHING, status: 499 });
    }
  };

  const complete = (
    request: ChatRequest,
    model: Model,
    random: Random,
    slowness: number,
  ): Omit<Completion, 'id'> => {
    const prompt = promptText(request);
    const composed = composeAnswer(request, model, random);
    const tokenMs = random.logNormal(model.tokenMs, 0.2) * slowness;
    return {
      created: Math.floor(Date.now() / 1000),
      model: model.snapshot,
      answer: composed,
      inputTokens: countTokens(prompt),
      cachedTokens: cache.read(model.id, prompt),
      firstTokenMs:
        random.logNormal(model.firstTokenMs, 0.4) * slowness + composed.reasoningTokens * tokenMs,
      tokenMs,
    };
  };

  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '4mb' }));
  app.use('/v1', (request, response, next) => {
    if (/^Bearer \S+/.test(request.headers.authorization ?? '')) next();
    else apiError.sendError(response, apiError.UNAUTHENTICATED);
  });
  app.get('/v1/models', (_request, response) => {
    const data = MODELS.map(({ id }) => ({ id, object: 'model', created: 0, owned_by: 'system' }));
    response.json({ object: 'list', data });
  });
  app.post('/v1/chat/completions', async (request: Request, response: Response) => {
    received += 1;
    const parsed = chatRequest.safeParse(request.body);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const param = issue?.path.join('.') ?? '';
      reject(response, '', apiError.invalidRequest(`${param}: ${issue?.message}`, param));
      return;
    }
    const model = findModel(parsed.data.model);
    if (model === undefined) {
      reject(response, '', apiError.modelNotFound(parsed.data.model));
      return;
    }
    await answer(parsed.data, model, received, response);
  });
  app.get('/stats', (_request, response) => {
    response.json({ models: log.totals() });
  });
  app.get('/requests', (request, response) => {
    response.json({ requests: log.since(Number(request.query['since'] ?? 0) || 0) });
  });
  app.get('/readyz', (_request, response) => {
    response.json({ status: 'ready' });
  });
  return app;
}

const NOTHING = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 };
