import type { Instrumentation } from '@opentelemetry/instrumentation';
import { FastifyInstrumentation } from './fastify.js';

/** Libraries that OpenTelemetry's packages leave out, by the name that variables call them by. */
export const LIBRARIES: Readonly<Record<string, () => Instrumentation>> = {
  fastify: () => new FastifyInstrumentation(),
};
