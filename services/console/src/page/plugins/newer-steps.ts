import type { TimeSeriesQueryContext, TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';
import { createHeld, questionOf } from './held.js';
import { isStepped, joinSteps, type Stepped } from './held-steps.js';

/**
 * What is younger than this is asked anew, in milliseconds: Prometheus takes samples that are late by
 * as much (`out_of_order_time_window` in prometheus/prometheus.yml).
 */
const LATEST_MS = 30 * 60_000;

/** The last steps are asked where they are this part of all at most: else it would be no less work. */
const LARGEST_PART = 0.75;

/**
 * A query plugin that asks only for what may have changed since it was last asked the same: the last
 * half hour, and what came since. What is older it holds. A refresh of a day then reads as much as one
 * of half an hour. A page that is loaded anew asks for everything.
 */
export function withNewerSteps<Spec>(
  plugin: TimeSeriesQueryPlugin<Spec>,
): TimeSeriesQueryPlugin<Spec> {
  const held = createHeld<Stepped>();

  /** The answer, of what is held and the last steps; undefined where they do not do. */
  async function askNewer(
    spec: Spec,
    context: TimeSeriesQueryContext,
    former: Stepped,
  ): Promise<Stepped | undefined> {
    const { start, end } = context.timeRange;
    const { timeRange, stepMs } = former;
    const fromMs = timeRange.end.getTime() - Math.max(LATEST_MS, stepMs);
    const isPart = end.getTime() - fromMs <= LARGEST_PART * (end.getTime() - start.getTime());
    if (start < timeRange.start || end < timeRange.end || !isPart) return undefined;
    const last = await plugin.getTimeSeriesData(spec, {
      ...context,
      timeRange: { start: new Date(fromMs), end },
    });
    return isStepped(last) ? joinSteps(former, last, start.getTime()) : undefined;
  }

  return {
    ...plugin,
    async getTimeSeriesData(spec, context) {
      if (context.mode === 'instant') return plugin.getTimeSeriesData(spec, context);
      const question = questionOf(plugin, spec, context);
      const former = held.get(question);
      const joined = former && (await askNewer(spec, context, former));
      const answer = joined ?? (await plugin.getTimeSeriesData(spec, context));
      if (isStepped(answer)) held.set(question, answer);
      else held.delete(question);
      return answer;
    },
  };
}
