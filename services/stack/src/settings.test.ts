import { expect, test } from 'vitest';
import { readSettings } from './settings.js';

test('folders follow the XDG defaults of the home folder', () => {
  expect(readSettings('/checkout', { HOME: '/home/ada' })).toMatchObject({
    dataDir: '/home/ada/.local/share/agent-vitals',
    cacheDir: '/home/ada/.cache/agent-vitals',
    vitalsConfig: '/checkout/vitals.yaml',
  });
});

test('variables come before defaults, and empty ones count as none', () => {
  const env = {
    HOME: '/home/ada',
    XDG_CACHE_HOME: '/cache',
    VITALS_DATA_DIR: '/data/vitals',
    VITALS_CACHE_DIR: '',
    VITALS_CONFIG: '/etc/vitals.yaml',
  };
  expect(readSettings('/checkout', env)).toMatchObject({
    dataDir: '/data/vitals',
    cacheDir: '/cache/agent-vitals',
    vitalsConfig: '/etc/vitals.yaml',
  });
});
