import type { LogRecord } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { LoggerProvider, type ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { arrived } from './arrived.js';
import { ownResource } from './resource.js';

/** Sends log events, and tells whether they have arrived. */
export interface LogSink {
  /** @throws {Error} they have not arrived, or not all */
  send(records: readonly LogRecord[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Sends over OTLP/HTTP to where `OTEL_EXPORTER_OTLP_*` say. The logs of the process go through the
 * batches of the instrumentation, which do not tell what became of a record; here that must be
 * known, so that nothing is taken for sent that is not.
 * @param scope the name of the package that sends
 */
export function createLogSink(scope: string): LogSink {
  let made: ReadableLogRecord[] = [];
  const provider = new LoggerProvider({
    resource: ownResource(),
    processors: [
      {
        onEmit: (record) => void made.push(record),
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      },
    ],
  });
  const logger = provider.getLogger(scope);
  const exporter = new OTLPLogExporter();

  return {
    send(records) {
      for (const record of records) logger.emit(record);
      const batch = made;
      made = [];
      return arrived('log events', (done) => exporter.export(batch, done));
    },
    async close() {
      await Promise.all([provider.shutdown(), exporter.shutdown()]);
    },
  };
}
