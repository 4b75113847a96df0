import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHUNKS, LONG, startModelServer, USAGE } from './model-server.js';
import { observeCalls, type ObservedCalls } from './observed-calls.js';
import { startOtlpReceiver } from './otlp-receiver.js';
import { runApp } from './run-app.js';
import { startAnthropicServer, USAGE as ANTHROPIC } from './servers/anthropic-server.js';
import type { ProtocolServer } from './servers/protocol-server.js';
import { spanTree } from './span-tree.js';

// What users of other instrumentations complain of, each with the place where they do. Those that
// every SDK may have, altered results, metrics lost by sampling and content that leaks, are tests of
// every application in applications.test.ts.

const CAPTURE = { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'event_only' };

let openai: ProtocolServer;
let anthropic: ProtocolServer;
let env: Record<string, string>;
let observed: ObservedCalls;

beforeAll(async () => {
  [openai, anthropic] = await Promise.all([startModelServer(), startAnthropicServer()]);
  env = { OPENAI_URL: openai.url, ANTHROPIC_URL: anthropic.url, MODEL_URL: openai.url };
  observed = await observeCalls('complaints.ts', { ...env, ...CAPTURE });
});

afterAll(() => Promise.all([openai.close(), anthropic.close()]));

/** What the application saw of a case. */
const seen = (name: string): unknown =>
  (JSON.parse(observed.run.stdout) as Record<string, { readonly result?: unknown }>)[name]?.result;

/** The spans in the trace of a case, without HTTP requests, as names below the agent's. */
const treeOf = (name: string) => {
  const agent = observed.receiver.spans.find((span) => span.name === `invoke_agent ${name}`);
  const inTrace = observed.receiver.spans.filter(
    (span) => span.traceId === agent?.traceId && span.name !== 'POST',
  );
  return spanTree(inTrace)[`invoke_agent ${name}`];
};

describe('the application', () => {
  // https://github.com/open-telemetry/opentelemetry-js-contrib/issues/3586
  // https://github.com/Arize-ai/openinference/issues/1799
  test('"parse() and withStructuredOutput() fail, the body was read already"', () => {
    expect(seen('parsed-twice')).toEqual(['chatcmpl-1', { topic: 'tides' }]);
    expect(observed.calls('parsed-twice')).toHaveLength(2);
  });

  // https://github.com/getsentry/sentry-javascript/issues/17159
  // https://github.com/braintrustdata/braintrust-sdk-javascript/issues/1693
  test('"cannot read private member": the client is the SDK’s own', () => {
    expect(seen('private-members')).toEqual(['/v1/files', ['gpt-4.1'], 'chatcmpl-1']);
  });

  test('"instanceof fails": clients, promises, streams and errors are of the SDK’s classes', () => {
    expect(seen('instances')).toEqual([true, true, true, true, true, true, 'chatcmpl-1', 5]);
  });

  // https://github.com/PostHog/posthog-js/issues/4074
  test('"an error in a stream crashes the process": it reaches both readers, and nobody else', () => {
    expect(seen('fails-midway')).toEqual(['rejected', 'rejected']);
    expect(observed.errorTypes('fails-midway')).toEqual(['server']);
  });
});

describe('what is seen', () => {
  // https://github.com/Arize-ai/openinference/issues/1106
  // https://github.com/Arize-ai/openinference/issues/3557
  test('"ES modules are not patched", "one of the two builds is not": both, in one process', () => {
    expect(seen('import-and-require')).toEqual([false, 'chatcmpl-1', 'chatcmpl-1']);
    expect(observed.calls('import-and-require')).toHaveLength(2);
    expect(observed.recorded('import-and-require').inputTokens).toBe(2 * USAGE.input);
  });

  // https://github.com/langfuse/langfuse/issues/3491
  test('"wrong parent with Promise.all": each has its own call and tool', () => {
    const own = { 'chat gpt-4.1': {}, 'execute_tool look_up': {} };
    expect(treeOf('parallel')).toEqual({
      'invoke_agent first': own,
      'invoke_agent second': own,
      'invoke_agent third': own,
    });
  });

  // https://github.com/langfuse/langfuse/issues/10163
  test('"calls of a batch appear nested": they are side by side', () => {
    const agent = observed.receiver.spans.find(({ name }) => name.endsWith(' langchain-batch'));
    const parents = observed.calls('langchain-batch').map((span) => span.parentSpanId);
    expect(parents).toEqual([agent?.spanId, agent?.spanId, agent?.spanId]);
  });

  test('"arguments of tool calls are broken in streams": they are whole, also where mixed', () => {
    const { spanId } = observed.call('two-tools');
    const event = observed.receiver.logs.find((log) => log.spanId === spanId);
    expect(event?.attributes['gen_ai.output.messages']).toMatchObject([
      {
        parts: [
          { id: 'call_1', name: 'look_up', arguments: '{"topic":"tides"}' },
          { id: 'call_2', name: 'look_up', arguments: '{"topic":"moons"}' },
        ],
        finish_reason: 'tool_calls',
      },
    ]);
  });
});

describe('streams', () => {
  // https://github.com/mastra-ai/mastra/issues/15302
  test('"an aborted stream never ends": it is cancelled, read or not', () => {
    expect(observed.errorTypes('aborted-unread')).toEqual(['cancelled']);
    expect(observed.call('aborted-unread').statusCode).toBe(2);
  });

  // https://github.com/openlit/openlit/issues/1515
  test('"a stream that is left is lost": also one that a browser took and left', () => {
    expect(observed.errorTypes('web-stream-cancelled')).toEqual(['cancelled']);
    expect(observed.recorded('web-stream')).toMatchObject({
      inputTokens: USAGE.input,
      timeToFirstChunk: 1,
    });
  });

  test('"tokens are added up over chunks": the last that are told hold', () => {
    expect(observed.recorded('usage-in-each-chunk')).toMatchObject({
      inputTokens: USAGE.input,
      outputTokens: USAGE.output,
    });
  });

  test('"odd chunks of Azure and others break it, and count as the first": only output counts', () => {
    expect(seen('odd-chunks')).toHaveLength(8);
    expect(observed.recorded('odd-chunks')).toMatchObject({
      inputTokens: USAGE.input,
      timeToFirstChunk: 1,
      timePerOutputChunk: CHUNKS.length - 1,
    });
  });

  test('"memory leaks on long streams": nothing of a chunk is kept, with content or without', async () => {
    for (const more of [{}, CAPTURE]) {
      const { run } = await observeCalls('long-stream.ts', { ...env, ...more });
      const { chunks, grew } = JSON.parse(run.stdout) as { chunks: number; grew: number };
      expect(chunks).toBe(LONG);
      // 100 bytes a chunk would be 1.9 MB. What the SDKs warm up is less than half of that.
      expect(grew).toBeLessThan(1_500_000);
    }
  });
});

describe('tokens and cost', () => {
  // https://github.com/langfuse/langfuse/issues/14754
  test('"a loop is counted twice, in the agent and in its calls": only its calls have tokens', () => {
    expect(seen('agent-loop')).toBe(2 * USAGE.input);
    expect(observed.recorded('agent-loop').inputTokens).toBe(2 * USAGE.input);
    const agents = observed.receiver.spans.filter(({ name }) => name.startsWith('invoke_agent'));
    const told = agents.flatMap(({ attributes }) => Object.keys(attributes));
    expect(told.filter((name) => /usage|cost/.test(name))).toEqual([]);
  });

  // https://github.com/langfuse/langfuse/issues/1872
  test('"framework and SDK both count a call": there is one for each request', () => {
    const posts = observed.receiver.spans.filter(({ name }) => name === 'POST');
    const calls = observed.receiver.spans.filter(({ attributes }) =>
      ['openai', 'anthropic'].includes(attributes['gen_ai.provider.name'] as string),
    );
    expect(calls.length).toBeGreaterThan(20);
    expect(posts.map((it) => it.parentSpanId).toSorted()).toEqual(
      calls.map((it) => it.spanId).toSorted(),
    );
  });

  // https://github.com/langfuse/langfuse/issues/2112
  test('"an answer of LangChain’s cache costs": it is no call', () => {
    expect(observed.recorded('langchain-cached').inferenceDuration).toBe(1);
    expect(observed.recorded('house-cached').inferenceDuration).toBe(1);
  });

  // https://github.com/langfuse/langfuse/issues/5568
  // https://github.com/langfuse/langfuse/issues/12306
  test('"cached tokens are added to the input": they are a part of it', () => {
    const { inputTokens, cacheReadInputTokens } = observed.recorded('private-members');
    expect([inputTokens, cacheReadInputTokens]).toEqual([USAGE.input, USAGE.cached]);
  });

  // https://github.com/openlit/openlit/issues/1378
  test('"cached tokens are billed in full": they have their own rate', () => {
    // gpt-4.1: 2 USD for a million input tokens, 0.5 for cached ones, 8 for output.
    expect(observed.recorded('private-members').llmCost).toBeCloseTo(
      ((USAGE.input - USAGE.cached) * 2 + USAGE.cached * 0.5 + USAGE.output * 8) / 1e6,
      10,
    );
  });

  // https://github.com/openlit/openlit/issues/1601
  test('"streamed answers of Anthropic have no cached tokens": they have, and those written', () => {
    expect(observed.recorded('cache-while-streaming')).toMatchObject({
      inputTokens: ANTHROPIC.uncached + ANTHROPIC.cacheRead + ANTHROPIC.cacheWrite,
      cacheReadInputTokens: ANTHROPIC.cacheRead,
      cacheWriteInputTokens: ANTHROPIC.cacheWrite,
    });
  });
});

// https://github.com/langfuse/langfuse/issues/3292
test('"what a function did last comes with its next call": all is there before it is frozen', async () => {
  const receiver = await startOtlpReceiver();
  const { signal } = await runApp({
    app: 'serverless.ts',
    env: {
      ...env,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
    // Nothing can be sent after this.
    signalWhenReady: 'SIGKILL',
  });
  await receiver.close();
  expect(signal).toBe('SIGKILL');
  expect(spanTree(receiver.spans)).toEqual({
    'invoke_agent handler': { 'chat gpt-4.1': { POST: {} } },
  });
  expect(receiver.metric('agent_vitals.llm.cost').points).toHaveLength(1);
});
