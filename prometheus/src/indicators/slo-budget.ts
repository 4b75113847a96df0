import type { Slo } from '@agent-vitals/config';
import type { Measurement } from './measurement.js';

const MINUTES_A_DAY = 24 * 60;

/** What has failed against what an objective allows. */
export interface SloBudgetOptions {
  /** Series of the indicator; those that it reads are named after it. */
  readonly series: string;
  readonly slos: readonly Slo[];
  readonly failed: (window: string) => string;
  readonly all: (window: string) => string;
}

/**
 * The part of an error budget that is left. While the window of an objective is not full yet, the
 * budget is that of the whole window at the traffic seen so far: half an hour of failures does not
 * use up a month's budget on the first day.
 * @returns undefined without objectives
 */
export function sloBudget({
  series,
  slos,
  failed,
  all,
}: SloBudgetOptions): Measurement | undefined {
  if (slos.length === 0) return undefined;
  const allMinute = `${series}:all1m`;
  const failedMinute = `${series}:failed1m`;
  return {
    pace: 'slow',
    reads: [
      // Once seen, an item goes on with 0, so that its minutes tell how long it is known.
      { record: allMinute, expr: `${all('1m')}\nor ${allMinute} offset 1m * 0`, pace: 'slow' },
      { record: failedMinute, expr: `${failed('1m')}\nor ${allMinute} * 0`, pace: 'slow' },
    ],
    expr: slos
      .map(({ item, objective, windowDays }) => {
        const over = (of: string, name: string): string =>
          `${of}(${name}{item=${JSON.stringify(item)}}[${windowDays}d])`;
        const known = `${over('count_over_time', allMinute)} / ${windowDays * MINUTES_A_DAY}`;
        const allowed = `(1 - ${objective}) * ${over('sum_over_time', allMinute)}`;
        return `1 - (${over('sum_over_time', failedMinute)} / (${allowed} > 0)) * clamp_max(${known}, 1)`;
      })
      .join('\nor '),
  };
}
