import { INDICATORS } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import { METRIC, prometheusName } from '@agent-vitals/instrumentation/semconv';
import type { Measurements } from './measurement.js';
import { NOT_A_PROBE, probed } from './probed.js';
import { p95 } from './percentile.js';
import { ratio } from './ratio.js';
import { only, type Source } from './source.js';

const { serviceName, serverAddress, serverPort, errorType, httpStatus } = GENERAL_LABEL;

const requests: Source = {
  metric: GENERAL.httpClientDuration,
  matchers: [NOT_A_PROBE],
  item: { labels: [serverAddress, serverPort], separator: ':' },
};

/** Whatever failed but for answers that blame the request: 4xx other than 429. */
const failed = only(requests, `${errorType}!=""`, `${httpStatus}!~"4(0.|1.|2[0-8]|[3-9].)"`);

/** Servers that models are asked at; the component `models` tells their health. */
const MODEL_SERVERS = `group by (${serviceName}, item) (label_join(${prometheusName(METRIC.inferenceDuration)}, "item", ":", "${serverAddress}", "${serverPort}"))`;

const butModels = (expr: string): string =>
  `(${expr})\nunless on (${serviceName}, item) ${MODEL_SERVERS}`;

/** Servers that services ask over HTTP, as `host:port`. */
export const externalApis: Measurements<'externalApis'> = {
  'externalApis.errorRatio': ratio({
    series: INDICATORS['externalApis.errorRatio'].series,
    part: failed,
    whole: requests,
    kind: errorType,
    restrict: butModels,
  }),
  'externalApis.durationP95': p95(requests, { restrict: butModels }),
  'externalApis.availability': probed('externalApis'),
};
