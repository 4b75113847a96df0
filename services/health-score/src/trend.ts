import { COMPONENTS, type Component } from '@agent-vitals/config';
import { HEALTH_METRIC } from '@agent-vitals/instrumentation/semconv';
import { hundredths } from './hundredths.js';
import { LEAST_VALUES, mannKendall } from './mann-kendall.js';
import type { Point, PrometheusClient, Sample } from '@agent-vitals/worker/prometheus-client';
import type { Trend } from './report.js';
import { COMPONENT_LABEL, scoreSelector } from './score-series.js';

/** How the scores move, by what was published of them. */
export interface Trends {
  readonly whole: Trend;
  readonly components: ReadonlyMap<Component, Trend>;
}

/** The scores that were just computed. */
export interface PresentScores {
  readonly whole: number | null;
  readonly components: ReadonlyMap<Component, number | null>;
}

/** The minutes of the last hour of a score, and what it was before. */
interface ScoreHistory {
  readonly lastHour: readonly number[];
  /** In the order of {@link COMPARISONS}. */
  readonly past: readonly (number | null)[];
}

/** A chance of less than this is not taken for chance. */
const SIGNIFICANCE = 0.05;

/** Points in an hour below which a trend, however sure, does not matter. */
const LEAST_SLOPE = 2;

const STEP_SECONDS = 60;
const HOUR_MS = 3_600_000;
const STEPS_PER_HOUR = HOUR_MS / 1000 / STEP_SECONDS;

/** The scores of the whole (without a component) and of each component. */
const SCORES = [HEALTH_METRIC.score, HEALTH_METRIC.componentScore];

/** What the scores are compared with: five minutes an hour ago, the hour around the same time. */
const COMPARISONS = [
  { against: 'hour', window: '[5m] offset 58m' },
  { against: 'day', window: '[1h] offset 23h30m' },
  { against: 'week', window: '[1h] offset 167h30m' },
] as const;

/** What is said of the scores while their history cannot be read. */
export const UNKNOWN_TRENDS = (now: PresentScores): Trends => trendsOf(() => NO_HISTORY, now);

const NO_HISTORY: ScoreHistory = { lastHour: [], past: COMPARISONS.map(() => null) };

/**
 * Reads the history of all scores, with four queries, and judges it. Improving or worsening is only
 * what the Mann–Kendall test finds in the minutes of the last hour and what moves by at least two
 * points an hour.
 *
 * @returns says how the scores move, given the present ones
 */
export async function readTrends(
  prometheus: PrometheusClient,
  environment: string | undefined,
  at: Date,
): Promise<(now: PresentScores) => Trends> {
  const scores = scoreSelector(SCORES, environment);
  // A service that was restarted is another instance: the mean joins them.
  const mean = (window: string): string =>
    `avg by (${COMPONENT_LABEL}) (avg_over_time(${scores}${window}))`;
  const [lastHour, ...past] = await Promise.all([
    prometheus.queryRange(
      mean(`[${STEP_SECONDS}s]`),
      new Date(at.getTime() - HOUR_MS + STEP_SECONDS * 1000),
      at,
      STEP_SECONDS,
    ),
    ...COMPARISONS.map(({ window }) => prometheus.query(mean(window), at)),
  ]);
  const historyOf = (name: string): ScoreHistory => ({
    lastHour: finite(lastHour.find(({ labels }) => nameOf(labels) === name)?.points ?? []),
    past: past.map((samples) => {
      const [value] = finite(samples.filter(({ labels }) => nameOf(labels) === name));
      return value ?? null;
    }),
  });
  return (now) => trendsOf(historyOf, now);
}

function trendsOf(historyOf: (name: string) => ScoreHistory, now: PresentScores): Trends {
  const trendOf = (name: string, score: number | null): Trend => {
    const { lastHour, past } = historyOf(name);
    const comparisons = COMPARISONS.map(({ against }, index) => ({
      against,
      ...difference(past[index] ?? null, score),
    }));
    return { ...judge(lastHour), comparisons };
  };
  return {
    whole: trendOf('', now.whole),
    components: new Map(
      COMPONENTS.map((name) => [name, trendOf(name, now.components.get(name) ?? null)]),
    ),
  };
}

function nameOf(labels: Sample['labels']): string {
  return labels[COMPONENT_LABEL] ?? '';
}

function finite(points: readonly Pick<Point, 'value'>[]): readonly number[] {
  return points.map(({ value }) => value).filter((value) => Number.isFinite(value));
}

/** What the last hour shows. Minutes without a score are left out, as if there had been none. */
export function judge(values: readonly number[]): Omit<Trend, 'comparisons'> {
  const samples = values.length;
  const trend = mannKendall(values);
  if (samples < LEAST_VALUES || trend === undefined) {
    return { direction: 'unknown', slopePerHour: null, pValue: null, samples };
  }
  const slopePerHour = trend.slope * STEPS_PER_HOUR;
  const matters = trend.pValue < SIGNIFICANCE && Math.abs(slopePerHour) >= LEAST_SLOPE;
  const direction = slopePerHour > 0 ? 'improving' : 'worsening';
  return {
    direction: matters ? direction : 'steady',
    slopePerHour,
    pValue: trend.pValue,
    samples,
  };
}

function difference(
  past: number | null,
  now: number | null,
): Pick<Trend['comparisons'][number], 'past' | 'difference'> {
  return {
    past: hundredths(past),
    difference: past === null || now === null ? null : hundredths(now - past),
  };
}
