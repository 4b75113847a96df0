import { expect, test } from 'vitest';
import { startModelServer, USAGE as OPENAI } from './model-server.js';
import { observeCalls } from './observed-calls.js';
import { startAnthropicServer, USAGE as ANTHROPIC } from './servers/anthropic-server.js';
import { startCloudServer } from './servers/cloud-server.js';

const openai = await startModelServer();
const anthropic = await startAnthropicServer();
const cloud = await startCloudServer({ openai: openai.url, anthropic: anthropic.url });
const observed = await observeCalls('cloud-calls.ts', { CLOUD_URL: cloud.url });
await Promise.all([openai.close(), anthropic.close(), cloud.close()]);

const CLOUDS = [
  {
    cloud: 'azure',
    provider: 'azure.ai.openai',
    model: 'gpt-4.1',
    tokens: { input: OPENAI.input, output: OPENAI.output },
  },
  {
    cloud: 'vertex',
    provider: 'gcp.vertex_ai',
    model: 'claude-haiku-4-5',
    tokens: {
      input: ANTHROPIC.uncached + ANTHROPIC.cacheRead + ANTHROPIC.cacheWrite,
      output: ANTHROPIC.output,
    },
  },
  {
    cloud: 'bedrock',
    provider: 'aws.bedrock',
    model: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
    tokens: {
      input: ANTHROPIC.uncached + ANTHROPIC.cacheRead + ANTHROPIC.cacheWrite,
      output: ANTHROPIC.output,
    },
  },
];

test('the application gets what the clouds send', () => {
  expect(observed.run).toMatchObject({ code: 0, stderr: '' });
  const seen = JSON.parse(observed.run.stdout) as Record<string, unknown>;
  for (const { cloud: name } of CLOUDS) {
    expect(seen[name], name).toHaveProperty('result.model');
    expect(seen[`${name}-streamed`], name).toMatchObject({ result: expect.any(Number) });
    expect(seen[`${name}-failed`], name).toMatchObject({ error: { status: 429 } });
  }
});

test.each(CLOUDS)('$cloud is told as $provider', ({ cloud: name, provider, model, tokens }) => {
  for (const calling of [name, `${name}-streamed`]) {
    expect(observed.call(calling), calling).toMatchObject({
      name: `chat ${model}`,
      attributes: {
        'gen_ai.provider.name': provider,
        'gen_ai.request.model': model,
        'gen_ai.usage.input_tokens': tokens.input,
        'gen_ai.usage.output_tokens': tokens.output,
        'agent_vitals.llm.cost': expect.any(Number),
        'server.address': '127.0.0.1',
      },
    });
    expect(observed.recorded(calling), calling).toMatchObject({
      inferenceDuration: 1,
      inputTokens: tokens.input,
      outputTokens: tokens.output,
    });
    expect(observed.statuses(observed.call(calling)), calling).toEqual([200]);
  }
  expect(observed.recorded(`${name}-streamed`)).toHaveProperty('timeToFirstChunk', 1);
});

test.each(CLOUDS)('$cloud failing is counted as such', ({ cloud: name, provider }) => {
  expect(observed.errorTypes(`${name}-failed`)).toEqual(['rate_limit']);
  expect(observed.call(`${name}-failed`).attributes).toMatchObject({
    'gen_ai.provider.name': provider,
    'error.type': 'rate_limit',
  });
});
