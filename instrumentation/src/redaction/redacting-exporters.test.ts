import {
  ROOT_CONTEXT,
  SpanStatusCode,
  TraceFlags,
  type LogRecord,
  type Span,
} from '@opentelemetry/api';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SECRETS } from '../testing/planted-secrets.js';
import { redactingLogs, redactingMetrics, redactingSpans } from './redacting-exporters.js';

const SECRET = 'sk-proj-0123456789abcdefABCDEF0123456789';
const context = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: TraceFlags.SAMPLED };

test('a span tells its secrets nowhere, and all else as it was', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: redactingSpans(exporter) })],
  });
  const span = provider.getTracer('test').startSpan(
    `mail ${SECRET}`,
    {
      attributes: { note: `a ${SECRET}`, list: ['x', SECRET], [SECRET]: 1, kept: 'as it is' },
      links: [{ context, attributes: { link: SECRET } }],
    },
    ROOT_CONTEXT,
  );
  span.addEvent(`event ${SECRET}`, { detail: SECRET });
  span.recordException(new Error(`Incorrect API key provided: ${SECRET}`));
  span.setStatus({ code: SpanStatusCode.ERROR, message: `no ${SECRET}` });
  span.end();

  const [seen] = exporter.getFinishedSpans();
  const told = [seen?.name, seen?.status, seen?.attributes, seen?.links, seen?.events];
  expect(JSON.stringify(told)).not.toContain('sk-proj');
  expect(seen).toMatchObject({
    name: 'mail ****',
    status: { code: SpanStatusCode.ERROR, message: 'no ****' },
    attributes: { note: 'a ****', list: ['x', '****'], '****': 1, kept: 'as it is' },
    links: [{ context, attributes: { link: '****' } }],
    events: [{ name: 'event ****', attributes: { detail: '****' } }, { name: 'exception' }],
  });
  expect(seen?.spanContext()).toEqual(span.spanContext());
  expect(seen?.duration).toHaveLength(2);
});

test('a log record tells its secrets nowhere', () => {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({
    processors: [new SimpleLogRecordProcessor({ exporter: redactingLogs(exporter) })],
  });
  provider.getLogger('test').emit({
    severityText: 'INFO',
    eventName: 'happened',
    body: { message: `sent to ada@example.com`, deep: [{ password: 'x' }] },
    attributes: { 'user.email': 'ada@example.com', kept: 1 },
  });
  expect(exporter.getFinishedLogRecords()).toMatchObject([
    {
      severityText: 'INFO',
      eventName: 'happened',
      body: { message: 'sent to ****', deep: [{ password: '****' }] },
      attributes: { 'user.email': '****', kept: 1 },
    },
  ]);
});

test('a metric tells no secret in its labels', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const provider = new MeterProvider({
    readers: [
      new PeriodicExportingMetricReader({
        exporter: redactingMetrics(exporter),
        exportIntervalMillis: 3_600_000,
      }),
    ],
  });
  const counter = provider.getMeter('test').createCounter('calls');
  counter.add(1, { path: `/users/ada@example.com` });
  counter.add(2, { path: '/users' });
  await provider.forceFlush();
  const metric = exporter.getMetrics()[0]?.scopeMetrics[0]?.metrics[0];
  expect(metric?.dataPoints.map(({ attributes, value }) => [attributes, value])).toEqual([
    [{ path: '/users/****' }, 1],
    [{ path: '/users' }, 2],
  ]);
  await provider.shutdown();
});

/** Every place of a span and of a log record that can hold a text, with a text in it. */
const SPAN_PLACES: readonly ((span: Span, text: string) => void)[] = [
  (span, text) => span.updateName(text),
  (span, text) => span.setAttribute('note', text),
  (span, text) => span.setAttribute('list', ['a', text]),
  (span, text) => span.setAttribute('map', { inner: [{ deep: text }] }),
  (span, text) => span.setAttribute(text, 1),
  (span, text) => span.setStatus({ code: SpanStatusCode.ERROR, message: text }),
  (span, text) => span.addEvent(text),
  (span, text) => span.addEvent('event', { detail: text }),
  (span, text) => span.recordException(new Error(text)),
  (span, text) => span.addLink({ context, attributes: { link: text } }),
];

const LOG_PLACES: readonly ((text: string) => LogRecord)[] = [
  (text) => ({ body: text }),
  (text) => ({ body: { message: text, list: [text] } }),
  (text) => ({ attributes: { note: text } }),
  (text) => ({ attributes: { map: { [text]: [text] } } }),
  (text) => ({ eventName: text }),
  (text) => ({ exception: new Error(text) }),
];

test('no planted secret survives, in any place of a span or a log record', () => {
  const spans = new InMemorySpanExporter();
  const records = new InMemoryLogRecordExporter();
  const tracer = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: redactingSpans(spans) })],
  }).getTracer('test');
  const logger = new LoggerProvider({
    processors: [new SimpleLogRecordProcessor({ exporter: redactingLogs(records) })],
  }).getLogger('test');
  const secret = fc.oneof(...Object.values(SECRETS));
  const plant = fc.constantFrom<((text: string) => void)[]>(
    ...SPAN_PLACES.map((put) => (text: string) => {
      const span = tracer.startSpan('work', {}, ROOT_CONTEXT);
      put(span, text);
      span.end();
    }),
    ...LOG_PLACES.map((record) => (text: string) => logger.emit(record(text))),
  );
  fc.assert(
    fc.property(plant, secret, (put, planted) => {
      spans.reset();
      records.reset();
      put(`before ${planted} behind`);
      const told = [
        ...spans
          .getFinishedSpans()
          .map((it) => [it.name, it.attributes, it.status, it.events, it.links]),
        ...records.getFinishedLogRecords().map((it) => [it.body, it.attributes, it.eventName]),
      ];
      expect(told).toHaveLength(1);
      expect(JSON.stringify(told)).not.toContain(JSON.stringify(planted).slice(1, -1));
    }),
    { numRuns: 1000 },
  );
});
