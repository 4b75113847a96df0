import { COMPONENTS } from '@agent-vitals/config';
import { HEALTH_METRIC, type MetricDefinition } from '@agent-vitals/instrumentation/semconv';
import type { PrometheusClient, Series } from '@agent-vitals/worker/prometheus-client';
import type { History } from './report.js';
import { COMPONENT_LABEL, scoreSelector } from './score-series.js';

/** Scores are published this often, in seconds; a mean over less would have gaps. */
const PUBLISHED_SECONDS = 10;
const SHORTEST_WINDOW_SECONDS = 3 * PUBLISHED_SECONDS;

/** A time to look back at. */
export interface HistoryRange {
  readonly from: Date;
  readonly to: Date;
  readonly stepSeconds: number;
}

/** Reads the scores that were published: see {@link createHistoryReader}. */
export interface HistoryReader {
  /** The scores of the whole and of each component that has one, with two queries. */
  read(range: HistoryRange): Promise<History>;
}

/**
 * A reader of the scores that Prometheus keeps.
 *
 * @param environment the scores of this one; undefined for those of all environments together
 */
export function createHistoryReader(
  prometheus: PrometheusClient,
  environment?: string,
): HistoryReader {
  return {
    async read({ from, to, stepSeconds }) {
      // On multiples of the step, so that the same steps are asked for again and again.
      const first = new Date(Math.ceil(from.getTime() / 1000 / stepSeconds) * stepSeconds * 1000);
      const window = `[${Math.max(stepSeconds, SHORTEST_WINDOW_SECONDS)}s]`;
      // A restarted service is another instance: the mean joins them.
      const meanOf = (metric: MetricDefinition, by: string): Promise<readonly Series[]> =>
        prometheus.queryRange(
          `avg by (${by}) (avg_over_time(${scoreSelector([metric], environment)}${window}))`,
          first,
          to,
          stepSeconds,
        );
      const [whole, components] = await Promise.all([
        meanOf(HEALTH_METRIC.score, ''),
        meanOf(HEALTH_METRIC.componentScore, COMPONENT_LABEL),
      ]);
      return {
        from: from.toISOString(),
        to: to.toISOString(),
        stepSeconds,
        series: [
          ...whole.map((series) => ({ component: null, points: pointsOf(series) })),
          ...COMPONENTS.flatMap((component) =>
            components
              .filter((series) => series.labels[COMPONENT_LABEL] === component)
              .map((series) => ({ component, points: pointsOf(series) })),
          ),
        ],
      };
    },
  };
}

function pointsOf({ points }: Series): [number, number][] {
  return points
    .filter(({ value }) => Number.isFinite(value))
    .map(({ time, value }) => [Math.round(time), Math.round(value * 10) / 10]);
}
