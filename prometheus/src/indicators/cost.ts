import { INDICATORS, type VitalsConfig } from '@agent-vitals/config';
import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { SUCCEEDED } from './failures.js';
import { namedAs } from './items.js';
import type { Measurement, Measurements } from './measurement.js';
import { againstOwnPast } from './own-past.js';
import { increase, observations, only, sumOf, type Source } from './source.js';

const AGENT = prometheusLabel(ATTR.agentName);
const COST = prometheusName(METRIC.llmCost);
const CALLS = prometheusName(METRIC.inferenceDuration);
const INPUT_TOKENS = prometheusName(METRIC.operationInputTokens);
const OUTPUT_TOKENS = prometheusName(METRIC.operationOutputTokens);

/** The item of a budget for everything. */
const ALL_CALLS = 'all calls';

const MINUTES_AN_HOUR = 60;
const MINUTES_A_DAY = 24 * 60;
const MINUTES_A_MONTH = (365.25 / 12) * MINUTES_A_DAY;

/** Before an hour is known, nothing is said about a month. */
const ENOUGH_MINUTES = 60;

/** By agent; calls outside of any agent are their service's. */
const perCaller =
  (metric: string, measure: (source: Source, window: string) => string, ...matchers: string[]) =>
  (window: string): string => {
    const ofAgents = { metric, matchers: [`${AGENT}!=""`], item: { labels: [AGENT] } };
    const others = {
      metric,
      matchers: [`${AGENT}=""`],
      item: { labels: [GENERAL_LABEL.serviceName] },
    };
    return `(${[ofAgents, others].map((source) => measure(only(source, ...matchers), window)).join(' or ')})`;
  };

const tokensIn = perCaller(INPUT_TOKENS, sumOf);
const tokensOut = perCaller(OUTPUT_TOKENS, sumOf);

/** Budgets of an hour, a day or a month, of everything and of single agents. */
const budgetsOf = (
  { budgets }: VitalsConfig,
  span: 'perHour' | 'perDay' | 'perMonth',
): readonly { readonly item: string; readonly usd: number }[] =>
  [
    { item: ALL_CALLS, usd: budgets[span] },
    ...Object.entries(budgets.agents).map(([item, amounts]) => ({ item, usd: amounts[span] })),
  ].flatMap(({ item, usd }) => (usd === undefined ? [] : [{ item, usd }]));

const costOf = (item: string, window: string): string =>
  item === ALL_CALLS
    ? `sum(increase(${COST}[${window}]))`
    : `sum(increase(${COST}{${AGENT}=${JSON.stringify(item)}}[${window}]))`;

/** The cost of each minute, 0 where nothing was called: nights count. */
const MINUTE = 'vitals:cost_minute_usd';

const ofMinutes = (item: string, measure: string): string =>
  `${measure}(${MINUTE}{item=${JSON.stringify(item)}}[1d])`;

function createMinutes(config: VitalsConfig): Measurement['reads'] {
  const items = new Set(
    (['perDay', 'perMonth'] as const).flatMap((span) =>
      budgetsOf(config, span).map(({ item }) => item),
    ),
  );
  const each = [...items].map((item) => namedAs(item, costOf(item, '1m')));
  return [
    { record: MINUTE, expr: [...each, `${MINUTE} offset 1m * 0`].join('\nor '), pace: 'slow' },
  ];
}

/** One sample for each budget; undefined without budgets. */
function overBudget(
  config: VitalsConfig,
  span: 'perHour' | 'perDay' | 'perMonth',
  pace: Measurement['pace'],
  cost: (item: string) => string,
): Measurement | undefined {
  const budgets = budgetsOf(config, span);
  if (budgets.length === 0) return undefined;
  return {
    pace,
    expr: budgets.map(({ item, usd }) => namedAs(item, `${cost(item)} / ${usd}`)).join('\nor '),
  };
}

function withMinutes(
  config: VitalsConfig,
  measurement: Measurement | undefined,
): Measurement | undefined {
  return measurement && { ...measurement, reads: createMinutes(config) ?? [] };
}

/** Cost, by agent or service; of budgets, also of all calls. */
export const createCost = (config: VitalsConfig): Measurements<'cost'> => ({
  'cost.slowBurn': withMinutes(
    config,
    overBudget(
      config,
      'perMonth',
      'slow',
      (item) =>
        `(${ofMinutes(item, 'avg_over_time')} * ${MINUTES_A_MONTH} and ${ofMinutes(item, 'count_over_time')} >= ${ENOUGH_MINUTES})`,
    ),
  ),
  'cost.dailyBudget': withMinutes(
    config,
    overBudget(config, 'perDay', 'slow', (item) => ofMinutes(item, 'sum_over_time')),
  ),
  'cost.hourlyBudget': overBudget(
    config,
    'perHour',
    'fast',
    // Both windows must burn: the longer one shows that it lasts, the shorter one that it is not over.
    (item) => {
      const [short, long] = ([1, 5] as const).map(
        (minutes) => `${costOf(item, `${minutes}m`)} * ${MINUTES_AN_HOUR / minutes}`,
      );
      return `(${short} <= ${long} or ${long})`;
    },
  ),
  'cost.costPerCall': againstOwnPast({
    series: INDICATORS['cost.costPerCall'].series,
    sum: perCaller(COST, increase),
    count: perCaller(CALLS, observations, SUCCEEDED),
  }),
  'cost.tokensPerCall': againstOwnPast({
    series: INDICATORS['cost.tokensPerCall'].series,
    // Embeddings have no output.
    sum: (window) => `(${tokensIn(window)} + ${tokensOut(window)} or ${tokensIn(window)})`,
    count: perCaller(INPUT_TOKENS, observations),
  }),
});
