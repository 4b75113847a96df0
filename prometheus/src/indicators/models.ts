import { INDICATORS } from '@agent-vitals/config';
import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { FAILED, RATE_LIMITED, SUCCEEDED } from './failures.js';
import type { Measurements } from './measurement.js';
import { ALMOST_NONE, againstOwnPast } from './own-past.js';
import { probed } from './probed.js';
import { p95 } from './percentile.js';
import { ratio } from './ratio.js';
import { increase, observations, only, quantile, sumOf, type Source } from './source.js';
import { AT_ONCE } from './window.js';

const ofModel = (metric: string): Source => ({
  metric,
  item: {
    labels: [prometheusLabel(ATTR.providerName), prometheusLabel(ATTR.requestModel)],
    separator: '/',
  },
});

const calls = ofModel(prometheusName(METRIC.inferenceDuration));
const succeeded = only(calls, SUCCEEDED);
const outputTokens = ofModel(prometheusName(METRIC.operationOutputTokens));
const unpriced = ofModel(prometheusName(METRIC.llmUnpricedCalls));

/** Seconds by how many tokens an answer has; embeddings have no output, so there it is by call. */
const byToken = (seconds: string, window: string): string =>
  `${seconds} / (${sumOf(outputTokens, window)} / ${observations(outputTokens, window)} > 0 or ${observations(succeeded, window)} ^ 0)`;

/** Models, as `provider/model`. */
export const models: Measurements<'models'> = {
  'models.errorRatio': ratio({
    series: INDICATORS['models.errorRatio'].series,
    first: AT_ONCE,
    part: only(calls, FAILED),
    whole: calls,
    kind: GENERAL_LABEL.errorType,
  }),
  'models.rateLimitRatio': ratio({
    series: INDICATORS['models.rateLimitRatio'].series,
    first: AT_ONCE,
    part: only(calls, RATE_LIMITED),
    whole: calls,
    kind: GENERAL_LABEL.errorType,
  }),
  'models.timeToFirstChunkP95': p95(ofModel(prometheusName(METRIC.timeToFirstChunk))),
  // By token: that answers are longer is no fault of the model.
  'models.slowdown': againstOwnPast({
    series: INDICATORS['models.slowdown'].series,
    sum: (window) => byToken(sumOf(succeeded, window), window),
    count: (window) => observations(succeeded, window),
    atOnce: { least: (window) => byToken(quantile(ALMOST_NONE, succeeded, window), window) },
  }),
  'models.unpricedRatio': {
    pace: 'fast',
    expr: `clamp_max((${increase(unpriced, '10m')} or ${observations(calls, '10m')} * 0) / (${observations(calls, '10m')} > 0), 1)`,
  },
  'models.availability': probed('models'),
};
