import { INDICATOR_LABEL, SUCCEEDED, label, metric, recorded } from '../metrics.js';
import type { StatPanel, TimeSeriesPanel } from '../model.js';
import { callRate, chosen, counterRate, largest, ofAgent, ofService } from '../promql.js';

const agent = label('agentName');
const model = label('requestModel');
const provider = label('providerName');
const promptName = label('promptName');
const promptVersion = label('promptVersion');
const { item } = INDICATOR_LABEL;

/** Label matchers that hold a series to the chosen services, agents and models. */
export const ofCalls: string = `${ofAgent}, ${chosen(model, 'model')}`;

const HOURS_A_MONTH = (365.25 / 12) * 24;

const costPerHour = (by: readonly string[]): string =>
  `${counterRate(metric('llmCost'), by, ofCalls)} * 3600`;

export const costNow: StatPanel = {
  kind: 'stat',
  id: 'cost-now',
  title: 'Cost per hour',
  description:
    'US dollars per hour at the present rate. Good stays within the budget and follows the traffic.',
  width: 6,
  unit: 'USD per hour',
  queries: [{ expr: costPerHour([]), legend: 'cost' }],
  links: [{ title: 'Which agent?', dashboard: 'agents', keep: ['service', 'agent'] }],
};

export const costOfMonth: StatPanel = {
  kind: 'stat',
  id: 'cost-of-month',
  title: 'A month at the rate of the last hour',
  description:
    'What a month would cost if it went on as in the last hour. Good is below the budget of the month; judge it at the usual hours.',
  width: 6,
  unit: 'USD',
  queries: [
    {
      expr: `sum(increase(${metric('llmCost')}{${ofCalls}}[1h])) * ${HOURS_A_MONTH}`,
      legend: 'month',
    },
  ],
  links: [{ title: 'Runbook', path: '/runbooks/MonthlyBudgetAtRisk' }],
};

export const costOfSuccess: StatPanel = {
  kind: 'stat',
  id: 'cost-of-success',
  title: 'Cost of a successful run',
  description:
    'What the chosen calls cost over the workflow runs that succeeded. Good is flat: failures and retries make it rise, as well as dearer calls.',
  width: 6,
  unit: 'USD',
  queries: [
    {
      expr: `${counterRate(metric('llmCost'), [], ofCalls)} / (${callRate(metric('invokeWorkflowDuration'), [], ofService, SUCCEEDED)} > 0)`,
      legend: 'run',
    },
  ],
  links: [{ title: 'Do runs fail?', dashboard: 'workflows', keep: ['service'] }],
};

export const cachedShare: StatPanel = {
  kind: 'stat',
  id: 'cached-share',
  title: 'Cached share of the input',
  description:
    'Input tokens that the provider had in its cache, over all. Good is high: they cost a half to a tenth; what changes at the beginning of a prompt makes it fall.',
  width: 6,
  unit: 'ratio',
  queries: [
    {
      expr: `${counterRate(metric('cacheReadInputTokens'), [], ofCalls)} / (${counterRate(metric('inputTokens'), [], ofCalls)} > 0)`,
      legend: 'cached',
    },
  ],
  links: [{ title: 'What can be saved?', path: '/' }],
};

export const budgets: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'budgets',
  title: 'Budgets used',
  description:
    'Cost over the budgets of vitals.yaml: of an hour at the present rate, of the last day, and of a month at the rate of the last day, once an hour is known. Good is below 100 %.',
  width: 12,
  unit: 'ratio',
  queries: (
    [
      ['cost.hourlyBudget', 'hour'],
      ['cost.dailyBudget', 'day'],
      ['cost.slowBurn', 'month'],
    ] as const
  ).map(([indicator, span]) => ({
    expr: `max by (${item}) (${recorded(indicator)})`,
    legend: `${span}: {{${item}}}`,
  })),
  // Each budget has thresholds of its own; this line is what the word means.
  thresholds: [{ value: 1, severity: 'critical' }],
  links: [{ title: 'Runbook', path: '/runbooks/HourlyBudgetExceeded' }],
};

export const costByModel: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'cost-by-model',
  title: 'Cost per hour by model',
  description:
    'By provider and model. Good follows the traffic; a model that appears here was chosen by somebody.',
  width: 12,
  unit: 'USD per hour',
  stacked: true,
  queries: [
    {
      expr: largest(costPerHour([provider, model])),
      legend: `{{${provider}}}/{{${model}}}`,
    },
  ],
  links: [{ title: 'Who calls it?', dashboard: 'agents', keep: ['service'] }],
};

export const costByAgent: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'cost-by-agent',
  title: 'Cost per hour by agent',
  description:
    'What calls within each agent cost. Good keeps its proportions; a jump in one agent is a loop, a longer prompt or a dearer model.',
  width: 12,
  unit: 'USD per hour',
  stacked: true,
  queries: [{ expr: largest(costPerHour([agent])), legend: `{{${agent}}}` }],
  links: [{ title: 'Is it in a loop?', dashboard: 'agents', keep: ['service'] }],
};

export const costByPrompt: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'cost-by-prompt',
  title: 'Cost per hour by prompt',
  description:
    'By prompt and version. Good keeps its proportions; a version that costs more than the one before says why a bill rose.',
  width: 12,
  unit: 'USD per hour',
  stacked: true,
  queries: [
    {
      expr: largest(costPerHour([promptName, promptVersion])),
      legend: `{{${promptName}}} {{${promptVersion}}}`,
    },
  ],
  links: [{ title: 'Is it better, too?', dashboard: 'prompts', keep: ['service'] }],
};
