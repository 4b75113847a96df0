import { ALERT_METRIC } from '@agent-vitals/instrumentation/semconv';
import { metrics, type LogRecord } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openAlertStore, type AlertStore } from '../store/alert-store.js';
import { createOutbox } from '../store/outbox.js';
import { sampleAlert, sampleEvent } from '../testing/sample-events.js';
import { createAlertMetrics } from './alert-metrics.js';
import { createPublisher } from './publisher.js';

const START = Date.parse('2026-11-24T09:00:00Z');

let store: AlertStore;
let exporter: InMemoryMetricExporter;
let provider: MeterProvider;
let away: boolean;
let sent: LogRecord[];

beforeEach(() => {
  store = openAlertStore(':memory:');
  exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  metrics.setGlobalMeterProvider(provider);
  away = false;
  sent = [];
});
afterEach(async () => {
  metrics.disable();
  await provider.shutdown();
  store.close();
});

const publisher = (): (() => Promise<void>) =>
  createPublisher({
    outbox: createOutbox(store.database),
    sink: {
      send: (records) => {
        if (away) return Promise.reject(new Error('away'));
        sent.push(...records);
        return Promise.resolve();
      },
    },
    measure: createAlertMetrics(),
  });

const alert = sampleAlert(START);
const events = [
  sampleEvent(alert, 'fired', START),
  sampleEvent(alert, 'notified', START + 7000, { receiver: 'email', channel: 'email' }),
  {
    ...sampleEvent(alert, 'notified', START + 7000, { receiver: 'chat', channel: 'slack' }),
    key: '0',
  },
  sampleEvent(alert, 'notified', START + 60_000, { receiver: 'level-2', channel: 'email' }),
  sampleEvent(alert, 'acknowledged', START + 90_000, { by: 'ann', comment: 'on it' }),
  sampleEvent(alert, 'resolved', START + 300_000),
];

it('sends each event as a log event, in the order of their times', async () => {
  store.add(events.toReversed());
  await publisher()();
  expect(sent.map(({ body }) => body)).toEqual([
    'AgentErrorRatioHigh fired: It fails.',
    'AgentErrorRatioHigh told chat by slack',
    'AgentErrorRatioHigh told email by email',
    'AgentErrorRatioHigh told level-2 by email',
    'AgentErrorRatioHigh acknowledged by ann: on it',
    'AgentErrorRatioHigh resolved',
  ]);
  expect(sent[0]).toMatchObject({
    eventName: 'agent_vitals.alert',
    timestamp: START,
    severityText: 'ERROR',
    attributes: {
      'agent_vitals.alert.event': 'fired',
      'agent_vitals.alert.name': 'AgentErrorRatioHigh',
      'agent_vitals.component': 'agents',
      'agent_vitals.item': 'reviewer',
    },
  });
});

it('keeps what does not arrive, and sends it once', async () => {
  const publish = publisher();
  away = true;
  store.add(events);
  await expect(publish()).rejects.toThrow('away');
  away = false;
  await publish();
  await publish();
  store.add(events);
  await publish();
  expect(sent).toHaveLength(events.length);
});

it('counts the alert, and measures the first of each of its times', async () => {
  store.add(events);
  await publisher()();
  await provider.forceFlush();
  const points = exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap((scope) => scope.metrics)
    .map(
      ({ descriptor, dataPoints }) =>
        [
          descriptor.name,
          dataPoints.map(({ value }) =>
            typeof value === 'object' && 'sum' in value ? [value.count, value.sum] : value,
          ),
        ] as const,
    );
  expect(Object.fromEntries(points)).toEqual({
    [ALERT_METRIC.alerts.name]: [1],
    // By receiver.
    [ALERT_METRIC.notifications.name]: [1, 1, 1],
    [ALERT_METRIC.timeToNotify.name]: [[1, 7]],
    [ALERT_METRIC.timeToAcknowledge.name]: [[1, 90]],
    [ALERT_METRIC.timeToResolve.name]: [[1, 300]],
  });
});
