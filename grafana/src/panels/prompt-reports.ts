import { ATTR, EVENT, prometheusLabel, REPORT_EVENT } from '@agent-vitals/instrumentation/semconv';
import { GENERAL_LABEL, label, reportLabel, reportMetric } from '../metrics.js';
import type { LogsPanel, Mark, Severity, TimeSeriesPanel } from '../model.js';
import { chosen, largest, selector, smallest } from '../promql.js';

const promptName = label('promptName');
const version = label('promptVersion');
const evaluation = label('evaluationName');
const source = reportLabel('source');
const ofPrompt = chosen(promptName, 'prompt');

/** Each is at the time of its measurement, which may be seldom. */
const WINDOW = '15m';

const reported = (
  key: Parameters<typeof reportMetric>[0],
  apart: readonly string[],
  ...matchers: readonly string[]
): string =>
  `avg by (${[promptName, version, ...apart, source].join(', ')}) (avg_over_time(${selector(reportMetric(key), ofPrompt, ...matchers)}[${WINDOW}]))`;

const legend = (...apart: readonly string[]): string =>
  [promptName, version, ...apart, source].map((name) => `{{${name}}}`).join(' ');

export const reportedScore: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'reported-score',
  title: 'Reported score, the lowest',
  description:
    'Mean of 15 minutes, by prompt, version, evaluation and source, on the scale of the evaluation. Good is a new version at or above the one before. `error_rate`, of which low is good, is left out: `success_rate` says the same.',
  width: 24,
  unit: 'number',
  queries: [
    {
      expr: smallest(reported('score', [evaluation], `${evaluation}!="error_rate"`)),
      legend: legend(evaluation),
    },
  ],
  links: [{ title: 'Is work sent back?', dashboard: 'workflows', keep: ['service'] }],
};

export const reportedCost: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'reported-cost',
  title: 'Reported cost of a request, the dearest',
  description:
    'Mean of 15 minutes in US dollars, by prompt, version and source. Good is near what is measured here: else the prices differ, or what is counted.',
  width: 12,
  unit: 'USD',
  queries: [{ expr: largest(reported('cost', [])), legend: legend() }],
  links: [{ title: 'What is measured?', dashboard: 'llm-usage', keep: ['service'] }],
};

export const reportedDuration: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'reported-duration',
  title: 'Reported response time, the longest',
  description:
    'Mean of 15 minutes, by prompt, version and source. Good is a new version at or below the one before; a request may be several calls to models.',
  width: 12,
  unit: 'seconds',
  queries: [{ expr: largest(reported('duration', [])), legend: legend() }],
  links: [{ title: 'Which agents wait?', dashboard: 'agents', keep: ['service'] }],
};

/** Log events of some names about the chosen prompts. */
const events = (...names: readonly string[]): string =>
  `{${GENERAL_LABEL.serviceName}="prompt-analytics"} | event_name=~"${names.join('|')}" | ${ofPrompt}`;

const explanation = prometheusLabel(ATTR.evaluationExplanation);

export const optimisations: LogsPanel = {
  kind: 'logs',
  id: 'optimisations',
  title: 'Optimisations and advice',
  description:
    'What was changed of a prompt, or taken back, and what the analytics system advises; such changes are rare, so choose a day or more. Good has none taken back, and none just before a graph above turned.',
  width: 12,
  query: events(REPORT_EVENT.optimization, REPORT_EVENT.recommendation),
  links: [{ title: 'Did alerts fire then?', path: '/alerts/history' }],
};

export const assessments: LogsPanel = {
  kind: 'logs',
  id: 'assessments',
  title: 'Assessments',
  description:
    'How other systems judged answers: prompt, version, score, and why. Good has the same strengths again and again, and no weakness that a newer version brought.',
  width: 12,
  query: `${events(EVENT.evaluationResult)} | line_format \`{{__line__}}{{with .${explanation}}}: {{.}}{{end}}\``,
  links: [{ title: 'Which step is it?', dashboard: 'workflows', keep: ['service'] }],
};

const optimisation = (event: string, severity?: Severity): Mark => ({
  name: `Optimisations ${event}`,
  query: `${events(REPORT_EVENT.optimization)} | ${reportLabel('optimizationEvent')}="${event}"`,
  title: promptName,
  tags: [version, reportLabel('optimizationType')],
  ...(severity !== undefined && { severity }),
});

/** When optimisations of the chosen prompts were applied and taken back. */
export const optimisationMarks: readonly Mark[] = [
  optimisation('applied'),
  optimisation('rolled back', 'warning'),
];
