import type { HealthSettings } from '@agent-vitals/config';
import { healthLabel, healthMetric } from '../metrics.js';
import type { StatPanel, Threshold, TimeSeriesPanel } from '../model.js';
import { smallest } from '../promql.js';

const component = healthLabel('component');
const item = healthLabel('item');

type Lines = HealthSettings['lines'];

/** Of a score low is bad, so the colours begin with the worst. */
const scoreLimits = ({ warning, critical }: Lines): readonly Threshold[] => [
  { value: critical, severity: 'warning' },
  { value: warning, severity: 'good' },
];

/** Lines have the colour of what begins beneath them. */
const scoreLines = ({ warning, critical }: Lines): readonly Threshold[] => [
  { value: critical, severity: 'critical' },
  { value: warning, severity: 'warning' },
];

/** The whole score. */
export const wholeScore = (lines: Lines): StatPanel => ({
  kind: 'stat',
  id: 'health-score',
  now: true,
  title: 'Health',
  description:
    'The weighted score of everything, 0 to 100. Good stays above the warning line of vitals.yaml; nothing is shown while too little is known.',
  width: 5,
  unit: 'score',
  queries: [{ expr: `avg(${healthMetric('score')})`, legend: 'health' }],
  thresholds: scoreLimits(lines),
  below: 'critical',
  links: [{ title: 'Why?', path: '/' }],
});

/** How many components are not well. */
export const unwellComponents = ({ warning }: Lines): StatPanel => ({
  kind: 'stat',
  id: 'unwell-components',
  now: true,
  title: 'Components not well',
  description:
    'Components whose score is below the warning line, without what is laid to another one. Good is 0.',
  width: 4,
  unit: 'count',
  queries: [
    {
      expr: `count(avg by (${component}) (${healthMetric('componentScore')}) < ${warning}) or vector(0)`,
      legend: 'components',
    },
  ],
  thresholds: [{ value: 1, severity: 'warning' }],
  links: [{ title: 'Which, and why?', path: '/' }],
});

/** The scores of all components, with the whole. */
export const componentScores = (lines: Lines): TimeSeriesPanel => ({
  kind: 'time-series',
  id: 'component-scores',
  title: 'Score of each component',
  description:
    'Without what is laid to another component, so the one at fault is the one that falls. Good stays above the warning line.',
  width: 12,
  unit: 'score',
  queries: [
    {
      expr: `avg by (${component}) (${healthMetric('componentScore')}{${component}=~"$component"})`,
      legend: `{{${component}}}`,
    },
    { expr: `avg(${healthMetric('score')})`, legend: 'whole' },
  ],
  thresholds: scoreLines(lines),
  links: [{ title: 'Which part now?', dashboard: 'system-overview' }],
});

/** The items with the lowest scores. */
export const worstItems = (lines: Lines): TimeSeriesPanel => ({
  kind: 'time-series',
  id: 'worst-items',
  title: 'Items with the lowest scores',
  description:
    'Agents, workflows, endpoints, hosts: the worst of those chosen. Good stays above the warning line.',
  width: 12,
  unit: 'score',
  queries: [
    {
      expr: smallest(
        `avg by (${component}, ${item}) (${healthMetric('itemScore')}{${component}=~"$component", ${item}=~"$item"})`,
      ),
      legend: `{{${item}}} ({{${component}}})`,
    },
  ],
  thresholds: scoreLines(lines),
  links: [{ title: 'Which part now?', dashboard: 'system-overview' }],
});
