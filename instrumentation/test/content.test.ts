import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startModelServer } from './model-server.js';
import { startOtlpReceiver, type OtlpReceiver } from './otlp-receiver.js';
import { runApp } from './run-app.js';
import { startAnthropicServer } from './servers/anthropic-server.js';
import { startGoogleServer } from './servers/google-server.js';
import type { ProtocolServer } from './servers/protocol-server.js';

const EVENT = 'gen_ai.client.inference.operation.details';
const ANSWER = 'one two three';
const CAPTURE = 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT';

let servers: readonly [ProtocolServer, ProtocolServer, ProtocolServer];

beforeAll(async () => {
  servers = [await startModelServer(), await startAnthropicServer(), await startGoogleServer()];
});

afterAll(() => Promise.all(servers.map((server) => server.close())));

/** Runs the application and returns all that it sent. */
const run = async (env: Record<string, string>): Promise<OtlpReceiver> => {
  const receiver = await startOtlpReceiver();
  const [openai, anthropic, google] = servers;
  const { code, stderr } = await runApp({
    app: 'content.ts',
    env: {
      OPENAI_URL: openai.url,
      ANTHROPIC_URL: anthropic.url,
      GOOGLE_URL: google.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      ...env,
    },
  });
  await receiver.close();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return receiver;
};

const user = (content: string) => [{ role: 'user', parts: [{ type: 'text', content }] }];

test('content is not captured unless it is asked for', async () => {
  const { logs, spans } = await run({});
  expect(logs).toEqual([]);
  expect(JSON.stringify(spans)).not.toMatch(/Be brief|Mail|one two/);
});

describe('where it is asked for', () => {
  let receiver: OtlpReceiver;

  beforeAll(async () => {
    receiver = await run({ [CAPTURE]: 'event_only', AGENT_VITALS_CONTENT_LIMIT: '2000' });
  });

  test('each call is one event on its span, in the shape of the conventions', () => {
    const events = receiver.logs.filter((log) => log.eventName === EVENT);
    const names = new Map(receiver.spans.map((span) => [span.spanId, span.name]));
    expect(events.map(({ spanId, severity }) => [names.get(spanId), severity])).toEqual([
      ['chat gpt-4.1', 'DEBUG'],
      ['chat gpt-4.1', 'DEBUG'],
      ['chat gpt-4.1', 'DEBUG'],
      ['chat claude-haiku-4-5', 'DEBUG'],
      ['generate_content gemini-2.5-flash', 'DEBUG'],
    ]);
    expect(events[0]?.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.agent.name': 'writer',
      'gen_ai.response.id': 'chatcmpl-1',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.input.messages': [
        { role: 'system', parts: [{ type: 'text', content: 'Be brief.' }] },
        {
          role: 'user',
          parts: [
            { type: 'text', content: 'Mail ****, the key is ****.' },
            { type: 'blob', modality: 'image', mime_type: 'image/png' },
          ],
        },
      ],
      'gen_ai.output.messages': [
        {
          role: 'assistant',
          parts: [
            { type: 'tool_call', id: 'call_1', name: 'look_up', arguments: '{"topic":"tides"}' },
          ],
          finish_reason: 'tool_calls',
        },
      ],
    });
    expect(events[1]?.attributes).toMatchObject({
      'gen_ai.input.messages': user('Stream it'),
      'gen_ai.output.messages': [
        { role: 'assistant', parts: [{ type: 'text', content: ANSWER }], finish_reason: 'stop' },
      ],
    });
    expect(events[2]?.attributes).toMatchObject({
      'gen_ai.system_instructions': [{ type: 'text', content: 'Be kind.' }],
      'gen_ai.input.messages': user('Hello'),
      'gen_ai.output.messages': [{ parts: [{ type: 'text', content: ANSWER }] }],
    });
    expect(events[4]?.attributes).toMatchObject({
      'gen_ai.system_instructions': [{ type: 'text', content: 'Be warm.' }],
      'gen_ai.input.messages': user('Hello'),
      'gen_ai.output.messages': [{ parts: [{ type: 'text', content: ANSWER }] }],
    });
  });

  test('what exceeds the limit is cut, and the event says so', () => {
    const attributes = receiver.logs.find(
      (log) => log.attributes['gen_ai.provider.name'] === 'anthropic',
    )?.attributes;
    expect(attributes).toMatchObject({
      'agent_vitals.content.truncated': true,
      'gen_ai.system_instructions': [{ type: 'text', content: 'Be calm.' }],
      'gen_ai.input.messages': [
        { parts: [{ content: expect.stringMatching(/^x+… \[\d+ characters truncated\]$/) }] },
      ],
      'gen_ai.output.messages': [
        {
          parts: [
            { type: 'reasoning', content: 'hm' },
            { type: 'text', content: ANSWER },
          ],
        },
      ],
    });
    expect(JSON.stringify(attributes).length).toBeLessThan(4000);
  });

  test('it is in no span, and no secret is anywhere', () => {
    expect(JSON.stringify(receiver.spans)).not.toMatch(/Be brief|Mail/);
    const all = JSON.stringify([receiver.spans, receiver.logs]);
    expect(all).not.toMatch(/ada@example|sk-proj-0/);
  });
});

test("a team's own patterns and prices hold in the whole process", async () => {
  const receiver = await startOtlpReceiver();
  const [models] = servers;
  const { code, stderr } = await runApp({
    app: 'own-options.ts',
    register: false,
    env: {
      MODEL_URL: models.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
  });
  await receiver.close();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.stringify([receiver.spans, receiver.logs])).not.toMatch(/EMP-\d/);
  expect(receiver.spans.map(({ name }) => name)).toContain('invoke_agent writer for ****');
  expect(receiver.logs[0]?.attributes['gen_ai.input.messages']).toEqual(user('Who is ****?'));

  const costs = receiver.metric('agent_vitals.llm.cost').points;
  const costOf = (model: string) =>
    costs.find((point) => point.attributes['gen_ai.request.model'] === model)?.value;
  // 600 tokens at 1000 USD for a million, 400 from the cache at 500; the discount is not for these.
  expect(costOf('gpt-4.1')).toBeCloseTo(0.6 + 0.2, 9);
  // 600 tokens at 0.15, 400 at 0.075, 500 of the answer at 0.6, and half of that.
  expect(costOf('gpt-4o-mini')).toBeCloseTo((600 * 0.15 + 400 * 0.075 + 500 * 0.6) / 2e6, 12);
  expect(costOf('house-model')).toBeUndefined();
  expect(receiver.metric('agent_vitals.llm.unpriced_calls').points).toMatchObject([
    { attributes: { 'gen_ai.request.model': 'house-model' }, value: 1 },
  ]);
  expect(costs[0]?.attributes['gen_ai.agent.name']).toBe('writer for ****');
});
