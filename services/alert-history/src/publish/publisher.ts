import type { LogSink } from '@agent-vitals/worker';
import type { Outbox, PendingEvent } from '../store/outbox.js';
import { logRecordOf } from './log-record.js';

const BATCH = 200;

/**
 * Sends on what is pending, oldest first. It stays pending until it has arrived, so nothing is lost
 * when the collector or this process is away. A crash in the moment between the two sends a batch
 * again, the same to the byte but for its `observedTimestamp`: Loki keeps one of them.
 * @returns sends; rejects while they do not arrive
 */
export function createPublisher(options: {
  readonly outbox: Outbox;
  readonly sink: Pick<LogSink, 'send'>;
  /** Given each event once, after it was sent. */
  readonly measure: (events: readonly PendingEvent[]) => void;
}): () => Promise<void> {
  const { outbox, sink, measure } = options;
  return async () => {
    for (;;) {
      const events = outbox.pending(BATCH);
      if (events.length === 0) return;
      await sink.send(events.map(logRecordOf));
      outbox.sent(events);
      measure(events);
    }
  };
}
