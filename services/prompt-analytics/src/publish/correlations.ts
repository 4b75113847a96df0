import {
  ATTR,
  COMPARISON_ATTR,
  CORRELATION_METRIC,
  type CorrelationMetricKey,
} from '@agent-vitals/instrumentation/semconv';
import type { Measurement } from '@agent-vitals/worker';
import { correlateVersions, type QualityCorrelation } from '../evidence/correlate-versions.js';
import type { PromptHistory } from '../evidence/prompt-history.js';
import { knownGauges, type GaugeValues } from './known-gauges.js';

const VALUES: GaugeValues<CorrelationMetricKey, QualityCorrelation> = {
  coefficient: ({ coefficient }) => coefficient,
  lowest: ({ interval }) => interval?.[0],
  highest: ({ interval }) => interval?.[1],
  versions: ({ count }) => count,
};

/** Of one version there is nothing to go together. */
const LEAST_VERSIONS = 2;

/**
 * What correlations are as metrics: of prompts with two versions or more that both measures are
 * known of.
 * @param at when that is so, in milliseconds since 1970
 */
export const correlationsOf = (
  prompts: readonly PromptHistory[],
  at: number,
): readonly Measurement[] =>
  prompts.flatMap((prompt) =>
    correlateVersions(prompt)
      .filter(({ count }) => count >= LEAST_VERSIONS)
      .flatMap((correlation) =>
        knownGauges({
          gauges: CORRELATION_METRIC,
          values: VALUES,
          of: correlation,
          at,
          attributes: () => ({
            [ATTR.promptName]: prompt.name,
            [COMPARISON_ATTR.measure]: correlation.measure,
          }),
        }),
      ),
  );
