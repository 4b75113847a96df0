import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type AttributeValue,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { guard } from '../../guard.js';
import { limitAttributes, recordMetric } from '../../instruments.js';
import { fieldsOf, text } from '../../providers/fields.js';
import { ATTR, METRIC } from '../../semconv.js';

/** What is kept of what BullMQ tells: names and counts. Options and results are the team's data. */
const NAMES: Readonly<Record<string, string>> = {
  'bullmq.queue.name': ATTR.messagingDestinationName,
  'bullmq.queue.operation': ATTR.messagingOperationName,
  'bullmq.job.id': ATTR.messagingMessageId,
  'bullmq.job.bulk.count': ATTR.messagingBatchMessageCount,
  'bullmq.job.name': 'bullmq.job.name',
  'bullmq.job.attempts.made': 'bullmq.job.attempts.made',
  'bullmq.flow.name': 'bullmq.flow.name',
};

/** The event in which BullMQ tells that a job failed, and the attribute that tells why. */
const FAILED = 'job failed';
const REASON = 'bullmq.job.failed.reason';

/** A span as BullMQ uses it. */
export interface JobSpan {
  setSpanOnContext(context: Context): Context;
  setAttribute(name: string, value: AttributeValue): void;
  setAttributes(attributes: Attributes): void;
  addEvent(name: string, attributes?: Attributes): void;
  recordException(exception: unknown): void;
  end(): void;
}

/** Of BullMQ's own housekeeping, which polls: nothing. */
export const NO_SPAN: JobSpan = {
  setSpanOnContext: (context) => context,
  setAttribute() {},
  setAttributes() {},
  addEvent() {},
  recordException() {},
  end() {},
};

/** The span of jobs that are added (`producer`) or of one that is processed, and its metric. */
export function createJobSpan(span: Span, kind: SpanKind.PRODUCER | SpanKind.CONSUMER): JobSpan {
  const produces = kind === SpanKind.PRODUCER;
  const metric = produces ? 'messageSendDuration' : 'messageProcessDuration';
  const labels: Attributes = { [ATTR.messagingSystem]: 'bullmq' };
  const began = performance.now();
  span.setAttributes({ ...labels, [ATTR.messagingOperationType]: produces ? 'send' : 'process' });

  const setAttribute = (name: string, value: AttributeValue): void => {
    const known = NAMES[name];
    if (known === undefined || value === undefined) return;
    span.setAttribute(known, value);
    if (METRIC[metric].attributes.includes(known)) labels[known] = value;
  };

  const fail = (type: string, message: string | undefined): void => {
    labels[ATTR.errorType] = type;
    span.setAttribute(ATTR.errorType, type);
    span.setStatus({ code: SpanStatusCode.ERROR, ...(message !== undefined && { message }) });
  };

  return {
    setSpanOnContext: (context) => trace.setSpan(context, span),
    setAttribute,
    setAttributes(attributes) {
      for (const [name, value] of Object.entries(attributes)) setAttribute(name, value);
    },
    addEvent(name, attributes) {
      if (name === FAILED) fail('_OTHER', text(attributes?.[REASON]));
    },
    recordException(exception) {
      const { name, message } = fieldsOf(exception);
      fail(text(name) ?? '_OTHER', text(message) ?? text(exception));
    },
    end() {
      guard('measuring a job', () => {
        const seconds = (performance.now() - began) / 1000;
        recordMetric(metric, seconds, limitAttributes(labels), trace.setSpan(ROOT_CONTEXT, span));
      });
      span.end();
    },
  };
}
