import { expect, test } from 'vitest';
import { serverOf } from './server.js';

test.each([
  ['https://api.openai.com/v1', 'openai', 'api.openai.com', 443],
  ['https://team.openai.azure.com/openai', 'azure.ai.openai', 'team.openai.azure.com', 443],
  [
    'https://generativelanguage.googleapis.com/',
    'gcp.gemini',
    'generativelanguage.googleapis.com',
    443,
  ],
  [
    'https://us-central1-aiplatform.googleapis.com/v1',
    'gcp.vertex_ai',
    'us-central1-aiplatform.googleapis.com',
    443,
  ],
  [
    'https://aiplatform.us.rep.googleapis.com/',
    'gcp.vertex_ai',
    'aiplatform.us.rep.googleapis.com',
    443,
  ],
  [
    'https://bedrock-runtime.eu-west-1.amazonaws.com',
    'aws.bedrock',
    'bedrock-runtime.eu-west-1.amazonaws.com',
    443,
  ],
  ['http://127.0.0.1:8091/v1', 'openai', '127.0.0.1', 8091],
  ['http://gateway/v1', 'openai', 'gateway', 80],
  ['https://notapi.x.ai/v1', 'openai', 'notapi.x.ai', 443],
])('%s is answered by %s', (url, provider, serverAddress, serverPort) => {
  expect(serverOf(url, 'openai')).toEqual({ provider, serverAddress, serverPort });
});

test.each(['not a url', undefined])('%s: whoever the protocol belongs to', (url) => {
  expect(serverOf(url, 'anthropic')).toEqual({ provider: 'anthropic' });
});
