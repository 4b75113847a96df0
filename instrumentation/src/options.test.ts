import { expect, test } from 'vitest';
import { checkOptions, type VitalsOptions } from './options.js';

test.each<[string, unknown, RegExp]>([
  ['an unknown name', { servicename: 'x' }, /no option "servicename"\. Options: serviceName, /],
  [
    'an empty name',
    { serviceName: '' },
    /"serviceName" must be a string that is not empty, not ""/,
  ],
  [
    'text for a number',
    { metricIntervalMs: '10' },
    /"metricIntervalMs" must be a number from 100 to 3600000, not "10"/,
  ],
  ['not a number', { metricIntervalMs: Number.NaN }, /"metricIntervalMs" must be a number/],
  ['a ratio above 1', { sampleRatio: 50 }, /"sampleRatio" must be a number from 0 to 1, not 50/],
  [
    'an address without http',
    { endpoint: 'localhost:4318' },
    /"endpoint" must be an http or https URL/,
  ],
  ['a list of headers', { headers: ['a'] }, /"headers" must be an object/],
  ['no object', 'x', /options must be an object, not x/],
])('%s is refused, in words that help', (_, options, message) => {
  expect(() => checkOptions(options as VitalsOptions)).toThrow(message);
});

test('what is right, and what is left out, passes', () => {
  expect(() =>
    checkOptions({
      serviceName: 'api',
      endpoint: 'https://otlp.example.com:4318',
      sampleRatio: 0,
      metricIntervalMs: 100,
      headers: { authorization: 'Bearer x' },
      instrumentations: { '@opentelemetry/instrumentation-pg': { enabled: false } },
    }),
  ).not.toThrow();
  expect(() => checkOptions({ serviceName: undefined } as never)).not.toThrow();
});
