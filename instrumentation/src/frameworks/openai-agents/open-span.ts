import type { Context } from '@opentelemetry/api';

/** A failure as the SDK tells it on a span. */
export interface Failure {
  readonly error: unknown;
}

/** A span of the SDK that is open. */
export interface OpenSpan {
  /** The context of what runs inside. */
  readonly context: Context;
  /** Ends it, and returns what is known of the failure. */
  end(failure: Failure | undefined): Failure | undefined;
}
