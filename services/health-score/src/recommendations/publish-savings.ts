import { HEALTH_ATTR, HEALTH_METRIC } from '@agent-vitals/instrumentation/semconv';
import { metrics } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Recommendation } from '../report.js';

/** Options of {@link publishSavings}. */
export interface SavingsOptions {
  readonly recommend: () => Promise<readonly Recommendation[]>;
  /** Milliseconds between two looks: they read a day. Default: two minutes. */
  readonly everyMs?: number;
  readonly log: Pick<Logger, 'warn'>;
}

/** Publishes savings, until it is stopped. */
export interface SavingsPublisher {
  /** Waits for a look under way. */
  stop(): Promise<void>;
}

/** Savings that are published one by one, the largest: a bound for the labels. */
const MOST = 20;

/**
 * Publishes what recommendations would save through the OpenTelemetry metrics API, at each export:
 * those with a saving in money, by their rule and subject. After a look that failed there are none
 * until the next one.
 */
export function publishSavings({
  recommend,
  everyMs = 120_000,
  log,
}: SavingsOptions): SavingsPublisher {
  const { name, unit, description } = HEALTH_METRIC.expectedSaving;
  const gauge = metrics
    .getMeter('@agent-vitals/health-score')
    .createObservableGauge(name, { unit, description });
  let savings: ReadonlyMap<string, number> = new Map();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const observe: Parameters<typeof gauge.addCallback>[0] = (result) => {
    for (const [key, amount] of savings) {
      const [rule, subject] = JSON.parse(key) as [string, string];
      result.observe(amount, { [HEALTH_ATTR.rule]: rule, [HEALTH_ATTR.subject]: subject });
    }
  };

  const look = async (): Promise<void> => {
    try {
      savings = largestOf(await recommend());
    } catch (error) {
      savings = new Map();
      log.warn({ err: error }, 'what could be saved is not known');
    }
    if (!stopped) timer = setTimeout(() => (underWay = look()), everyMs);
  };

  gauge.addCallback(observe);
  let underWay = look();
  return {
    async stop() {
      stopped = true;
      gauge.removeCallback(observe);
      clearTimeout(timer);
      await underWay;
    },
  };
}

/** Savings by rule and subject; of several of the same, as cheaper models of one agent, the largest. */
function largestOf(recommendations: readonly Recommendation[]): ReadonlyMap<string, number> {
  const savings = new Map<string, number>();
  for (const { rule, subject, gain } of recommendations) {
    if (gain?.kind !== 'USD per month') continue;
    const key = JSON.stringify([rule, subject]);
    savings.set(key, Math.max(gain.amount, savings.get(key) ?? 0));
  }
  return new Map([...savings].toSorted(([, a], [, b]) => b - a).slice(0, MOST));
}
