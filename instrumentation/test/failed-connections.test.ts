import { describe, expect, test } from 'vitest';
import { observeApp } from './observed-app.js';

interface Told {
  readonly refusedPort: number;
  readonly silentPort: number;
  readonly answers: readonly string[];
}

describe('a connection to PostgreSQL that is not got', () => {
  test.each(['always_on', 'always_off'])(
    'is a failed operation, once, with %s',
    async (sampler) => {
      const { run, points } = await observeApp({
        app: 'failed-connections.ts',
        env: { OTEL_TRACES_SAMPLER: sampler },
      });
      const { refusedPort, silentPort, answers } = JSON.parse(run.stdout) as Told;
      // As it is without.
      expect(answers).toEqual([
        `connect ECONNREFUSED 127.0.0.1:${refusedPort}`,
        `connect ECONNREFUSED 127.0.0.1:${refusedPort}`,
        `connect ECONNREFUSED 127.0.0.1:${refusedPort}`,
        expect.stringMatching(/timeout/),
      ]);
      const failed = points('db.client.operation.duration').map(({ count, attributes }) => ({
        count,
        ...attributes,
      }));
      const common = {
        'db.system.name': 'postgresql',
        'db.namespace': 'shop',
        'db.operation.name': 'CONNECT',
        'server.address': '127.0.0.1',
      };
      expect(failed).toEqual([
        { ...common, count: 3, 'server.port': refusedPort, 'error.type': 'ECONNREFUSED' },
        { ...common, count: 1, 'server.port': silentPort, 'error.type': 'timeout' },
      ]);
    },
  );
});
