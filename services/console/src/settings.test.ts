import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.js';

describe('readSettings', () => {
  it('has the default ports of the stack', () => {
    expect(readSettings({})).toMatchObject({
      VITALS_CONSOLE_PORT: 3300,
      VITALS_CONSOLE_LISTEN: '127.0.0.1',
      VITALS_CONSOLE_HOSTS: [],
      VITALS_PROMETHEUS_URL: 'http://127.0.0.1:9090',
      VITALS_HEALTH_URL: 'http://127.0.0.1:3310',
      VITALS_HISTORY_URL: 'http://127.0.0.1:3320',
    });
  });

  it('takes an empty variable for none', () => {
    expect(readSettings({ VITALS_CONSOLE_PORT: '' })).toMatchObject({ VITALS_CONSOLE_PORT: 3300 });
  });

  it('splits the list of host names', () => {
    expect(readSettings({ VITALS_CONSOLE_HOSTS: 'A.example, b.example,' })).toMatchObject({
      VITALS_CONSOLE_HOSTS: ['a.example', 'b.example'],
    });
  });

  it.each([
    ['VITALS_CONSOLE_PORT', 'http'],
    ['VITALS_CONSOLE_PORT', '70000'],
    ['VITALS_LOKI_URL', 'localhost:3100'],
    ['VITALS_JAEGER_URL', 'file:///etc/passwd'],
  ])('refuses %s=%s and says what it holds', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(`${name}: `);
    expect(() => readSettings({ [name]: value })).toThrow(`(it holds "${value}")`);
  });
});
