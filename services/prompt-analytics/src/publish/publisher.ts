import type { GaugeSink, LogSink } from '@agent-vitals/worker';
import type { Logger } from 'pino';
import type { NamedFact } from '../fact.js';
import type { FactStore } from '../store/fact-store.js';
import { createDistinctTimes } from './distinct-times.js';
import { logRecordOf } from './log-record.js';
import { measurementsOf } from './measurements.js';

const BATCH = 500;
const MINUTE_MS = 60_000;

/** Prometheus takes what is half an hour late; the rest of that is for the way. */
const MOST_LATE_MS = 20 * MINUTE_MS;

/** Loki takes what is a week old; the hour is for the way. */
const OLDEST_EVENT_MS = (7 * 24 - 1) * 60 * MINUTE_MS;

/**
 * Publishes what is pending, oldest first: as metrics and log events with the time at which it was
 * so. It stays pending until it has arrived. What is too old for the stores is for comparisons only;
 * how much that is, is logged.
 * @returns publishes; rejects while nothing arrives
 */
export function createPublisher(options: {
  readonly store: Pick<FactStore, 'pending' | 'published'>;
  readonly logs: Pick<LogSink, 'send'>;
  readonly gauges: Pick<GaugeSink, 'send'>;
  readonly log: Pick<Logger, 'info'>;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: () => number;
}): () => Promise<void> {
  const { store, logs, gauges, log, clock = Date.now } = options;
  const distinct = createDistinctTimes(MOST_LATE_MS);

  const publishBatch = async (facts: readonly NamedFact[], now: number): Promise<void> => {
    const events = facts
      .filter(({ at }) => at > now - OLDEST_EVENT_MS)
      .map(logRecordOf)
      .filter((record) => record !== undefined);
    if (events.length > 0) await logs.send(events);
    const recent = facts.filter(({ at }) => at > now - MOST_LATE_MS).flatMap(measurementsOf);
    if (recent.length > 0) await gauges.send(distinct(recent, now));
    store.published(facts);
  };

  return async () => {
    const now = clock();
    let late = 0;
    for (;;) {
      const facts = store.pending(BATCH);
      if (facts.length === 0) break;
      await publishBatch(facts, now);
      late += facts.filter(({ at }) => at <= now - MOST_LATE_MS).length;
    }
    if (late > 0) log.info({ facts: late }, 'too old for metrics, kept for comparisons');
  };
}
