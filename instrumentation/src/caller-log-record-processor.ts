import type { Context } from '@opentelemetry/api';
import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { callerAttributes, callerOf } from './caller-context.js';
import { guard } from './guard.js';

/**
 * Writes the caller on every log record of a workflow, agent or prompt, so that the lines of one
 * agent can be searched. What a record says itself of who it is about stays.
 */
export function createCallerLogRecordProcessor(): LogRecordProcessor {
  return {
    onEmit(record: ReadWriteLogRecord, context?: Context): void {
      if (context === undefined) return;
      guard('naming the caller of a log record', () =>
        record.setAttributes({ ...callerAttributes(callerOf(context)), ...record.attributes }),
      );
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}
