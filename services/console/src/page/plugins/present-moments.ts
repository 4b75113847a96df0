import type { TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';

/** A short time, of which the last step is a few seconds old, in milliseconds. */
const SHORT_MS = 60_000;

/** Queries that ask what is so at the end of the chosen time, however long that is. */
interface Now {
  readonly now?: boolean;
}

/**
 * A query plugin that asks for what is so now as the end of a short time. Perses asks at whole steps,
 * which of a day are five minutes: an alert that fires would not be there for as long.
 */
export function withPresentMoments<Spec extends { readonly query: string }>(
  plugin: TimeSeriesQueryPlugin<Spec>,
): TimeSeriesQueryPlugin<Now & Spec> {
  return {
    ...plugin,
    getTimeSeriesData(spec, context) {
      if (spec.now !== true) return plugin.getTimeSeriesData(spec, context);
      const { end } = context.timeRange;
      const timeRange = { start: new Date(end.getTime() - SHORT_MS), end };
      return plugin.getTimeSeriesData(spec, {
        ...context,
        mode: 'instant',
        suggestedStepMs: 0,
        timeRange,
      });
    },
  };
}
