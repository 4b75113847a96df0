import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.js';

describe('readSettings', () => {
  it('has the default port of the stack, no token, and the vitals.yaml of the checkout', () => {
    expect(readSettings({})).toMatchObject({
      VITALS_HEALTH_PORT: 3310,
      VITALS_HEALTH_LISTEN: '127.0.0.1',
      VITALS_HEALTH_HOSTS: [],
      VITALS_HEALTH_PUBLIC_BADGES: false,
      VITALS_PROMETHEUS_URL: 'http://127.0.0.1:9090',
      VITALS_CONFIG: expect.stringMatching(/\/vitals\.yaml$/),
    });
    expect(readSettings({}).VITALS_HEALTH_TOKEN).toBeUndefined();
  });

  it('takes an empty variable for none, and "false" for false', () => {
    const settings = readSettings({
      VITALS_HEALTH_PORT: '',
      VITALS_HEALTH_TOKEN: '',
      VITALS_HEALTH_PUBLIC_BADGES: 'false',
    });
    expect(settings).toMatchObject({
      VITALS_HEALTH_PORT: 3310,
      VITALS_HEALTH_PUBLIC_BADGES: false,
    });
    expect(settings.VITALS_HEALTH_TOKEN).toBeUndefined();
  });

  it.each([
    ['VITALS_HEALTH_PORT', 'http'],
    ['VITALS_PROMETHEUS_URL', 'localhost:9090'],
    ['VITALS_HEALTH_PUBLIC_BADGES', 'perhaps'],
    ['VITALS_HEALTH_QUERIES_PER_MINUTE', '0'],
  ])('refuses %s=%s and says what it holds', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(`${name}: `);
    expect(() => readSettings({ [name]: value })).toThrow(`(it holds "${value}")`);
  });

  it('refuses a token that can be guessed, and does not repeat it', () => {
    expect(() => readSettings({ VITALS_HEALTH_TOKEN: 'hunter2' })).toThrow(
      /^VITALS_HEALTH_TOKEN: must have at least 16 characters, .*hex 32"$/,
    );
  });
});
