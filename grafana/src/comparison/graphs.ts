import type { MetricQuery, TimeSeriesPanel } from '../model.js';
import { A, B, type Side } from './sides.js';
import { between, STEP_SECONDS } from './total.js';

const activity = 'activity';

/** A and B over each other, B at the time at which A is. */
const both = (expr: (side: Side) => string, what = `{{${activity}}}`): readonly MetricQuery[] =>
  [A, B].map((side) => ({
    expr: expr(side),
    legend: `${what} ${side.name}`,
    minStepSeconds: STEP_SECONDS,
  }));

export const errorsOverTime: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'errors-over-time',
  title: 'Error ratio of A and B',
  description:
    'B is drawn at the time of A, however much earlier it was. Good is two lines that lie on each other, or the lower one where the change was meant.',
  width: 12,
  unit: 'ratio',
  queries: both(
    (side) => `${between(activity, 'failed', side)} / (${between(activity, 'calls', side)} > 0)`,
  ),
  links: [{ title: 'Which agent fails?', dashboard: 'agents', keep: ['service', 'agent'] }],
};

export const durationOverTime: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'duration-over-time',
  title: 'Mean duration of A and B',
  description:
    'Of successful calls; B is drawn at the time of A, however much earlier it was. Good is two lines that lie on each other, or the lower one where the change was meant.',
  width: 12,
  unit: 'seconds',
  queries: both(
    (side) =>
      `${between(activity, 'seconds', side)} / (${between(activity, 'succeeded', side)} > 0)`,
  ),
  links: [{ title: 'Which agent is slow?', dashboard: 'agents', keep: ['service', 'agent'] }],
};

const perMinute = (side: Side): string =>
  `${between(activity, 'calls', side)} / ($__interval_ms / 60000)`;

export const callsOverTime: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'calls-over-time',
  title: 'Calls per minute of A and B',
  description:
    'B is drawn at the time of A, however much earlier it was. Good is alike: what gets much more traffic is slower for that alone.',
  width: 12,
  unit: 'per minute',
  queries: both(perMinute),
  links: [{ title: 'Is it the traffic?', dashboard: 'apis', keep: ['service'] }],
};

const perHour = (side: Side): string => `${between('', 'cost', side)} / ($__interval_ms / 3600000)`;

export const costOverTime: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'cost-over-time',
  title: 'Cost per hour of A and B',
  description:
    'What the calls to models of each cost; B is drawn at the time of A, however much earlier it was. Good follows the calls per minute beside it.',
  width: 12,
  unit: 'USD per hour',
  queries: both(perHour, 'cost of'),
  links: [{ title: 'Who spends it?', dashboard: 'llm-usage', keep: ['service', 'agent', 'model'] }],
};
