import { LOOP_CALLS } from '@agent-vitals/config';
import type { Recording } from '../recording.js';
import type { RuleGroup } from '../rule.js';
import {
  CALLS,
  CALLS_PER_INVOCATION,
  COST,
  DIMENSIONS,
  SCORES,
  TOKENS,
  type Calls,
} from './observed.js';
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

/** @param apart labels beside the dimensions that stay apart */
const sum = (expr: string, ...apart: readonly string[]): string =>
  `sum by (${[...DIMENSIONS, ...apart].join(', ')}) (${expr})`;

const increase = (metric: string, ...matchers: readonly string[]): string =>
  `increase(${metric}${matchers.length === 0 ? '' : `{${matchers.join(', ')}}`}[${SHORT.window}])`;

const labelled = (label: string, value: string, expr: string): string =>
  `label_replace(${expr}, "${label}", "${value}", "", "")`;

/** Of each kind of call, in one series. */
const ofAll = (expr: (calls: Calls) => string): string =>
  CALLS.map((calls) => labelled('activity', calls.activity, expr(calls))).join('\nor ');

/** Observations whose buckets have the same bounds. */
interface Kind {
  /** PromQL of what is observed in a window. */
  readonly histogram: string;
  /** Matches them, among what is observed. */
  readonly matchers: readonly string[];
  readonly bounds: readonly number[];
}

/** Observations that are told from others by a label. */
const kind = (
  label: string,
  value: string,
  { histogram, bounds }: Pick<Kind, 'histogram' | 'bounds'>,
): Kind => ({
  histogram: labelled(label, value, histogram),
  matchers: [`${label}="${value}"`],
  bounds,
});

/** What is observed, and what follows from it: how many, how much in all, how much they differ. */
const moments = (series: string, kinds: readonly Kind[]): readonly Recording[] => {
  const observed = `${series}:histogram`;
  const some = `and ${ofShort(`${series}:count`)}`;
  return [
    { record: observed, expr: kinds.map(({ histogram }) => histogram).join('\nor ') },
    { record: `${series}:count`, expr: `histogram_count(${ofShort(observed)}) > 0` },
    { record: `${series}:sum`, expr: `histogram_sum(${ofShort(observed)}) ${some}` },
    {
      record: `${series}:squares`,
      expr: kinds
        .map(
          ({ matchers, bounds }) =>
            `${sumOfSquares(ofShort(observed, ...matchers), bounds)} ${some}`,
        )
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
    CALLS.map(({ activity, histogram, matchers, succeeded, bounds }) =>
      kind('activity', activity, {
        histogram: sum(increase(histogram, ...matchers, succeeded)),
        bounds,
      }),
    ),
  ),
  ...moments(
    'vitals:call_tokens',
    TOKENS.map(({ direction, histogram, bounds }) =>
      kind('direction', direction, { histogram: sum(increase(histogram)), bounds }),
    ),
  ),
  ...moments('vitals:scores', [
    {
      histogram: sum(increase(SCORES.histogram), SCORES.evaluation),
      matchers: [],
      bounds: SCORES.bounds,
    },
  ]),
  { record: 'vitals:calls:cost', expr: sum(increase(COST)) },
  {
    record: 'vitals:invocations:count',
    expr: `${sum(`histogram_count(${increase(CALLS_PER_INVOCATION)})`)} > 0`,
  },
  {
    record: 'vitals:invocations:looping',
    expr: `histogram_fraction(${LOOP_CALLS}, +Inf, ${sum(increase(CALLS_PER_INVOCATION))}) * ignoring (lengths) ${ofShort('vitals:invocations:count')}`,
  },
];

/**
 * What two agents, models, versions, environments or times are compared by: calls and failures, how
 * long those that succeeded took, their tokens, their cost, what their answers scored, and how many
 * invocations went in circles.
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
