import type { PrometheusClient } from '@agent-vitals/worker/prometheus-client';
import { readMeasured } from '../measured/read-measured.js';
import type { TimeRange } from '../measured/time-range.js';
import type { FactStore } from '../store/fact-store.js';
import { historyOf } from './history-of.js';
import type { PromptHistory } from './prompt-history.js';

/** Reads what is known of prompts. */
export interface PromptReader {
  /**
   * The prompts that have a version which was used, or judged, in a time; by name.
   * @param promptName only this one. Default: all
   * @throws {PrometheusAwayError} Prometheus does not answer
   * @throws {QueryRefusedError} the time is too long for Prometheus
   */
  read(range: TimeRange, promptName?: string): Promise<readonly PromptHistory[]>;
}

/** Creates the reader of what was measured, and of what the analytics system and others found out. */
export function createPromptReader(options: {
  readonly prometheus: Pick<PrometheusClient, 'query'>;
  readonly store: Pick<FactStore, 'sumsOf'>;
}): PromptReader {
  const { prometheus, store } = options;
  return {
    async read(range, promptName) {
      const measured = await readMeasured(prometheus, range, promptName);
      const facts = store.sumsOf({ ...range, promptName });
      const names = new Set([...measured, ...facts].map((each) => each.promptName));
      return [...names].toSorted().map((name) =>
        historyOf(
          name,
          measured.filter((each) => each.promptName === name),
          facts.filter((each) => each.promptName === name),
        ),
      );
    },
  };
}
