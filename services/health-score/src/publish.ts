import {
  HEALTH_ATTR,
  HEALTH_METRIC,
  type MetricDefinition,
} from '@agent-vitals/instrumentation/semconv';
import { metrics, type Attributes, type ObservableGauge } from '@opentelemetry/api';
import type { HealthMonitor } from './health-monitor.js';

const SCOPE_NAME = '@agent-vitals/health-score';

/** Items of one component whose scores are published one by one, the worst: a bound for the labels. */
const MOST_ITEMS = 200;

/**
 * Publishes the scores of the last report through the OpenTelemetry metrics API, at each export.
 * What is unknown, and all that is in a stale report, is not published: history says what was seen.
 *
 * @param environment the one that is judged; undefined for all together
 * @returns stops publishing
 */
export function publishScores(
  { latest }: Pick<HealthMonitor, 'latest'>,
  environment?: string,
): () => void {
  const meter = metrics.getMeter(SCOPE_NAME);
  const gauge = ({ name, unit, description }: MetricDefinition): ObservableGauge =>
    meter.createObservableGauge(name, { unit, description });
  const whole = gauge(HEALTH_METRIC.score);
  const component = gauge(HEALTH_METRIC.componentScore);
  const observed = gauge(HEALTH_METRIC.observedScore);
  const item = gauge(HEALTH_METRIC.itemScore);
  const gauges = [whole, component, observed, item];

  const judged = environment === undefined ? {} : { [HEALTH_ATTR.environment]: environment };

  const observe: Parameters<typeof meter.addBatchObservableCallback>[0] = (result) => {
    const health = latest();
    if (health === undefined || health.report.stale) return;
    const tell = (to: ObservableGauge, score: number | null, attributes?: Attributes): void => {
      if (score !== null) result.observe(to, score, attributes);
    };
    tell(whole, health.report.score, judged);
    for (const { name, score, observedScore, items } of health.components.values()) {
      const attributes = { ...judged, [HEALTH_ATTR.component]: name };
      tell(component, score, attributes);
      tell(observed, observedScore, attributes);
      for (const each of items.slice(0, MOST_ITEMS)) {
        tell(item, each.score, {
          ...attributes,
          [HEALTH_ATTR.item]: each.name,
          ...(each.service !== '' && { [HEALTH_ATTR.service]: each.service }),
          ...(each.environment !== '' && { [HEALTH_ATTR.environment]: each.environment }),
        });
      }
    }
  };
  meter.addBatchObservableCallback(observe, gauges);
  return () => meter.removeBatchObservableCallback(observe, gauges);
}
