import { expect, test } from 'vitest';
import { deriveEnvironment, withoutDemo } from './environment.js';
import { resolvePorts } from './ports.js';

const derive = (demo: boolean): Readonly<Record<string, string>> =>
  deriveEnvironment({
    ports: resolvePorts({ VITALS_HEALTH_PORT: '4000' }),
    dataDir: '/data',
    retentionDays: 30,
    vitalsConfig: '/etc/vitals.yaml',
    demo,
  });

test('programs learn where the health score and vitals.yaml are', () => {
  expect(derive(true)).toMatchObject({
    VITALS_HEALTH_PORT: '4000',
    VITALS_HEALTH_URL: 'http://127.0.0.1:4000',
    VITALS_CONFIG: '/etc/vitals.yaml',
    VITALS_RETENTION: '30d',
  });
});

test('without the demo nothing names it, so that its probes are off', () => {
  expect(derive(true)).toMatchObject({
    VITALS_DEMO_URL: 'http://127.0.0.1:8090',
    VITALS_DEMO_POSTGRES_PORT: '5433',
  });
  expect(Object.keys(derive(false)).filter((name) => name.includes('DEMO'))).toEqual([]);
  expect(withoutDemo({ VITALS_DEMO_PORT: '1', VITALS_DATA_DIR: '/data' })).toEqual({
    VITALS_DATA_DIR: '/data',
  });
});
