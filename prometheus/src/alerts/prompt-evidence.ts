import {
  ATTR,
  COMPARISON_ATTR,
  COMPARISON_METRIC,
  prometheusLabel,
  prometheusName,
  type ComparisonMetricKey,
} from '@agent-vitals/instrumentation/semconv';
import type { RuleGroup } from '../rule.js';

const PROMPT = prometheusLabel(ATTR.promptName);
const MEASURE = prometheusLabel(COMPARISON_ATTR.measure);
const NEWER = prometheusLabel(COMPARISON_ATTR.newer);
const OLDER = prometheusLabel(COMPARISON_ATTR.older);
const VERDICT = prometheusLabel(COMPARISON_ATTR.verdict);

/** What is certain with thousands of scores may be too little to tell anybody. */
const LEAST_LOSS = 0.05;

const quality = (key: ComparisonMetricKey, matchers = ''): string =>
  `max by (${PROMPT}, ${NEWER}, ${OLDER}) (${prometheusName(COMPARISON_METRIC[key])}{${MEASURE}="quality"${matchers}})`;

const WORSE = quality('verdict', `, ${VERDICT}="worse"`);

const score = '{{ $value | printf "%.2f" }}';
const scoreBefore = `{{ with printf "${prometheusName(COMPARISON_METRIC.older)}{${MEASURE}='quality', ${PROMPT}=%q}" $labels.item | query }}{{ . | first | value | printf "%.2f" }}{{ end }}`;

/**
 * A warning about a version of a prompt that is shown, by a test of the scores of both, to answer worse
 * than the one before. Cost and time are left out: an hour in which a model was slow would count
 * against the version that was in use.
 */
export const promptEvidenceGroup: RuleGroup = {
  name: 'prompt evidence',
  intervalSeconds: 60,
  recordings: [],
  alerts: [
    {
      name: 'PromptVersionRegressed',
      component: 'prompts',
      labels: { aspect: 'quality' },
      expr: `label_replace(
  (${quality('newer')} < ${1 - LEAST_LOSS} * ${quality('older')})
  and ${WORSE},
  "item", "$1", "${PROMPT}", "(.+)")`,
      severity: 'warning',
      forSeconds: 120,
      keepFiringForSeconds: 600,
      summary: `Version {{ $labels.${NEWER} }} of prompt {{ $labels.item }} scores ${score}, worse than version {{ $labels.${OLDER} }}`,
      description: `Its answers score ${score}; those of the version before it ${scoreBefore}. That is more than chance would make, and a loss of at least ${LEAST_LOSS * 100} %.`,
      value: score,
      threshold: `${scoreBefore} before; warning where it is certain that it is less`,
      dashboard: { name: 'prompts', variables: { prompt: 'item' } },
    },
  ],
};
