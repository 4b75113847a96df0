import type { TimeSeriesQueryContext, TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';
import { createHeld, questionOf } from './held.js';
import { isStepped, joinSteps, type Stepped } from './held-steps.js';

/** What is younger than this is asked anew each time, in milliseconds: few samples are later. */
const YOUNG_MS = 5 * 60_000;

/**
 * What is younger than this is asked anew once in {@link LATE_EVERY_MS}, in milliseconds: Prometheus takes
 * samples that are late by as much (`out_of_order_time_window` in prometheus/prometheus.yml).
 */
const LATEST_MS = 30 * 60_000;
const LATE_EVERY_MS = 60_000;

/** The last steps are asked where they are this part of all at most: else it would be no less work. */
const LARGEST_PART = 0.75;

/** An answer, and the end of the time that was asked for when all that may be late was among it. */
interface Answered {
  readonly answer: Stepped;
  readonly lateMs: number;
}

/**
 * A query plugin that asks only for what may have changed since it was last asked the same: the last
 * five minutes, once a minute the last half hour, and what came since. What is older it holds. A refresh
 * then reads as much of a day as of half an hour. A page that is loaded anew asks for everything.
 */
export function withNewerSteps<Spec>(
  plugin: TimeSeriesQueryPlugin<Spec>,
): TimeSeriesQueryPlugin<Spec> {
  const held = createHeld<Answered>();

  /** The answer, of what is held and the last steps; undefined where they do not do. */
  async function askNewer(
    spec: Spec,
    context: TimeSeriesQueryContext,
    former: Answered,
  ): Promise<Answered | undefined> {
    const { start, end } = context.timeRange;
    const { timeRange, stepMs } = former.answer;
    const late = end.getTime() - former.lateMs >= LATE_EVERY_MS;
    const fromMs = timeRange.end.getTime() - Math.max(late ? LATEST_MS : YOUNG_MS, stepMs);
    const isPart = end.getTime() - fromMs <= LARGEST_PART * (end.getTime() - start.getTime());
    if (start < timeRange.start || end < timeRange.end || !isPart) return undefined;
    const last = await plugin.getTimeSeriesData(spec, {
      ...context,
      timeRange: { start: new Date(fromMs), end },
    });
    const answer = isStepped(last) ? joinSteps(former.answer, last, start.getTime()) : undefined;
    return answer && { answer, lateMs: late ? end.getTime() : former.lateMs };
  }

  /** The answer, with all that may be late. */
  async function askAll(spec: Spec, context: TimeSeriesQueryContext) {
    const answer = await plugin.getTimeSeriesData(spec, context);
    return { answer, lateMs: context.timeRange.end.getTime() };
  }

  return {
    ...plugin,
    async getTimeSeriesData(spec, context) {
      if (context.mode === 'instant') return plugin.getTimeSeriesData(spec, context);
      const question = questionOf(plugin, spec, context);
      const former = held.get(question);
      const joined = former && (await askNewer(spec, context, former));
      const { answer, lateMs } = joined ?? (await askAll(spec, context));
      if (isStepped(answer)) held.set(question, { answer, lateMs });
      else held.delete(question);
      return answer;
    },
  };
}
