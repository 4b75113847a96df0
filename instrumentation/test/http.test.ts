import { describe, expect, test } from 'vitest';
import { observeApp } from './observed-app.js';

const CLIENTS = ['fetch', 'undici', 'http'];

const ANSWERS = [
  { path: '/items/7', status: 200, route: '/items/:id' },
  { path: '/busy', status: 503, route: '/busy' },
  { path: '/nothing', status: 404, route: undefined },
];

describe.each(['express', 'fastify'])('a server of %s', async (framework) => {
  const { run, receiver, points } = await observeApp({
    app: 'web.ts',
    env: { WEB_FRAMEWORK: framework },
  });

  const requests = (client: string) =>
    receiver.spans.filter(
      ({ kind, attributes }) => kind === 3 && attributes['gen_ai.agent.name'] === client,
    );

  test('answers as it does without', () => {
    expect(run.stdout).toBe(CLIENTS.map((name) => `${name} 200 503 404\n`).join(''));
  });

  test.each(CLIENTS)('%s: the call of an agent and what it made are one trace', (client) => {
    const calls = requests(client);
    expect(calls).toHaveLength(ANSWERS.length);
    for (const call of calls) {
      const answer = ANSWERS.find(({ path }) =>
        JSON.stringify(call.attributes['url.full']).endsWith(`${path}"`),
      );
      expect(call).toMatchObject({
        name: 'GET',
        attributes: {
          'http.request.method': 'GET',
          'server.address': '127.0.0.1',
          'http.response.status_code': answer?.status,
        },
      });
      const served = receiver.spans.filter(({ parentSpanId }) => parentSpanId === call.spanId);
      expect(served).toMatchObject([
        {
          kind: 2,
          traceId: call.traceId,
          name: answer?.route === undefined ? 'GET' : `GET ${answer.route}`,
          attributes: { 'url.path': answer?.path, 'http.response.status_code': answer?.status },
          // A page that is not there is the caller's error.
          statusCode: answer?.status === 503 ? 2 : 0,
        },
      ]);
      expect(served[0]?.attributes['http.route']).toBe(answer?.route);
      // Whoever serves it is not the agent that asked.
      expect(served[0]?.attributes['gen_ai.agent.name']).toBeUndefined();
    }
  });

  test.each(ANSWERS)('$path is measured on both sides', ({ status, route }) => {
    const served = points('http.server.request.duration', { 'http.response.status_code': status });
    expect(served).toMatchObject([{ count: CLIENTS.length }]);
    expect(served[0]?.attributes['http.route']).toBe(route);
    const called = points('http.client.request.duration', {
      'http.response.status_code': status,
      'server.address': '127.0.0.1',
    });
    expect(called.reduce((total, { count = 0 }) => total + count, 0)).toBe(CLIENTS.length);
  });
});
