import type { TablePanel, Unit, ValueColumn } from '../model.js';
import { A, B, type Side } from './sides.js';
import { STEP_SECONDS, total } from './total.js';
import {
  mean,
  meansDiffer,
  proportionsDiffer,
  severitiesOf,
  VERDICT,
  type Observed,
} from './verdict.js';

const activity = 'activity';
const ofActivities = { label: activity, title: 'What' } as const;

/** How the verdicts are come by, in the words of a description. */
const VERDICTS =
  'More than noise: chance alone makes such a difference in less than 1 of 20 comparisons. Calls that hang together, as those of one incident, differ more than chance knows of.';

const relative = (a: string, b: string): string => `${b} / (${a} > 0) - 1`;

const sides = (unit: Unit, of: (side: Side) => string, what = ''): readonly ValueColumn[] =>
  [A, B].map((side) => ({ title: `${what}${side.name}`, unit, expr: of(side) }));

const failed = (side: Side): string =>
  `${total(activity, 'failed', side)} / (${total(activity, 'calls', side)} > 0)`;
const FAILURES = {
  more: 'B fails more often, more than noise',
  less: 'B fails less often, more than noise',
};

export const errors: TablePanel = {
  kind: 'table',
  id: 'errors',
  title: 'Does B fail more often?',
  description: `Calls, and failed ones over all, of A and of B in the chosen length of time, and whether they differ (two-proportion z-test). Good is a B that fails less, or no evidence of a difference. ${VERDICTS}`,
  width: 24,
  rows: ofActivities,
  stepSeconds: STEP_SECONDS,
  columns: [
    {
      title: 'Verdict',
      label: VERDICT,
      expr: proportionsDiffer(activity, 'failed', 'calls', FAILURES),
      severities: severitiesOf(FAILURES),
    },
    {
      title: 'B less A, points',
      unit: 'points',
      expr: `(${failed(B)} - ${failed(A)}) * 100`,
      follows: { a: 'Error ratio of A', b: 'Error ratio of B', as: 'points' },
    },
    ...sides('ratio', failed, 'Error ratio of '),
    ...sides('count', (side) => total(activity, 'calls', side), 'Calls of '),
  ],
  links: [
    { title: 'Which agent fails?', dashboard: 'agents', keep: ['service', 'agent'] },
    { title: 'Do the models fail?', dashboard: 'llm-usage', keep: ['service', 'agent', 'model'] },
  ],
};

/** Whether means differ by more than noise, by how much, and what they are. */
const meansCompared = (
  row: string,
  observed: Observed,
  words: Parameters<typeof meansDiffer>[2],
  unit: Unit,
): TablePanel['columns'] => [
  {
    title: 'Verdict',
    label: VERDICT,
    expr: meansDiffer(row, observed, words),
    severities: severitiesOf(words),
  },
  {
    title: 'B against A',
    unit: 'ratio',
    expr: relative(mean(row, observed, A), mean(row, observed, B)),
    follows: { a: 'Mean of A', b: 'Mean of B', as: 'relative' },
  },
  ...sides(unit, (side) => mean(row, observed, side), 'Mean of '),
];

const DURATION: Observed = {
  count: 'succeeded',
  sum: 'seconds',
  squares: 'secondsSquared',
};
const DURATIONS = {
  more: 'B is slower, more than noise',
  less: 'B is faster, more than noise',
};

export const durations: TablePanel = {
  kind: 'table',
  id: 'durations',
  title: 'Does B take longer?',
  description: `Mean duration of successful calls, of A and of B in the chosen length of time, and whether they differ (Welch's test). Good is a B that is faster, or no evidence of a difference. ${VERDICTS}`,
  width: 12,
  rows: ofActivities,
  stepSeconds: STEP_SECONDS,
  columns: meansCompared(activity, DURATION, DURATIONS, 'seconds'),
  links: [{ title: 'Which agent is slow?', dashboard: 'agents', keep: ['service', 'agent'] }],
};

const quantile =
  (q: number) =>
  (side: Side): string =>
    `histogram_quantile(${q}, ${total(activity, 'durations', side)})`;
const [p50, p95] = [quantile(0.5), quantile(0.95)];

export const percentiles: TablePanel = {
  kind: 'table',
  id: 'percentiles',
  title: 'Typical and slow calls',
  description:
    'Half of the successful calls of A and of B end within p50, and 95 of 100 within p95. Good is a p95 that rises no more than the mean: else single calls are slower.',
  width: 12,
  rows: ofActivities,
  stepSeconds: STEP_SECONDS,
  columns: [
    {
      title: 'p95 B against A',
      unit: 'ratio',
      expr: relative(p95(A), p95(B)),
      follows: { a: 'p95 of A', b: 'p95 of B', as: 'relative' },
    },
    ...sides('seconds', p50, 'p50 of '),
    ...sides('seconds', p95, 'p95 of '),
  ],
  links: [{ title: 'Which step of a run?', dashboard: 'workflows', keep: ['service'] }],
};

const direction = 'direction';
const TOKEN: Observed = { count: 'answers', sum: 'tokens', squares: 'tokensSquared' };
const TOKENS = {
  more: 'B uses more, more than noise',
  less: 'B uses less, more than noise',
};

export const tokens: TablePanel = {
  kind: 'table',
  id: 'tokens',
  title: 'Does B use more tokens?',
  description: `Mean tokens of a call to a model, of A and of B in the chosen length of time, and whether they differ (Welch's test). Good is a B that uses fewer for the same work. ${VERDICTS}`,
  width: 12,
  rows: { label: direction, title: 'Tokens of a call' },
  stepSeconds: STEP_SECONDS,
  columns: meansCompared(direction, TOKEN, TOKENS, 'tokens'),
  links: [{ title: 'Which prompt?', dashboard: 'prompts', keep: ['service', 'prompt'] }],
};

/** What calls to models cost, for each call of a kind: where it is known for what is chosen. */
const costOfEach = (side: Side): string =>
  `(${total('', 'cost', side)} / on () group_right () (${total(activity, 'calls', side)} > 0))`;

export const costs: TablePanel = {
  kind: 'table',
  id: 'costs',
  title: 'Does B cost more?',
  description:
    'What the calls to models cost, over the calls of each kind, of A and of B. Good is a B that costs less for the same work. There is no verdict: what single calls cost is not kept; it follows their tokens.',
  width: 12,
  rows: { label: activity, title: 'Cost over' },
  stepSeconds: STEP_SECONDS,
  columns: [
    {
      title: 'B against A',
      unit: 'ratio',
      expr: relative(costOfEach(A), costOfEach(B)),
      follows: { a: 'A', b: 'B', as: 'relative' },
    },
    ...sides('USD', costOfEach),
  ],
  links: [{ title: 'Who spends it?', dashboard: 'llm-usage', keep: ['service', 'agent', 'model'] }],
};
