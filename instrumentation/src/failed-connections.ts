import {
  context,
  SpanStatusCode,
  trace,
  type Context,
  type Exception,
  type SpanStatus,
  type TimeInput,
  type TracerProvider,
} from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import { MeasuredSpan } from './measured-span.js';
import { ATTR } from './semconv.js';
import { startingSpans } from './starting-spans.js';

/** The spans in which `pg` connects; a pool's holds that of the client that it makes. */
const CONNECTS: ReadonlySet<string> = new Set(['pg.connect', 'pg-pool.connect']);

/** What such a failure is called among the operations of a database. */
const OPERATION = 'CONNECT';

/** `pg`'s instrumentation writes what is known of an error into a sentence. */
const CODE = /\(code: (?!UNKNOWN)(\w+)\)$/;

/** A connection that is asked for: an operation of the database where it is not got. */
class ConnectSpan extends MeasuredSpan {
  override recordException(exception: Exception, time?: TimeInput): void {
    const code = CODE.exec(typeof exception === 'string' ? exception : '')?.[1];
    if (code !== undefined) this.fail(code);
    this.span.recordException(exception, time);
  }

  override setStatus(status: SpanStatus): this {
    // A pool that has none to give in time says so in words only.
    if (status.code === SpanStatusCode.ERROR && /time-?out/i.test(status.message ?? '')) {
      this.fail('timeout');
    }
    return super.setStatus(status);
  }

  override end(time?: TimeInput): void {
    if (this.attributes[ATTR.errorType] === undefined) this.span.end(time);
    else super.end(time);
  }
}

/**
 * Whether a connection counts: not what the package asks for itself, which is no one's call, and not
 * what is inside of a pool's span, which counts for both.
 */
const counts = (within: Context): boolean =>
  !isTracingSuppressed(within) && !(trace.getSpan(within) instanceof ConnectSpan);

/**
 * A provider for the instrumentation of `pg`, which measures statements only: while a server is
 * away or a pool is used up no statement is ever sent, and nothing would be seen to fail. So each
 * connection that is asked for and not got is a failed operation `CONNECT` of
 * `db.client.operation.duration`.
 */
export function measuringFailedConnections(provider: TracerProvider): TracerProvider {
  return startingSpans(provider, (tracer) => (name, options, given) => {
    const span = tracer.startSpan(name, options, given);
    if (!CONNECTS.has(name) || !counts(given ?? context.active())) return span;
    return new ConnectSpan(span, { ...options?.attributes, [ATTR.dbOperationName]: OPERATION });
  });
}
