import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'express';
import type { Answer } from './answer.js';
import type { ChatRequest } from './chat-request.js';

/** A complete answer and what belongs around it. */
export interface Completion {
  readonly id: string;
  /** Unix time in seconds. */
  readonly created: number;
  /** The dated model that answers. */
  readonly model: string;
  readonly answer: Answer;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  /** Time to the first token, reasoning included, in milliseconds. */
  readonly firstTokenMs: number;
  /** Time for each visible token, in milliseconds. */
  readonly tokenMs: number;
}

/** Visible tokens in one chunk of a stream. */
const CHUNK_TOKENS = 8;

/** Sends the answer as one JSON object, when it is complete. */
export async function sendPlain(
  response: Response,
  completion: Completion,
  signal: AbortSignal,
): Promise<void> {
  const { answer } = completion;
  const visible = answer.outputTokens - answer.reasoningTokens;
  await sleep(completion.firstTokenMs + visible * completion.tokenMs, undefined, { signal });
  response.json({
    ...head(completion, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: answer.content,
          refusal: null,
          ...(answer.toolCalls.length > 0 && { tool_calls: answer.toolCalls }),
        },
        logprobs: null,
        finish_reason: answer.finishReason,
      },
    ],
    usage: usageOf(completion),
  });
}

/** Sends the answer as server-sent events, at the pace of the model. */
export async function sendStream(
  response: Response,
  completion: Completion,
  request: ChatRequest,
  signal: AbortSignal,
): Promise<void> {
  const withUsage = request.stream_options?.include_usage === true;
  const send = (data: unknown): void => {
    response.write(`data: ${JSON.stringify(data)}\n\n`);
  };
  const chunk = (delta: object, finishReason: string | null = null): void =>
    send({
      ...head(completion, 'chat.completion.chunk'),
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
      ...(withUsage && { usage: null }),
    });

  response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  response.setHeader('cache-control', 'no-cache');
  response.flushHeaders();
  await sleep(completion.firstTokenMs, undefined, { signal });
  chunk({ role: 'assistant', content: completion.answer.toolCalls.length > 0 ? null : '' });
  for (const delta of deltas(completion.answer)) {
    chunk(delta);
    await sleep(CHUNK_TOKENS * completion.tokenMs, undefined, { signal });
  }
  chunk({}, completion.answer.finishReason);
  if (withUsage) {
    send({
      ...head(completion, 'chat.completion.chunk'),
      choices: [],
      usage: usageOf(completion),
    });
  }
  response.end('data: [DONE]\n\n');
}

function* deltas(answer: Answer): Generator<object> {
  for (const [index, call] of answer.toolCalls.entries()) {
    const { name, arguments: text } = call.function;
    yield {
      tool_calls: [{ index, id: call.id, type: call.type, function: { name, arguments: '' } }],
    };
    for (const part of parts(text)) {
      yield { tool_calls: [{ index, function: { arguments: part } }] };
    }
  }
  for (const content of parts(answer.content ?? '')) yield { content };
}

function parts(text: string): readonly string[] {
  return text.match(new RegExp(`[^]{1,${CHUNK_TOKENS * 4}}`, 'g')) ?? [];
}

function head(completion: Completion, object: string): object {
  return {
    id: completion.id,
    object,
    created: completion.created,
    model: completion.model,
    service_tier: 'default',
    system_fingerprint: 'fp_demo',
  };
}

function usageOf({ inputTokens, cachedTokens, answer }: Completion): object {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: answer.outputTokens,
    total_tokens: inputTokens + answer.outputTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: answer.reasoningTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
