import type { LogRecord } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources';
import { LoggerProvider, type ReadableLogRecord } from '@opentelemetry/sdk-logs';

const SCOPE_NAME = '@agent-vitals/alert-history';

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
 */
export function createLogSink(): LogSink {
  let made: ReadableLogRecord[] = [];
  const resource = defaultResource().merge(
    detectResources({ detectors: [serviceInstanceIdDetector, envDetector] }),
  );
  const provider = new LoggerProvider({
    resource,
    processors: [
      {
        onEmit: (record) => void made.push(record),
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      },
    ],
  });
  const logger = provider.getLogger(SCOPE_NAME);
  const exporter = new OTLPLogExporter();

  return {
    send(records) {
      for (const record of records) logger.emit(record);
      const batch = made;
      made = [];
      return new Promise((resolve, reject) => {
        exporter.export(batch, ({ code, error }) => {
          if (code === ExportResultCode.SUCCESS) resolve();
          else reject(new Error('The collector takes no log events', { cause: error }));
        });
      });
    },
    async close() {
      await Promise.all([provider.shutdown(), exporter.shutdown()]);
    },
  };
}
