import { INDICATORS, type VitalsConfig } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import type { Measurements } from './measurement.js';
import { ALMOST_NONE, againstOwnPast } from './own-past.js';
import { probed } from './probed.js';
import { p95 } from './percentile.js';
import { ratio } from './ratio.js';
import { sloBudget } from './slo-budget.js';
import { observations, only, quantile, sumOf, type Source } from './source.js';

/** What is asked by machines to see whether the process is there; probes say more. */
const PROBE_ROUTES = '/(healthz?|readyz?|livez?|ready|metrics)';

/** Matches requests to endpoints. What has no route is none: scanners ask for such paths. */
export const ENDPOINTS: readonly string[] = [
  `${GENERAL_LABEL.httpRoute}!=""`,
  `${GENERAL_LABEL.httpRoute}!~"${PROBE_ROUTES}"`,
];

const requests: Source = {
  metric: GENERAL.httpServerDuration,
  matchers: ENDPOINTS,
  item: { labels: [GENERAL_LABEL.httpMethod, GENERAL_LABEL.httpRoute], separator: ' ' },
};
const failed = only(requests, `${GENERAL_LABEL.httpStatus}=~"5.."`);
const succeeded = only(requests, `${GENERAL_LABEL.httpStatus}=~"[123].."`);

/** Endpoints, as `POST /v1/orders`. */
export const createApis = ({ slos }: VitalsConfig): Measurements<'apis'> => ({
  'apis.errorRatio': ratio({
    series: INDICATORS['apis.errorRatio'].series,
    part: failed,
    whole: requests,
    kind: GENERAL_LABEL.httpStatus,
  }),
  'apis.durationP95': p95(requests),
  'apis.slowdown': againstOwnPast({
    series: INDICATORS['apis.slowdown'].series,
    sum: (window) => sumOf(succeeded, window),
    count: (window) => observations(succeeded, window),
    atOnce: { least: (window) => quantile(ALMOST_NONE, succeeded, window) },
  }),
  'apis.availability': probed('apis'),
  'apis.sloBudget': sloBudget({
    series: INDICATORS['apis.sloBudget'].series,
    slos: slos.filter(({ component }) => component === 'apis'),
    failed: (window) => observations(failed, window),
    all: (window) => observations(requests, window),
  }),
});
