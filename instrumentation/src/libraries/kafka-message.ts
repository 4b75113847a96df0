import { context, propagation, trace, type Span } from '@opentelemetry/api';
import { withCallerInBaggage } from '../caller-baggage.js';

/** A message that is about to be sent, with the headers of its span. */
interface ProducerRecord {
  readonly message: { readonly headers?: Record<string, unknown> };
}

/** Lets the caller cross the queue with the message, as a hook of KafkaJS's instrumentation. */
export function sendCallerAlong(span: Span, { message }: ProducerRecord): void {
  const sent = trace.setSpan(withCallerInBaggage(context.active()), span);
  propagation.inject(sent, message.headers ?? {});
}
