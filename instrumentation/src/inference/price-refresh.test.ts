import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { priceOf } from './price.js';
import { startPriceRefresh } from './price-refresh.js';

const usage = { inputTokens: 1_000_000, outputTokens: 0 };

/** The published format, with one model that the bundled list does not have. */
const LIST = [
  {
    id: 'openai',
    name: 'OpenAI',
    api_pattern: 'https://api\\.openai\\.com',
    models: [
      { id: 'gpt-next', match: { equals: 'gpt-next' }, prices: { input_mtok: 7, output_mtok: 8 } },
    ],
  },
];

const answers: Record<string, readonly [status: number, body: string]> = {
  '/list': [200, JSON.stringify(LIST)],
  '/broken': [200, '{"no": "list"}'],
  '/gone': [404, ''],
};

const silent = () => {};

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const [status, body] = answers[request.url ?? ''] ?? [500, ''];
    response.writeHead(status).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  diag.disable();
});

test('a list that cannot be read changes nothing and is told; one that can be read is used', async () => {
  const warn = vi.fn<(message: string) => void>();
  diag.setLogger(
    { warn, error: silent, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  for (const path of ['/broken', '/gone']) {
    const stop = startPriceRefresh(`${url}${path}`);
    await vi.waitFor(() => expect(warn).toHaveBeenCalledWith(expect.stringContaining(path)));
    stop();
  }
  expect(priceOf('openai', ['gpt-4.1'], usage)).toBeCloseTo(2, 9);
  expect(priceOf('openai', ['gpt-next'], usage)).toBeUndefined();

  const stop = startPriceRefresh(`${url}/list`);
  await vi.waitFor(() => expect(priceOf('openai', ['gpt-next'], usage)).toBe(7));
  stop();
});
