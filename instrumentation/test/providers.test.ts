import { expect, test } from 'vitest';
import { startModelServer, USAGE as OPENAI } from './model-server.js';
import { observeCalls } from './observed-calls.js';
import { startAnthropicServer, USAGE as ANTHROPIC } from './servers/anthropic-server.js';
import { startGoogleServer, USAGE as GOOGLE } from './servers/google-server.js';

test('a CommonJS application is observed in all its SDKs', async () => {
  const openai = await startModelServer();
  const anthropic = await startAnthropicServer();
  const google = await startGoogleServer();
  const observed = await observeCalls('providers.cjs', {
    OPENAI_URL: openai.url,
    ANTHROPIC_URL: anthropic.url,
    GOOGLE_URL: google.url,
  });
  await Promise.all([openai.close(), anthropic.close(), google.close()]);

  expect(observed.run).toMatchObject({ code: 0, stdout: 'done', stderr: '' });
  const output = {
    openai: OPENAI.output,
    anthropic: ANTHROPIC.output,
    google: GOOGLE.candidates + GOOGLE.thoughts,
  };
  for (const [provider, outputTokens] of Object.entries(output)) {
    for (const name of [provider, `${provider}-streamed`]) {
      expect(observed.call(name).attributes, name).toMatchObject({
        'gen_ai.usage.output_tokens': outputTokens,
        'agent_vitals.llm.cost': expect.any(Number),
      });
      expect(observed.recorded(name), name).toMatchObject({ inferenceDuration: 1, outputTokens });
      expect(observed.statuses(observed.call(name)), name).toEqual([200]);
    }
  }
});
