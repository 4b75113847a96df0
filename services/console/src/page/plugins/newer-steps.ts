import type { TimeSeriesQueryContext, TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';
import { isStepped, joinSteps, type Stepped } from './held-steps.js';

/**
 * What is younger than this is asked anew, in milliseconds: Prometheus takes samples that are late by
 * as much (`out_of_order_time_window` in prometheus/prometheus.yml).
 */
const LATEST_MS = 30 * 60_000;

/** How many answers are held: more than the queries of any page. Those asked longest ago go first. */
const MOST_HELD = 150;

/** The last steps are asked where they are this part of all at most: else it would be no less work. */
const LARGEST_PART = 0.75;

/** What an answer follows from, but for the moment. */
function questionOf<Spec>(
  plugin: TimeSeriesQueryPlugin<Spec>,
  spec: Spec,
  context: TimeSeriesQueryContext,
): string {
  const { variableState, suggestedStepMs, timeRange } = context;
  const { variables = Object.keys(variableState) } = plugin.dependsOn?.(spec, context) ?? {};
  return JSON.stringify([
    spec,
    suggestedStepMs,
    timeRange.end.getTime() - timeRange.start.getTime(),
    variables.map((name) => [name, variableState[name]?.value]),
  ]);
}

/**
 * A query plugin that asks only for what may have changed since it was last asked the same: the last
 * half hour, and what came since. What is older it holds. A refresh of a day then reads as much as one
 * of half an hour. A page that is loaded anew asks for everything.
 */
export function withNewerSteps<Spec>(
  plugin: TimeSeriesQueryPlugin<Spec>,
): TimeSeriesQueryPlugin<Spec> {
  const held = new Map<string, Stepped>();

  const hold = (question: string, answer: Stepped): void => {
    // A map keeps its keys in the order in which they came.
    held.delete(question);
    held.set(question, answer);
    const [oldest] = held.keys();
    if (held.size > MOST_HELD) held.delete(oldest!);
  };

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
      if (isStepped(answer)) hold(question, answer);
      else held.delete(question);
      return answer;
    },
  };
}
