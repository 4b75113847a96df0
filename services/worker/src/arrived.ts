import { ExportResultCode, type ExportResult } from '@opentelemetry/core';

/**
 * Resolves when what an exporter was given has arrived.
 * @param what is sent, for the error: `log events`
 * @throws {Error} it has not arrived, or not all
 */
export function arrived(
  what: string,
  send: (done: (result: ExportResult) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    send(({ code, error }) => {
      if (code === ExportResultCode.SUCCESS) resolve();
      else reject(new Error(`The collector takes no ${what}`, { cause: error }));
    });
  });
}
