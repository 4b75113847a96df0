import {
  getNodeAutoInstrumentations,
  type InstrumentationConfigMap,
} from '@opentelemetry/auto-instrumentations-node';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { OpenAiInstrumentation } from './providers/openai/instrumentation.js';

/** What is switched off: a span for each file, name and socket is noise around an agent. */
const OFF: InstrumentationConfigMap = {
  '@opentelemetry/instrumentation-fs': { enabled: false },
  '@opentelemetry/instrumentation-dns': { enabled: false },
  '@opentelemetry/instrumentation-net': { enabled: false },
  // Express 5 is built on it, and its instrumentation tells the same once more.
  '@opentelemetry/instrumentation-router': { enabled: false },
  // This package's own records what the conventions name, cost and callers included.
  '@opentelemetry/instrumentation-openai': { enabled: false },
  // The collector measures the host; this package measures the process.
  '@opentelemetry/instrumentation-host-metrics': { enabled: false },
};

/** Everything that is patched, in the order of registration. */
export function createInstrumentations(
  configuration: InstrumentationConfigMap = {},
): Instrumentation[] {
  const disabled = process.env['OTEL_NODE_DISABLED_INSTRUMENTATIONS'] ?? '';
  const openai = disabled.split(',').some((name) => name.trim() === 'openai')
    ? []
    : [new OpenAiInstrumentation()];
  return [...openai, ...getNodeAutoInstrumentations({ ...OFF, ...configuration })];
}
