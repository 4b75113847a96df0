import { INDICATORS, type IndicatorKey, type VitalsConfig } from '@agent-vitals/config';
import { metric, recorded } from '../metrics.js';
import type { StatPanel, TimeSeriesPanel } from '../model.js';
import { collectorRate, SIGNALS } from '../pipeline-metrics.js';
import { counterRate, ofService, orZero, selector } from '../promql.js';
import { indicatorStat } from './indicator-panels.js';

/** A part of the system: what tells best whether it is well, and the dashboard that tells more. */
interface Part {
  readonly indicator: IndicatorKey;
  readonly dashboard: string;
  /** What the dashboard is called. */
  readonly called: string;
  readonly title: string;
  readonly description: string;
  /** Whether the indicator is that of a service. */
  readonly ofService: boolean;
}

const PARTS: readonly Part[] = [
  {
    indicator: 'agents.errorRatio',
    dashboard: 'agents',
    called: 'Agents',
    title: 'Agents: errors of the worst',
    description: 'Failed invocations over all. Good is 0 %.',
    ofService: true,
  },
  {
    indicator: 'workflows.errorRatio',
    dashboard: 'workflows',
    called: 'Workflows',
    title: 'Workflows: errors of the worst',
    description: 'Failed runs over all. Good is 0 %.',
    ofService: true,
  },
  {
    indicator: 'models.errorRatio',
    dashboard: 'llm-usage',
    called: 'LLM usage and cost',
    title: 'Models: errors of the worst',
    description: 'Failed calls over all. Good is 0 %.',
    ofService: true,
  },
  {
    indicator: 'prompts.quality',
    dashboard: 'prompts',
    called: 'Prompts',
    title: 'Prompts: quality of the worst',
    description: 'Evaluation score over the usual one. Good is about 100 %.',
    ofService: true,
  },
  {
    indicator: 'apis.errorRatio',
    dashboard: 'apis',
    called: 'APIs',
    title: 'APIs: errors of the worst',
    description:
      'Requests answered with a status of 500 or more, over all. Good is 0 %; refusals such as 404 and 429 are not counted.',
    ofService: true,
  },
  {
    indicator: 'database.availability',
    dashboard: 'database',
    called: 'Database',
    title: 'Database: availability',
    description: 'Looks of the last minute at which it answered. Good is 100 %.',
    ofService: false,
  },
  {
    indicator: 'resources.memory',
    dashboard: 'resources',
    called: 'Resources',
    title: 'Resources: memory of the fullest host',
    description: 'Share of the memory in use. Good leaves room.',
    ofService: false,
  },
];

/** The worst of each part, with the colours of vitals.yaml; each leads to its dashboard. */
export const parts = (config: VitalsConfig): readonly StatPanel[] =>
  PARTS.map(({ indicator, dashboard, called, title, description, ofService: service }) =>
    indicatorStat(config, {
      indicator,
      id: `part-${dashboard}`,
      title,
      description,
      width: 6,
      matchers: service ? [ofService] : [],
      links: [{ title: called, dashboard, ...(service && { keep: ['service'] }) }],
    }),
  );

/** What is lost on the way: what is lost is not seen anywhere else. */
export const lost: StatPanel = {
  kind: 'stat',
  id: 'part-pipeline',
  title: 'Pipeline: telemetry lost per second',
  description: 'Spans, points and lines that could not be delivered. Good is 0.',
  width: 6,
  unit: 'per second',
  queries: [
    {
      expr: SIGNALS.map(
        (signal) =>
          `(${orZero(`sum(${collectorRate('exporter_send_failed', signal, 'exporter')})`)})`,
      ).join(' + '),
      legend: 'lost',
    },
  ],
  thresholds: [{ value: 0.01, severity: 'critical' }],
  links: [{ title: 'Pipeline', dashboard: 'pipeline' }],
};

const COMPARED = [
  ['agents', 'agents'],
  ['workflows', 'workflows'],
  ['models', 'models'],
  ['apis', 'APIs'],
] as const;

export const errorsOfParts: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'errors-of-parts',
  title: 'Error ratio of each part, the worst of it',
  description:
    'The worst agent, workflow, model, endpoint and database. Good is 0 %; the part that rose first is the cause of the others.',
  width: 12,
  unit: 'ratio',
  queries: [
    ...COMPARED.map(([component, legend]) => ({
      expr: `max(${selector(recorded(`${component}.errorRatio`), ofService)})`,
      legend,
    })),
    { expr: `max(${recorded('database.errorRatio')})`, legend: 'database' },
  ],
  links: [{ title: 'What moved the score?', dashboard: 'system-health' }],
};

export const slownessOfParts: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'slowness-of-parts',
  title: 'Duration of each part against its own past',
  description:
    'The slowest agent, workflow, model and endpoint, as a multiple of the median of a day. Good is about 1; the part that rose first is the cause of the others.',
  width: 12,
  unit: 'times',
  queries: COMPARED.map(([component, legend]) => ({
    expr: `max(${selector(recorded(`${component}.slowdown`), ofService)})`,
    legend,
  })),
  links: [
    { title: 'Which step?', dashboard: 'workflows', keep: ['service'] },
    { title: 'Compared with before?', dashboard: 'compare', keep: ['service'] },
  ],
};

export const traffic: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'traffic',
  title: 'Requests, runs and invocations per minute',
  description:
    'What is asked for and what ends. Good is three lines that move together: requests without runs are refused, runs without invocations hang.',
  width: 12,
  unit: 'per minute',
  queries: (
    [
      ['apis', 'requests'],
      ['workflows', 'runs'],
      ['agents', 'invocations'],
    ] as const
  ).map(([component, legend]) => ({
    expr: `sum(${INDICATORS[`${component}.errorRatio`].series}:whole1m{${ofService}})`,
    legend,
  })),
  links: [{ title: 'Which requests?', dashboard: 'apis', keep: ['service'] }],
};

export const spending: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'spending',
  title: 'LLM cost per hour',
  description: 'US dollars per hour at the present rate. Good follows the traffic.',
  width: 12,
  unit: 'USD per hour',
  queries: [{ expr: `${counterRate(metric('llmCost'), [], ofService)} * 3600`, legend: 'cost' }],
  links: [{ title: 'Who spends it?', dashboard: 'llm-usage', keep: ['service'] }],
};
