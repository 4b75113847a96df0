import type { Recording } from '../recording.js';
import type { RuleGroup } from '../rule.js';
import { CALLS, COST, DIMENSIONS, TOKENS, type Calls } from './observed.js';
import { sumOfSquares } from './squares.js';

/**
 * What happened is recorded once for each window and summed over a longer time: a month of raw
 * histograms is too much to read for a question, and of windows of five minutes it still is. Nothing
 * is in two windows of a kind; the label `lengths` says for which times a kind is meant, so that a
 * dashboard finds it by the time that is chosen.
 */
const SHORT = { window: '5m', seconds: 300, lengths: '15m 1h 6h 1d' } as const;
const LONG = { window: '1h', seconds: 3600, lengths: '7d 30d' } as const;

const ofShort = (series: string, ...matchers: readonly string[]): string =>
  `${series}{${[`lengths="${SHORT.lengths}"`, ...matchers].join(', ')}}`;

const sum = (expr: string): string => `sum by (${DIMENSIONS.join(', ')}) (${expr})`;

const increase = (metric: string, ...matchers: readonly string[]): string =>
  `increase(${metric}${matchers.length === 0 ? '' : `{${matchers.join(', ')}}`}[${SHORT.window}])`;

const labelled = (label: string, value: string, expr: string): string =>
  `label_replace(${expr}, "${label}", "${value}", "", "")`;

/** Of each kind of call, in one series. */
const ofAll = (expr: (calls: Calls) => string): string =>
  CALLS.map((calls) => labelled('activity', calls.activity, expr(calls))).join('\nor ');

/** A kind of observations: the value of the label that tells the kinds apart, and its histogram. */
interface Kind {
  readonly value: string;
  /** PromQL of what is observed in a window. */
  readonly histogram: string;
  readonly bounds: readonly number[];
}

/** What is observed, and what follows from it: how many, how much in all, how much they differ. */
const moments = (series: string, label: string, kinds: readonly Kind[]): readonly Recording[] => {
  const observed = `${series}:histogram`;
  const some = `and ${ofShort(`${series}:count`)}`;
  return [
    {
      record: observed,
      expr: kinds.map(({ value, histogram }) => labelled(label, value, histogram)).join('\nor '),
    },
    { record: `${series}:count`, expr: `histogram_count(${ofShort(observed)}) > 0` },
    { record: `${series}:sum`, expr: `histogram_sum(${ofShort(observed)}) ${some}` },
    {
      record: `${series}:squares`,
      expr: kinds
        .map(({ value, bounds }) => {
          const ofKind = ofShort(observed, `${label}="${value}"`);
          return `${sumOfSquares(ofKind, bounds)} ${some}`;
        })
        .join('\nor '),
    },
  ];
};

const RECORDINGS: readonly Recording[] = [
  {
    record: 'vitals:calls:count',
    expr: ofAll(({ histogram, matchers }) =>
      sum(`histogram_count(${increase(histogram, ...matchers)})`),
    ),
  },
  {
    record: 'vitals:calls:failed',
    expr: `${ofAll(({ histogram, matchers, failed }) =>
      sum(`histogram_count(${increase(histogram, ...matchers, failed)})`),
    )}\nor sum without (lengths) (${ofShort('vitals:calls:count')}) * 0`,
  },
  ...moments(
    'vitals:call_seconds',
    'activity',
    CALLS.map(({ activity, histogram, matchers, succeeded, bounds }) => ({
      value: activity,
      histogram: sum(increase(histogram, ...matchers, succeeded)),
      bounds,
    })),
  ),
  ...moments(
    'vitals:call_tokens',
    'direction',
    TOKENS.map(({ direction, histogram, bounds }) => ({
      value: direction,
      histogram: sum(increase(histogram)),
      bounds,
    })),
  ),
  { record: 'vitals:calls:cost', expr: sum(increase(COST)) },
];

/**
 * What two agents, models, versions, environments or times are compared by: calls and failures, how
 * long those that succeeded took, their tokens and their cost.
 */
export const comparisonGroups: readonly RuleGroup[] = [
  {
    name: 'comparison',
    intervalSeconds: SHORT.seconds,
    recordings: RECORDINGS.map((each) => ({ ...each, labels: { lengths: SHORT.lengths } })),
    alerts: [],
  },
  {
    name: 'comparison of long times',
    intervalSeconds: LONG.seconds,
    recordings: RECORDINGS.map(({ record }) => ({
      record,
      expr: `sum_over_time(${ofShort(record)}[${LONG.window}])`,
      labels: { lengths: LONG.lengths },
    })),
    alerts: [],
  },
];
