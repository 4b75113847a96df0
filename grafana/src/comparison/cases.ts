import { label, metric } from '../metrics.js';
import type { TablePanel } from '../model.js';
import { sideVariables } from './sides.js';
import { durations, errors } from './tables.js';
import { VERDICT } from './verdict.js';

const MINUTES = 150;
/** How long the compared time is, and when it ends. */
const [RANGE, END] = ['1h', '130m'];

/** What an agent does in each minute; what it takes is in the buckets of up to 1, 2, 4, 8 and more seconds. */
interface Minute {
  readonly succeeded: readonly [number, number, number, number, number];
  /** Mean of those that succeeded, in seconds. */
  readonly mean: number;
  readonly failed: number;
}

const ordinary: Minute = { succeeded: [2, 9, 6, 2, 0], mean: 2.2, failed: 1 };

/** Agents by their names, and what they did in the first hour, and since. */
const AGENTS: Readonly<Record<string, readonly [Minute, Minute]>> = {
  usual: [ordinary, ordinary],
  twin: [ordinary, ordinary],
  flaky: [ordinary, { ...ordinary, succeeded: [2, 9, 5, 2, 0], failed: 2 }],
  slow: [ordinary, { succeeded: [1, 6, 8, 4, 0], mean: 2.9, failed: 1 }],
  hasty: [ordinary, { succeeded: [12, 5, 2, 0, 0], mean: 1.1, failed: 1 }],
  rare: [
    { ...ordinary, succeeded: [0, 0, 0, 0, 0], failed: 0 },
    { succeeded: [0, 0, 0, 0.2, 0], mean: 7, failed: 0.1 },
  ],
};

/** Who is compared with whom, and what must come out. */
const PAIRS: readonly {
  readonly a: string;
  readonly b: string;
  readonly earlier?: string;
  readonly errors: string;
  readonly durations: string;
}[] = [
  {
    a: 'usual',
    b: 'twin',
    errors: 'no evidence of a difference',
    durations: 'no evidence of a difference',
  },
  {
    a: 'usual',
    b: 'flaky',
    errors: 'B fails more often, more than noise',
    durations: 'no evidence of a difference',
  },
  {
    a: 'flaky',
    b: 'usual',
    errors: 'B fails less often, more than noise',
    durations: 'no evidence of a difference',
  },
  {
    a: 'usual',
    b: 'slow',
    errors: 'no evidence of a difference',
    durations: 'B is slower, more than noise',
  },
  {
    a: 'usual',
    b: 'hasty',
    errors: 'no evidence of a difference',
    durations: 'B is faster, more than noise',
  },
  { a: 'usual', b: 'rare', errors: 'too few calls to tell', durations: 'too few calls to tell' },
  { a: 'usual', b: 'nobody', errors: 'too few calls to tell', durations: 'too few calls to tell' },
  {
    a: 'slow',
    b: 'slow',
    earlier: '1h',
    errors: 'no evidence of a difference',
    durations: 'B is faster, more than noise',
  },
];

const histogram = (counts: readonly number[], sum: number): string =>
  `{{schema:-53 count:${counts.reduce((all, count) => all + count, 0)} sum:${sum} custom_values:[1 2 4 8] buckets:[${counts.join(' ')}]}}`;

const series = (agent: string, failed: boolean): object => {
  const values = AGENTS[agent]!.map((minute) => {
    const counts = failed ? [minute.failed, 0, 0, 0, 0] : minute.succeeded;
    const count = counts.reduce((all, each) => all + each, 0);
    return { counts, sum: count * (failed ? 0.5 : minute.mean) };
  });
  const [before, since] = values;
  // Counted up for as long as each lasts; the second part goes on from where the first ended.
  const first = Math.round(MINUTES / 2) - 5;
  const reached = (minutes: number): string =>
    histogram(
      before!.counts.map((count) => count * minutes),
      before!.sum * minutes,
    );
  return {
    series: `${metric('invokeAgentDuration')}{service_name="shop", ${label('agentName')}="${agent}"${failed ? ', error_type="server"' : ''}}`,
    values: `${reached(0)}+${histogram(before!.counts, before!.sum)}x${first} ${reached(first)}+${histogram(since!.counts, since!.sum)}x${MINUTES - first}`,
  };
};

/** The query of a table's verdict, with what is chosen in the dashboard. */
const verdictOf = (panel: TablePanel, a: string, b: string, earlier = '0s'): string => {
  const column = panel.columns.find((each) => !('unit' in each))!;
  const chosen: Readonly<Record<string, string>> = {
    by: label('agentName'),
    side_a: a,
    side_b: b,
    earlier,
    length: RANGE,
  };
  const names = [...Object.keys(chosen), ...sideVariables.map(({ name }) => name)];
  return names.reduce(
    (expr, name) => expr.replaceAll(`$${name}`, chosen[name] ?? '.*'),
    column.expr,
  );
};

/**
 * promtool cases of what Prometheus records to compare, and of what the dashboard says of it:
 * `promtool test rules grafana/tests/compare.json`.
 */
export const comparisonCases = (): object => ({
  rule_files: ['../../prometheus/rules/comparison.yml'],
  // promtool evaluates all groups so often, whatever their own interval is.
  evaluation_interval: '5m',
  tests: [
    {
      name: 'two are alike, one differs, or there are too few calls to tell',
      interval: '1m',
      input_series: Object.keys(AGENTS).flatMap((agent) => [
        series(agent, false),
        series(agent, true),
      ]),
      promql_expr_test: PAIRS.flatMap((pair) =>
        ([errors, durations] as const).map((panel) => ({
          expr: verdictOf(panel, pair.a, pair.b, pair.earlier),
          eval_time: END,
          exp_samples: [
            {
              labels: `{activity="agent invocations", ${VERDICT}="${panel === errors ? pair.errors : pair.durations}"}`,
              value: 1,
            },
          ],
        })),
      ),
    },
  ],
});
