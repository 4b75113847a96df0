import type { Recording } from '../recording.js';
import type { RuleGroup } from '../rule.js';
import { CALLS, COST, DIMENSIONS, TOKENS, type Calls } from './observed.js';
import { cells, sumOfSquares } from './squares.js';

/**
 * What happened is recorded once for each of these windows and summed over any time: a month of raw
 * histograms is too much to read for a question. Nothing is in two windows.
 */
const WINDOW_SECONDS = 300;
const WINDOW = `${WINDOW_SECONDS / 60}m`;

const sum = (expr: string): string => `sum by (${DIMENSIONS.join(', ')}) (${expr})`;

const increase = (metric: string, ...matchers: readonly string[]): string =>
  `increase(${metric}${matchers.length === 0 ? '' : `{${matchers.join(', ')}}`}[${WINDOW}])`;

const labelled = (label: string, value: string, expr: string): string =>
  `label_replace(${expr}, "${label}", "${value}", "", "")`;

/** Of each kind of call, in one series. */
const ofAll = (expr: (calls: Calls) => string): string =>
  CALLS.map((calls) => labelled('activity', calls.activity, expr(calls))).join('\nor ');

/** What is observed, and what follows from it: how many, how much in all, how much they differ. */
const moments = (
  series: string,
  histogram: string,
  bounds: readonly number[],
): readonly Recording[] => {
  const observed = `${series}:histogram5m`;
  return [
    { record: observed, expr: histogram },
    { record: `${series}:count5m`, expr: `histogram_count(${observed}) > 0` },
    { record: `${series}:sum5m`, expr: `histogram_sum(${observed}) and ${series}:count5m` },
    {
      record: `${series}:squares5m`,
      expr: `${sumOfSquares(observed, bounds)} and ${series}:count5m`,
    },
  ];
};

/**
 * What two agents, models, versions, environments or times are compared by: calls and failures, how
 * long those that succeeded took, their tokens and their cost.
 */
export const comparisonGroup: RuleGroup = {
  name: 'comparison',
  intervalSeconds: WINDOW_SECONDS,
  recordings: [
    {
      record: 'vitals:calls:count5m',
      expr: ofAll(({ histogram, matchers }) =>
        sum(`histogram_count(${increase(histogram, ...matchers)})`),
      ),
    },
    {
      record: 'vitals:calls:failed5m',
      expr: `${ofAll(({ histogram, matchers, failed }) =>
        sum(`histogram_count(${increase(histogram, ...matchers, failed)})`),
      )}\nor vitals:calls:count5m * 0`,
    },
    // 10 ms to an hour and a half.
    ...moments(
      'vitals:call_seconds',
      ofAll(({ histogram, matchers, succeeded }) =>
        sum(increase(histogram, ...matchers, succeeded)),
      ),
      cells(0.01, 2, 20),
    ),
    ...moments(
      'vitals:call_tokens',
      Object.entries(TOKENS)
        .map(([direction, histogram]) => labelled('direction', direction, sum(increase(histogram))))
        .join('\nor '),
      cells(1, 4, 12),
    ),
    { record: 'vitals:calls:cost5m', expr: sum(increase(COST)) },
  ],
  alerts: [],
};
