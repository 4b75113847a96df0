import { expect, test } from 'vitest';
import { resolveSettings } from './settings.js';

const DEFAULTS = {
  disabled: false,
  metricIntervalMs: 10_000,
  metricTimeoutMs: 10_000,
  attributeLimit: 100,
  exitTimeoutMs: 3000,
  captureContent: false,
  contentLimit: 16_000,
  refreshPrices: false,
};

test.each([
  ['an empty environment', {}],
  ['empty variables', { OTEL_SDK_DISABLED: '', OTEL_METRIC_EXPORT_INTERVAL: ' ' }],
  ['"false"', { OTEL_SDK_DISABLED: 'false' }],
  ['nonsense', { OTEL_SDK_DISABLED: 'yes', OTEL_METRIC_EXPORT_INTERVAL: '10s' }],
  [
    'nonsense about content and prices',
    {
      OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'span_only',
      AGENT_VITALS_CONTENT_LIMIT: '5',
      AGENT_VITALS_REFRESH_PRICES: 'daily',
    },
  ],
  ['out of range', { AGENT_VITALS_ATTRIBUTE_LIMIT: '0', AGENT_VITALS_EXIT_TIMEOUT_MS: '-1' }],
])('%s gives the defaults', (_, env) => {
  expect(resolveSettings({}, env)).toEqual(DEFAULTS);
});

test('the environment wins over the defaults, the options over the environment', () => {
  const env = {
    OTEL_SDK_DISABLED: 'True',
    OTEL_METRIC_EXPORT_INTERVAL: '5000',
    OTEL_METRIC_EXPORT_TIMEOUT: '1000',
    AGENT_VITALS_ATTRIBUTE_LIMIT: '7',
    AGENT_VITALS_EXIT_TIMEOUT_MS: '200',
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'EVENT_ONLY',
    AGENT_VITALS_CONTENT_LIMIT: '500',
    AGENT_VITALS_REFRESH_PRICES: 'https://mirror.example.com/prices.json',
  };
  expect(resolveSettings({}, env)).toEqual({
    disabled: true,
    metricIntervalMs: 5000,
    metricTimeoutMs: 1000,
    attributeLimit: 7,
    exitTimeoutMs: 200,
    captureContent: true,
    contentLimit: 500,
    refreshPrices: 'https://mirror.example.com/prices.json',
  });
  expect(
    resolveSettings(
      {
        metricIntervalMs: 500,
        attributeLimit: 3,
        exitTimeoutMs: 1,
        captureContent: false,
        refreshPrices: false,
      },
      env,
    ),
  ).toMatchObject({
    captureContent: false,
    refreshPrices: false,
    metricIntervalMs: 500,
    metricTimeoutMs: 500,
    attributeLimit: 3,
    exitTimeoutMs: 1,
  });
});
