import type { Instrumentation } from '@opentelemetry/instrumentation';
import { BullMqInstrumentation } from './bullmq/instrumentation.js';
import { FastifyInstrumentation } from './fastify.js';

/** Libraries that OpenTelemetry's packages leave out, by the name that variables call them by. */
export const LIBRARIES: Readonly<Record<string, () => Instrumentation>> = {
  bullmq: () => new BullMqInstrumentation(),
  fastify: () => new FastifyInstrumentation(),
};
