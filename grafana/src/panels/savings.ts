import { healthLabel, healthMetric } from '../metrics.js';
import type { StatPanel, TimeSeriesPanel } from '../model.js';
import { largest } from '../promql.js';

const rule = healthLabel('rule');
const subject = healthLabel('subject');
const saving = healthMetric('expectedSaving');

export const savings: StatPanel = {
  kind: 'stat',
  id: 'savings',
  title: 'Savings on offer, a month',
  description:
    'What the recommendations of the health page would save in US dollars a month, of all services: of several for one agent the largest, since they save the same money. Good is 0: nothing is left to do.',
  width: 6,
  unit: 'USD',
  queries: [
    {
      // 0 where the health score tells that it is there, and no saving.
      expr: `sum(max by (${subject}) (${saving})) or 0 * count(${healthMetric('score')})`,
      legend: 'savings',
    },
  ],
  links: [{ title: 'What to do', path: '/' }],
};

export const savingsByRecommendation: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'savings-by-recommendation',
  title: 'Savings on offer by recommendation',
  description:
    'US dollars a month that each would save if it alone were followed: what it does, and of what. Good is nothing; one that stays is money spent each day.',
  width: 18,
  unit: 'USD',
  queries: [
    {
      expr: largest(`max by (${rule}, ${subject}) (${saving})`),
      legend: `{{${rule}}}: {{${subject}}}`,
    },
  ],
  links: [{ title: 'What to do', path: '/' }],
};
