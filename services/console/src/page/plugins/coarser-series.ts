import type { TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';

/**
 * How many points a line has at most. More do not show in a panel of half a window's width, and each
 * of a day's is five minutes with it, which is what is recorded.
 */
const MAX_POINTS = 288;

/** Queries that give the same at steps that are a multiple of theirs, the coarsest first. */
interface Coarser {
  readonly coarser?: readonly { readonly stepSeconds: number; readonly query: string }[];
}

/**
 * A query plugin that asks for what is recorded more coarsely where the steps allow it, so that months
 * are drawn as fast as minutes. Where nothing is recorded yet, as in the first hour of a stack, it asks
 * for what is finer.
 */
export function withCoarserSeries<Spec extends { readonly query: string }>(
  plugin: TimeSeriesQueryPlugin<Spec>,
): TimeSeriesQueryPlugin<Coarser & Spec> {
  return {
    ...plugin,
    async getTimeSeriesData(spec, context) {
      const { start, end } = context.timeRange;
      const stepMs = Math.max(
        context.suggestedStepMs ?? 0,
        (end.getTime() - start.getTime()) / MAX_POINTS,
      );
      for (const { stepSeconds, query } of spec.coarser ?? []) {
        const resolutionMs = stepSeconds * 1000;
        if (resolutionMs > stepMs) continue;
        const suggestedStepMs = Math.ceil(stepMs / resolutionMs) * resolutionMs;
        const asked = { ...context, suggestedStepMs };
        const answer = await plugin.getTimeSeriesData({ ...spec, query }, asked);
        if (answer.series.length > 0) return answer;
      }
      return plugin.getTimeSeriesData(spec, { ...context, suggestedStepMs: stepMs });
    },
  };
}
