import { expect, test } from 'vitest';
import { serverOf } from './provider-name.js';

test.each([
  ['https://api.openai.com/v1', { provider: 'openai', address: 'api.openai.com', port: 443 }],
  [
    'https://team.openai.azure.com/openai',
    { provider: 'azure.ai.openai', address: 'team.openai.azure.com', port: 443 },
  ],
  ['http://127.0.0.1:8091/v1', { provider: 'openai', address: '127.0.0.1', port: 8091 }],
  ['http://gateway/v1', { provider: 'openai', address: 'gateway', port: 80 }],
  ['https://notapi.x.ai/v1', { provider: 'openai', address: 'notapi.x.ai', port: 443 }],
  ['not a url', { provider: 'openai' }],
  [undefined, { provider: 'openai' }],
])('%s', (url, server) => {
  expect(serverOf(url)).toEqual(server);
});
