import { INDICATORS } from '@agent-vitals/config';
import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { byItem } from './items.js';
import type { Measurements } from './measurement.js';
import { againstOwnPast } from './own-past.js';
import { increase, observations, sumOf, type Source } from './source.js';

const PROMPT = prometheusLabel(ATTR.promptName);

const ofPrompt = (metric: string): Source => ({
  metric,
  matchers: [`${PROMPT}!=""`],
  item: { labels: [PROMPT] },
});

const outputTokens = ofPrompt(prometheusName(METRIC.operationOutputTokens));
const reasoningTokens = ofPrompt(prometheusName(METRIC.reasoningOutputTokens));
/** Each evaluation has its own scale. */
const scores: Source = {
  ...ofPrompt(prometheusName(METRIC.evaluationScore)),
  apart: [prometheusLabel(ATTR.evaluationName)],
};

/** Answers differ: the means of five of a quiet team were beyond a line once in two weeks by chance. */
const USUAL_ONES = 3;

/** Prompts, by name; their versions are compared with what was before. */
export const prompts: Measurements<'prompts'> = {
  'prompts.quality': againstOwnPast({
    series: INDICATORS['prompts.quality'].series,
    sum: (window) => sumOf(scores, window),
    count: (window) => observations(scores, window),
    // Evaluations are rarer than calls.
    windows: ['1m', '10m', '30m'],
    usualOnes: USUAL_ONES,
    // Of several evaluations of a prompt, the one that fell most.
    combine: (expr) => byItem('min', expr),
  }),
  'prompts.outputTokens': againstOwnPast({
    series: INDICATORS['prompts.outputTokens'].series,
    // How much is thought is the model's; how long the answer is, the prompt's.
    sum: (window) =>
      `(${sumOf(outputTokens, window)} - (${increase(reasoningTokens, window)} or ${observations(outputTokens, window)} * 0))`,
    count: (window) => observations(outputTokens, window),
    usualOnes: USUAL_ONES,
  }),
};
