import { expect, it } from 'vitest';
import { expandVariables } from './variables.js';

it('replaces variables wherever they are', () => {
  const value = { url: 'http://${env:HOST}:${env:PORT}', paths: ['/${env:PATH}'], retries: 3 };
  expect(expandVariables(value, { HOST: 'home', PORT: '1', PATH: 'a' })).toEqual({
    value: { url: 'http://home:1', paths: ['/a'], retries: 3 },
    unset: [],
  });
});

it('names each variable that is not set, or empty, once', () => {
  expect(expandVariables(['${env:A}${env:A}', '${env:B}'], { B: '' })).toEqual({
    value: ['', ''],
    unset: ['A', 'B'],
  });
  expect(expandVariables(undefined, {})).toEqual({ value: undefined, unset: [] });
});
