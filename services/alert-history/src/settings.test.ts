import { expect, it } from 'vitest';
import { readSettings } from './settings.js';

const env = { VITALS_DATA_DIR: '/data' };
const secret = (): unknown => readSettings({ ...env, VITALS_HISTORY_TOKEN: 'guess-me' });

it('has the default port of the stack, and no token', () => {
  const settings = readSettings({ ...env, VITALS_HISTORY_TOKEN: '', VITALS_HISTORY_PORT: '' });
  expect(settings).toMatchObject({
    VITALS_HISTORY_PORT: 3320,
    VITALS_HISTORY_LISTEN: '127.0.0.1',
    VITALS_HISTORY_HOSTS: [],
    VITALS_ALERTMANAGER_URL: 'http://127.0.0.1:9093',
  });
  expect(settings.VITALS_HISTORY_TOKEN).toBeUndefined();
});

it('refuses what it cannot use, and does not repeat a token', () => {
  expect(() => readSettings({})).toThrow('VITALS_DATA_DIR: is needed');
  expect(() => readSettings({ ...env, VITALS_ALERTMANAGER_URL: 'localhost:9093' })).toThrow(
    '(it holds "localhost:9093")',
  );
  expect(secret).toThrow('VITALS_HISTORY_TOKEN: must have at least 16 characters');
  expect(secret).not.toThrow('guess-me');
});
