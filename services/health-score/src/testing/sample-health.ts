import { COMPONENTS, INDICATORS, type Component } from '@agent-vitals/config';
import type { LatestHealth } from '../health-monitor.js';
import type {
  ComponentReport,
  HealthReport,
  IndicatorReport,
  ItemReport,
  Status,
  Trend,
} from '../report.js';

const trend: Trend = {
  direction: 'steady',
  slopePerHour: 0,
  pValue: 1,
  samples: 360,
  comparisons: [{ against: 'hour', past: 90, difference: 0 }],
};

function statusOf(score: number): Status {
  if (score >= 80) return 'healthy';
  return score >= 50 ? 'degraded' : 'critical';
}

function indicatorOf(component: Component, item: string, service: string): IndicatorReport {
  const indicator = Object.values(INDICATORS).find((each) => each.component === component)!;
  return {
    component,
    item,
    service,
    environment: '',
    name: indicator.name,
    title: indicator.title,
    description: indicator.description,
    unit: indicator.unit,
    value: 0.1,
    thresholds: { good: 0, warning: 0.05, critical: 0.2, worst: 0.5 },
    score: 70,
    status: 'degraded',
    weight: 1,
    effect: 3,
    gain: 3,
    causedBy: null,
    forecast: null,
  };
}

/** An item with one indicator. */
export function sampleItem(component: Component, name: string, service: string): ItemReport {
  return {
    component,
    name,
    service,
    environment: '',
    score: 70,
    observedScore: 70,
    status: 'degraded',
    indicators: [indicatorOf(component, name, service)],
    missing: [],
  };
}

/** Options of {@link sampleHealth}. */
export interface SampleHealthOptions {
  readonly score?: number;
  readonly stale?: boolean;
  readonly ageSeconds?: number;
  /** Items of each component; the report has 20 of them. Default: 1. */
  readonly items?: number;
  readonly evaluatedAt?: string;
}

/** What the monitor has after an evaluation: every component has the same items. */
export function sampleHealth(options: SampleHealthOptions = {}): LatestHealth {
  const { score = 92, stale = false, ageSeconds = 0, items = 1 } = options;
  const components = new Map<Component, ComponentReport>(
    COMPONENTS.map((name) => [
      name,
      {
        name,
        title: name,
        score,
        observedScore: score,
        status: statusOf(score),
        weight: 1,
        critical: false,
        causedBy: [],
        trend,
        items: Array.from({ length: items }, (_, index) =>
          sampleItem(name, `item ${index}`, 'shop'),
        ),
        itemCount: items,
        missing: [],
      },
    ]),
  );
  const report: HealthReport = {
    evaluatedAt: options.evaluatedAt ?? '2026-11-24T09:00:00.000Z',
    ageSeconds,
    stale,
    score,
    status: statusOf(score),
    known: 1,
    lines: { warning: 80, critical: 50 },
    trend,
    components: [...components.values()].map((each) => ({
      ...each,
      items: each.items.slice(0, 20),
    })),
    reasons: [{ ...indicatorOf('agents', 'item 0', 'shop'), others: 0 }],
    forecasts: [],
  };
  return { report, components, etag: '"1"' };
}
