import type { Attributes } from '@opentelemetry/api';
import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { PushMetricExporter, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { redactor } from './active-redactor.js';

/** `original` with some fields replaced; the rest is read through, methods included. */
const withFields = <T extends object>(original: T, fields: Partial<T>): T =>
  Object.create(
    original,
    Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [key, { value, enumerable: true }]),
    ),
  ) as T;

/** A list with each item replaced; the same list when no item is. */
const mapped = <T>(list: T[], replace: (item: T) => T): T[] => {
  let changed = false;
  const replaced = list.map((item) => {
    const next = replace(item);
    changed ||= next !== item;
    return next;
  });
  return changed ? replaced : list;
};

/** An item with its attributes redacted, such as a link, an event or a data point. */
const withRedactedAttributes = <T extends { readonly attributes?: Attributes | undefined }>(
  item: T,
): T => {
  if (item.attributes === undefined) return item;
  const attributes = redactor().attributes(item.attributes);
  return attributes === item.attributes ? item : { ...item, attributes };
};

/** A span without secrets; the same span where it has none. */
function redactSpan(span: ReadableSpan): ReadableSpan {
  const redact = redactor();
  const name = redact.text(span.name);
  const attributes = redact.attributes(span.attributes);
  const message = span.status.message && redact.text(span.status.message);
  const links = mapped(span.links, withRedactedAttributes);
  const events = mapped(span.events, (event) => {
    const named = redact.text(event.name);
    return withRedactedAttributes(named === event.name ? event : { ...event, name: named });
  });
  const same =
    name === span.name &&
    attributes === span.attributes &&
    message === span.status.message &&
    links === span.links &&
    events === span.events;
  if (same) return span;
  const status = message === undefined ? span.status : { ...span.status, message };
  return withFields(span, { name, attributes, status, links, events });
}

/** A log record without secrets; the same record where it has none. */
function redactLogRecord(record: ReadableLogRecord): ReadableLogRecord {
  const redact = redactor();
  const body = redact.value(record.body);
  const attributes = redact.attributes(record.attributes);
  const eventName = record.eventName && redact.text(record.eventName);
  const same =
    body === record.body && attributes === record.attributes && eventName === record.eventName;
  return same
    ? record
    : withFields<ReadableLogRecord>(record, {
        attributes,
        ...(body !== undefined && { body }),
        ...(eventName !== undefined && { eventName }),
      });
}

/** Metrics without secrets in their labels. */
function redactMetrics(metrics: ResourceMetrics): ResourceMetrics {
  return {
    ...metrics,
    scopeMetrics: mapped(metrics.scopeMetrics, (scope) => {
      const redacted = mapped(scope.metrics, (metric) => {
        const points = mapped<(typeof metric.dataPoints)[number]>(
          metric.dataPoints,
          withRedactedAttributes,
        );
        return points === metric.dataPoints
          ? metric
          : ({ ...metric, dataPoints: points } as typeof metric);
      });
      return redacted === scope.metrics ? scope : { ...scope, metrics: redacted };
    }),
  };
}

/**
 * `exporter` behind `redact`: whoever made a piece of telemetry, with whatever instrumentation, it
 * passes here, and not on the application's own time.
 */
function before<T, E extends { export(items: T, done: never): void }>(
  exporter: E,
  redact: (items: T) => T,
): E {
  const send = exporter.export.bind(exporter);
  exporter.export = (items: T, done: never) => send(redact(items), done);
  return exporter;
}

/** Lets no span pass unredacted. */
export function redactingSpans<E extends SpanExporter>(exporter: E): E {
  return before<ReadableSpan[], E>(exporter, (spans) => spans.map(redactSpan));
}

/** Lets no log record pass unredacted. */
export function redactingLogs<E extends LogRecordExporter>(exporter: E): E {
  return before<ReadableLogRecord[], E>(exporter, (records) => records.map(redactLogRecord));
}

/** Lets no metric pass unredacted. */
export function redactingMetrics<E extends PushMetricExporter>(exporter: E): E {
  return before<ResourceMetrics, E>(exporter, redactMetrics);
}
