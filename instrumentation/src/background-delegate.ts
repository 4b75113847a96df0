import { diag } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import type { IOtlpExportDelegate } from '@opentelemetry/otlp-exporter-base';

/**
 * Answers the SDK when an export is begun, not when it is done. The SDK waits for each answer with
 * a timer that keeps the process alive: an application whose backend is down would end only when
 * the last attempt has failed. What is under way stays bounded by the delegate's own limit, and
 * `forceFlush` waits for it.
 *
 * @param what is exported and where to, for the message when it fails
 */
export function inBackground<Internal>(
  delegate: IOtlpExportDelegate<Internal>,
  what: string,
): IOtlpExportDelegate<Internal> {
  return {
    export(items, done) {
      delegate.export(items, ({ code, error }) => {
        if (code === ExportResultCode.SUCCESS) return;
        diag.warn(`agent-vitals: could not export ${what}: ${error?.message ?? 'no reason told'}`);
      });
      done({ code: ExportResultCode.SUCCESS });
    },
    forceFlush: () => delegate.forceFlush(),
    shutdown: () => delegate.shutdown(),
    setMetrics: (metrics) => delegate.setMetrics(metrics),
  };
}
