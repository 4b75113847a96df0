import { fetchJson, type TimeSeriesData } from '@perses-dev/core';
import type { LokiClient } from '@perses-dev/loki-plugin';
import type { TimeSeriesQueryContext, TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';
import { fillLogql, variablesOfLogql } from './logql.js';
import { seriesName } from './series-name.js';
import { isWaiting } from './variables.js';

interface LokiTimeSeriesQuerySpec {
  readonly query: string;
  /** Name of each series; `{{label}}` stands for a label's value. */
  readonly seriesNameFormat: string;
}

/** Loki's answer to a metric query: values with their time in seconds. */
interface LokiMatrix {
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly values: readonly (readonly [seconds: number, value: string])[];
    }[];
  };
}

/** Lines are rarely asked for more closely than metrics come. */
const MIN_STEP_SECONDS = 15;

/** The points of a range: whole multiples of the step, so that a series has them where others do. */
function pointsOf({ timeRange, suggestedStepMs = 0 }: TimeSeriesQueryContext): {
  readonly start: number;
  readonly end: number;
  readonly step: number;
} {
  const step = Math.max(MIN_STEP_SECONDS, Math.ceil(suggestedStepMs / 1000));
  const aligned = (date: Date): number => Math.floor(date.getTime() / 1000 / step) * step;
  return { start: aligned(timeRange.start), end: aligned(timeRange.end), step };
}

/**
 * Figures of log lines over time. In place of Perses' own query, which names series by all their
 * labels, knows no window that follows the step, and shows an error of Loki as no data.
 */
export const LokiTimeSeriesQuery: TimeSeriesQueryPlugin<LokiTimeSeriesQuerySpec> = {
  createInitialOptions: () => ({ query: '', seriesNameFormat: '' }),
  dependsOn: ({ query }) => ({ variables: variablesOfLogql(query) }),
  getTimeSeriesData: async (spec, context): Promise<TimeSeriesData> => {
    const { start, end, step } = pointsOf(context);
    const timeRange = { start: new Date(start * 1000), end: new Date(end * 1000) };
    const stepMs = step * 1000;
    if (isWaiting(variablesOfLogql(spec.query), context.variableState)) {
      return { series: [], timeRange, stepMs };
    }
    const query = fillLogql(spec.query, context.variableState, stepMs);
    const client = await context.datasourceStore.getDatasourceClient<LokiClient>({
      kind: 'LokiDatasource',
    });
    const params = new URLSearchParams({
      query,
      start: String(start),
      end: String(end),
      step: String(step),
    });
    const { data } = await fetchJson<LokiMatrix>(
      `${client.options.datasourceUrl}/loki/api/v1/query_range?${params}`,
    );
    return {
      timeRange,
      stepMs,
      series: data.result.map(({ metric, values }) => {
        const name = seriesName(spec.seriesNameFormat, metric);
        return {
          name,
          formattedName: name,
          labels: { ...metric },
          values: values.map(([seconds, value]) => [seconds * 1000, Number(value)]),
        };
      }),
      metadata: { executedQueryString: query },
    };
  },
};
