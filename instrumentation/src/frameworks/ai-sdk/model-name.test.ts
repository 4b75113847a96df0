import { expect, test } from 'vitest';
import { namedModel } from './model-name.js';

test.each([
  ['openai.responses', 'gpt-4.1', 'openai', 'gpt-4.1'],
  ['anthropic.messages', 'claude-sonnet-4-5', 'anthropic', 'claude-sonnet-4-5'],
  ['google.generative-ai', 'gemini-2.5-flash', 'gcp.gemini', 'gemini-2.5-flash'],
  ['google.vertex.chat', 'gemini-2.5-flash', 'gcp.vertex_ai', 'gemini-2.5-flash'],
  ['azure.chat', 'team-deployment', 'azure.ai.openai', 'team-deployment'],
  ['amazon-bedrock', 'anthropic.claude', 'aws.bedrock', 'anthropic.claude'],
  ['gateway', 'xai/grok-3', 'x_ai', 'grok-3'],
  ['house', 'family/model', 'house', 'family/model'],
])('%s, %s', (provider, modelId, expectedProvider, model) => {
  expect(namedModel(provider, modelId)).toEqual({ provider: expectedProvider, model });
});
