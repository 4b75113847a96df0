import {
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type AttributeValue,
  type Exception,
  type Link,
  type Span,
  type SpanContext,
  type SpanStatus,
  type TimeInput,
} from '@opentelemetry/api';
import { guard } from './guard.js';
import { limitAttributes, recordMetric } from './instruments.js';
import { fieldsOf, text } from './providers/fields.js';
import { ATTR, METRIC } from './semconv.js';

/** What `error.type` is where nothing is known of an error. */
const UNKNOWN_ERROR = '_OTHER';

/** Errors of drivers have a code, such as `ER_NO_SUCH_TABLE`, or at least a class. */
const errorType = (error: Exception): string => {
  const { code, name } = fieldsOf(error);
  return (typeof code === 'number' ? String(code) : text(code)) ?? text(name) ?? UNKNOWN_ERROR;
};

/** A span of a database call that is measured from now to its end, recorded or not. */
export class MeasuredSpan implements Span {
  private readonly began = performance.now();
  protected readonly span: Span;
  protected readonly attributes: Attributes;

  /** @param attributes that the span began with; kept, and added to */
  constructor(span: Span, attributes: Attributes) {
    this.span = span;
    this.attributes = attributes;
  }

  protected fail(type: string): void {
    if (this.attributes[ATTR.errorType] === undefined) this.setAttribute(ATTR.errorType, type);
  }

  setAttribute(key: string, value: AttributeValue): this {
    this.attributes[key] = value;
    this.span.setAttribute(key, value);
    return this;
  }

  setAttributes(attributes: Attributes): this {
    Object.assign(this.attributes, attributes);
    this.span.setAttributes(attributes);
    return this;
  }

  recordException(exception: Exception, time?: TimeInput): void {
    this.fail(errorType(exception));
    this.span.recordException(exception, time);
  }

  setStatus(status: SpanStatus): this {
    if (status.code === SpanStatusCode.ERROR) this.fail(UNKNOWN_ERROR);
    this.span.setStatus(status);
    return this;
  }

  end(time?: TimeInput): void {
    guard('measuring a database call', () => {
      const labels: Attributes = {};
      for (const label of METRIC.databaseDuration.attributes) {
        if (this.attributes[label] !== undefined) labels[label] = this.attributes[label];
      }
      const seconds = (performance.now() - this.began) / 1000;
      const context = trace.setSpan(ROOT_CONTEXT, this.span);
      recordMetric('databaseDuration', seconds, limitAttributes(labels), context);
    });
    this.span.end(time);
  }

  addEvent(...args: Parameters<Span['addEvent']>): this {
    this.span.addEvent(...args);
    return this;
  }

  addLink(link: Link): this {
    this.span.addLink(link);
    return this;
  }

  addLinks(links: Link[]): this {
    this.span.addLinks(links);
    return this;
  }

  updateName(name: string): this {
    this.span.updateName(name);
    return this;
  }

  spanContext(): SpanContext {
    return this.span.spanContext();
  }

  isRecording(): boolean {
    return this.span.isRecording();
  }
}
