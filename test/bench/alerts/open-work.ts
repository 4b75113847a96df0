import type { Agenda } from './agenda.js';
import type { Instruments } from './instruments.js';

type Labels = Readonly<Record<string, string>>;

/** Counts what has begun and not ended, as the instrumentation does. */
export interface OpenWork {
  /** Something lasts from one time to another. */
  during(metric: OpenMetric, labels: Labels, fromMs: number, toMs: number): void;
  /**
   * Something does not end while something is wrong.
   * @param isWrong whether it still is, at a time
   * @param end what happens when it ends at last
   */
  hang(
    metric: OpenMetric,
    labels: Labels,
    fromMs: number,
    isWrong: (atMs: number) => boolean,
    end: (atMs: number) => void,
  ): void;
}

type OpenMetric = 'activeInvocations' | 'activeRuns';

/** How often what hangs is looked at. */
const LOOK_MS = 5000;

export function createOpenWork({
  agenda,
  instruments,
}: {
  readonly agenda: Agenda;
  readonly instruments: Instruments;
}): OpenWork {
  const open = new Map<string, number>();
  const change = (metric: OpenMetric, labels: Labels, by: number): void => {
    const key = `${metric}${JSON.stringify(labels)}`;
    const count = (open.get(key) ?? 0) + by;
    open.set(key, count);
    instruments.of(metric, labels).set(count);
  };
  return {
    during(metric, labels, fromMs, toMs) {
      agenda.at(fromMs, () => change(metric, labels, 1));
      agenda.at(toMs, () => change(metric, labels, -1));
    },
    hang(metric, labels, fromMs, isWrong, end) {
      agenda.at(fromMs, () => change(metric, labels, 1));
      const look = (atMs: number): void =>
        agenda.at(atMs, () => {
          if (isWrong(atMs)) return look(atMs + LOOK_MS);
          change(metric, labels, -1);
          end(atMs);
        });
      look(fromMs + LOOK_MS);
    },
  };
}
