import type { VitalsConfig } from '@agent-vitals/config';
import { INDICATOR_LABEL, label, metric } from '../metrics.js';
import type { StatPanel, TimeSeriesPanel, Unit } from '../model.js';
import {
  chosen,
  counterRate,
  largest,
  observedRate,
  callRate,
  ofItem,
  ofService,
  selector,
  smallest,
} from '../promql.js';
import { indicatorLines, indicatorStat } from './indicator-panels.js';

const promptName = label('promptName');
const version = label('promptVersion');
const evaluation = label('evaluationName');
const { item } = INDICATOR_LABEL;
const ofItems = [ofService, ofItem('prompt')] as const;
const ofPrompt = `${ofService}, ${chosen(promptName, 'prompt')}`;

/** Of the prompt whose answers became worst, with the colours of vitals.yaml. */
export const worstPrompt = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'prompts.quality',
    id: 'worst-prompt',
    title: 'Quality against its own past, the worst',
    description:
      'Mean evaluation score of a prompt over its usual one, the median of a day. Good is about 100 %.',
    width: 12,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/PromptQualityDropped' }],
  });

/** Of the prompt whose answers became longest, with the colours of vitals.yaml. */
export const longestAnswers = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'prompts.outputTokens',
    id: 'longest-answers',
    title: 'Length of answers against its own past, the most',
    description:
      'Mean output tokens of a call over the usual ones, the median of a day. Good is about 1.',
    width: 12,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/PromptAnswersLong' }],
  });

/** What Prometheus records of each version that was called often enough in 15 minutes. */
const ofVersions = (
  aspect: string,
  unit: Unit,
  worst: (expr: string) => string,
  panel: Pick<TimeSeriesPanel, 'id' | 'title' | 'description' | 'links'>,
  ...apart: readonly string[]
): TimeSeriesPanel => ({
  kind: 'time-series',
  ...panel,
  width: 12,
  unit,
  queries: [
    {
      expr: worst(
        `max by (${[item, version, ...apart].join(', ')}) (${selector(`vitals:prompt_version_${aspect}`, ...ofItems)})`,
      ),
      legend: [item, version, ...apart].map((name) => `{{${name}}}`).join(' '),
    },
  ],
});

export const qualityOfVersions: TimeSeriesPanel = ofVersions(
  'quality',
  'number',
  smallest,
  {
    id: 'quality-of-versions',
    title: 'Quality by version, the lowest',
    description:
      'Mean evaluation score of 15 minutes, by prompt, version and evaluation. Good is a new version at or above the one before.',
    links: [{ title: 'Runbook', path: '/runbooks/PromptVersionWorse' }],
  },
  evaluation,
);

export const errorsOfVersions: TimeSeriesPanel = ofVersions('errors', 'ratio', largest, {
  id: 'errors-of-versions',
  title: 'Error ratio by version, the highest',
  description:
    'Failed calls to models over all, in 15 minutes. Good is 0 % for each; all versions together point at the model.',
  links: [{ title: 'Is it the model?', dashboard: 'llm-usage', keep: ['service'] }],
});

export const durationOfVersions: TimeSeriesPanel = ofVersions('duration', 'seconds', largest, {
  id: 'duration-of-versions',
  title: 'Duration of a call by version, the longest',
  description:
    'Mean of successful calls in 15 minutes. Good is a new version at or below the one before; longer answers take longer.',
  links: [{ title: 'Which agents wait?', dashboard: 'agents', keep: ['service'] }],
});

export const costOfVersions: TimeSeriesPanel = ofVersions('cost', 'USD', largest, {
  id: 'cost-of-versions',
  title: 'Cost of a call by version, the dearest',
  description:
    'Mean of 15 minutes in US dollars. Good is a new version at or below the one before, or better by what it costs more.',
  links: [{ title: 'How much in all?', dashboard: 'llm-usage', keep: ['service'] }],
});

export const callsOfVersions: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'calls-of-versions',
  title: 'Calls per minute by version',
  description:
    'By prompt and version, the mean of 15 minutes. Good is one version of each, or the two that are compared.',
  width: 12,
  unit: 'per minute',
  queries: [
    {
      expr: largest(
        `sum by (${item}, ${version}) (${selector('vitals:prompt_version_calls', ...ofItems)}) / 15`,
      ),
      legend: `{{${item}}} {{${version}}}`,
    },
  ],
  links: [{ title: 'Who calls them?', dashboard: 'agents', keep: ['service'] }],
};

export const answerLength: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'answer-length',
  title: 'Output tokens of a call by version',
  description:
    'Mean length of an answer. Good is a new version like the one before: longer answers cost more and take longer.',
  width: 12,
  unit: 'tokens',
  queries: [
    {
      expr: largest(
        `${observedRate(metric('operationOutputTokens'), [promptName, version], ofPrompt)} / (${callRate(metric('operationOutputTokens'), [promptName, version], ofPrompt)} > 0)`,
      ),
      legend: `{{${promptName}}} {{${version}}}`,
    },
  ],
  links: [{ title: 'Runbook', path: '/runbooks/PromptAnswersLong' }],
};

export const judgements: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'judgements',
  title: 'Evaluations per minute by their label',
  description:
    'Answers that were evaluated, by evaluation and what it called them. Good keeps its proportions; no label where an evaluation gives a score alone.',
  width: 12,
  unit: 'per minute',
  stacked: true,
  queries: [
    {
      expr: largest(
        `${counterRate(metric('evaluations'), [evaluation, label('evaluationScoreLabel')], ofPrompt)} * 60`,
      ),
      legend: `{{${evaluation}}} {{${label('evaluationScoreLabel')}}}`,
    },
  ],
  links: [{ title: 'Is work sent back?', dashboard: 'workflows', keep: ['service'] }],
};

/** Quality of each prompt against its past, with the limits of vitals.yaml. */
export const qualityAgainstPast = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'prompts.quality',
    id: 'quality-against-past',
    title: 'Quality against its own past',
    description:
      'Mean evaluation score over the usual one, by prompt, whatever its version. Good is about 100 %; at the lower line an alert fires.',
    width: 12,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/PromptQualityDropped' }],
  });
