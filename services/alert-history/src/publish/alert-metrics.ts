import {
  ALERT_ATTR,
  ALERT_METRIC,
  type AlertMetricKey,
} from '@agent-vitals/instrumentation/semconv';
import { metrics, type Attributes, type Counter, type Histogram } from '@opentelemetry/api';
import type { StoryKind } from '../events/story-event.js';
import type { AlertRow } from '../store/alert-row.js';
import type { PendingEvent } from '../store/outbox.js';

const SCOPE_NAME = '@agent-vitals/alert-history';

type Count = 'alerts' | 'notifications';
type Duration = Exclude<AlertMetricKey, Count>;

/** The events that end a time which is measured, and the moment that counts: the first one. */
const MEASURED: Partial<
  Readonly<Record<StoryKind, readonly [Duration, (alert: AlertRow) => number | null]>>
> = {
  notified: ['timeToNotify', ({ notifiedAt }) => notifiedAt],
  acknowledged: ['timeToAcknowledge', ({ acknowledgedAt }) => acknowledgedAt],
  resolved: ['timeToResolve', ({ resolvedAt }) => resolvedAt],
};

/** @returns counts and measures events, through the OpenTelemetry metrics API; each is to be given once */
export function createAlertMetrics(): (events: readonly PendingEvent[]) => void {
  const meter = metrics.getMeter(SCOPE_NAME);
  const counter = (key: Count): Counter => {
    const { name, unit, description } = ALERT_METRIC[key];
    return meter.createCounter(name, { unit, description });
  };
  const histogram = (key: Duration): Histogram => {
    const definition = ALERT_METRIC[key];
    return meter.createHistogram(definition.name, {
      unit: definition.unit,
      description: definition.description,
      advice: { explicitBucketBoundaries: [...(definition.buckets ?? [])] },
    });
  };
  const alerts = counter('alerts');
  const notifications = counter('notifications');
  const histograms: Readonly<Record<Duration, Histogram>> = {
    timeToNotify: histogram('timeToNotify'),
    timeToAcknowledge: histogram('timeToAcknowledge'),
    timeToResolve: histogram('timeToResolve'),
  };

  return (events) => {
    // Several receivers may be told in the same millisecond.
    const measured = new Set<string>();
    for (const { kind, at, alert, detail } of events) {
      if (alert === undefined) continue;
      if (kind === 'fired') alerts.add(1, labelsOf(alert));
      if (kind === 'notified') {
        const receiver = detail['receiver'] ?? '';
        notifications.add(1, { ...labelsOf(alert), [ALERT_ATTR.receiver]: receiver });
      }
      const [key, momentOf] = MEASURED[kind] ?? [];
      if (key === undefined || momentOf?.(alert) !== at) continue;
      if (measured.has(`${alert.id} ${key}`)) continue;
      measured.add(`${alert.id} ${key}`);
      histograms[key].record(Math.max(0, at - alert.startsAt) / 1000, labelsOf(alert));
    }
  };
}

function labelsOf({ name, severity, component }: AlertRow): Attributes {
  return {
    [ALERT_ATTR.name]: name,
    ...(severity !== '' && { [ALERT_ATTR.severity]: severity }),
    ...(component !== '' && { [ALERT_ATTR.component]: component }),
  };
}
