import { diag, type TextMapPropagator } from '@opentelemetry/api';
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import { B3InjectEncoding, B3Propagator } from '@opentelemetry/propagator-b3';
import { withCallerFromBaggage } from './caller-baggage.js';
import { fieldsOf } from './providers/fields.js';
import type { Environment } from './settings.js';

/** The propagators of `OTEL_PROPAGATORS`. */
const PROPAGATORS: Readonly<Record<string, () => TextMapPropagator>> = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
  b3: () => new B3Propagator(),
  b3multi: () => new B3Propagator({ injectEncoding: B3InjectEncoding.MULTI_HEADER }),
};

const DEFAULT_PROPAGATORS = 'tracecontext,baggage';

/**
 * The baggage of messages, which tells their caller. A request over HTTP, whose headers are text,
 * may come from anybody: who calls here must not choose the labels of metrics.
 */
const createMessagePropagator = (): TextMapPropagator => ({
  inject() {},
  extract: (context, carrier) =>
    Buffer.isBuffer(fieldsOf(carrier)['baggage']) ? withCallerFromBaggage(context) : context,
  fields: () => [],
});

/** How the context crosses to other processes; `none` keeps it inside this one. */
export function createPropagator(env: Environment): TextMapPropagator {
  const listed = env['OTEL_PROPAGATORS']?.trim() || DEFAULT_PROPAGATORS;
  const names = new Set(listed.split(',').map((name) => name.trim()));
  const propagators: TextMapPropagator[] = [];
  if (!names.has('none')) {
    for (const name of names) {
      const create = Object.hasOwn(PROPAGATORS, name) ? PROPAGATORS[name] : undefined;
      if (create !== undefined) propagators.push(create());
      else if (name !== '') {
        diag.warn(
          `agent-vitals: OTEL_PROPAGATORS names "${name}" but may name ` +
            `${Object.keys(PROPAGATORS).join(', ')}, none; ignored`,
        );
      }
    }
  }
  return new CompositePropagator({ propagators: [...propagators, createMessagePropagator()] });
}
