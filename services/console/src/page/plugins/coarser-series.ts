import { RESOLUTIONS } from '@agent-vitals/config/resolutions';
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
 * A step of a whole number of what is recorded, or of seconds. All queries of a panel have the same:
 * Perses draws them at the steps that theirs have in common, which may be a second of a week, and
 * none is common to fractions.
 */
const wholeStep = (stepMs: number): number => {
  const unit = RESOLUTIONS.find(({ seconds }) => seconds * 1000 <= stepMs)?.seconds ?? 1;
  const unitMs = unit * 1000;
  return Math.ceil(stepMs / unitMs) * unitMs;
};

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
      const rangeMs = end.getTime() - start.getTime();
      const stepMs = wholeStep(Math.max(context.suggestedStepMs ?? 0, rangeMs / MAX_POINTS));
      const asked = { ...context, suggestedStepMs: stepMs };
      const coarser = (spec.coarser ?? []).filter(
        ({ stepSeconds }) => stepMs % (stepSeconds * 1000) === 0,
      );
      for (const { query } of coarser) {
        const answer = await plugin.getTimeSeriesData({ ...spec, query }, asked);
        if (answer.series.length > 0) return answer;
      }
      return plugin.getTimeSeriesData(spec, asked);
    },
  };
}
