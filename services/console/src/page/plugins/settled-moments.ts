import type { TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';
import { createHeld, questionOf } from './held.js';
import { isStepped, type Stepped } from './held-steps.js';

/** From when on a moment is over, in milliseconds: what is measured and recorded of it is in Prometheus. */
const SETTLED_MS = 60_000;

/** For how long an answer is held, in milliseconds: what is late may still change it. */
const LONGEST_MS = 300_000;

interface Answered {
  readonly answer: Stepped;
  readonly atMs: number;
}

/** The whole step at which Perses asks: whole in local time. In milliseconds since 1970. */
function momentOf(end: Date, stepMs: number): number {
  const offsetMs = end.getTimezoneOffset() * 60_000;
  return Math.floor((end.getTime() + offsetMs) / stepMs) * stepMs - offsetMs;
}

/**
 * A query plugin that asks for the values of one moment once that is over, and then no more until the
 * next whole step: of a day, values are those of every fifth minute, and a refresh asks for the same.
 */
export function withSettledMoments<Spec>(
  plugin: TimeSeriesQueryPlugin<Spec>,
): TimeSeriesQueryPlugin<Spec> {
  const held = createHeld<Answered>();

  const isCurrent = ({ answer, atMs }: Answered, end: Date): boolean => {
    const moment = answer.timeRange.end.getTime();
    const isOver = atMs - moment >= SETTLED_MS;
    return isOver && Date.now() - atMs < LONGEST_MS && momentOf(end, answer.stepMs) === moment;
  };

  return {
    ...plugin,
    async getTimeSeriesData(spec, context) {
      if (context.mode !== 'instant') return plugin.getTimeSeriesData(spec, context);
      const question = questionOf(plugin, spec, context);
      const former = held.get(question);
      if (former && isCurrent(former, context.timeRange.end)) return former.answer;
      const atMs = Date.now();
      const answer = await plugin.getTimeSeriesData(spec, context);
      if (isStepped(answer)) held.set(question, { answer, atMs });
      return answer;
    },
  };
}
