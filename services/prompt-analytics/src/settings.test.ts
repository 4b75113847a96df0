import { expect, it } from 'vitest';
import { readSettings } from './settings.js';

const env = { VITALS_DATA_DIR: '/data' };
const secret = (): unknown => readSettings({ ...env, VITALS_PROMPTS_TOKEN: 'guess-me' });

it('has the default port of the stack, and no token', () => {
  const settings = readSettings({ ...env, VITALS_PROMPTS_TOKEN: '', VITALS_PROMPTS_PORT: '' });
  expect(settings).toMatchObject({
    VITALS_PROMPTS_PORT: 3330,
    VITALS_PROMPTS_LISTEN: '127.0.0.1',
    VITALS_PROMPTS_HOSTS: [],
  });
  expect(settings.VITALS_PROMPTS_TOKEN).toBeUndefined();
});

it('refuses what it cannot use, and does not repeat a token', () => {
  expect(() => readSettings({})).toThrow('VITALS_DATA_DIR: is needed');
  expect(secret).toThrow('VITALS_PROMPTS_TOKEN: must have at least 16 characters');
  expect(secret).not.toThrow('guess-me');
});
