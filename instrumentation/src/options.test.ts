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
  ['text for a switch', { captureContent: 'yes' }, /"captureContent" must be true or false/],
  ['a pattern for a list', { redactPatterns: /x/ }, /"redactPatterns" must be a list of regular/],
  ['a pattern that matches nothing', { redactPatterns: [/x*/] }, /not match an empty text/],
  ['a price without output', { prices: { openai: { a: { input: 1 } } } }, /"prices" must be an/],
  ['a negative price', { prices: { openai: { a: { input: -1, output: 1 } } } }, /"prices"/],
  ['a discount in percent', { discount: 20 }, /"discount" must be a ratio from 0 to 1/],
  ['a discount without a number', { discount: { openai: '0.2' } }, /"discount" must be a ratio/],
  [
    'a list at no address',
    { refreshPrices: 'yes' },
    /"refreshPrices" must be true, false, or an http/,
  ],
  ['no object', 'x', /options must be an object, not "x"/],
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
      captureContent: true,
      redactPatterns: [/EMP-\d+/],
      prices: { openai: { 'gpt-*': { input: 1, output: 2, cacheRead: 0.1 } } },
      discount: { openai: 0.2 },
      refreshPrices: 'http://127.0.0.1/list.json',
      instrumentations: { '@opentelemetry/instrumentation-pg': { enabled: false } },
    }),
  ).not.toThrow();
  expect(() => checkOptions({ serviceName: undefined } as never)).not.toThrow();
});
