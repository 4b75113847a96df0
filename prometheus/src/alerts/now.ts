import type { Indicator, VitalsConfig } from '@agent-vitals/config';
import { BY } from '../indicators/items.js';
import type { Measurement } from '../indicators/measurement.js';
import { above, type Source } from '../indicators/source.js';
import type { Recording } from '../recording.js';
import { failuresNow } from './failures-now.js';
import { labelsOf } from './indicator-labels.js';
import { ofEachThreshold } from './threshold.js';

/** What critical alerts look at where the indicator itself, made for a score, is too slow. */
export interface Now {
  /** Series that are recorded for it every few seconds. */
  readonly recordings: readonly Recording[];
  /** The series that is compared with the threshold. */
  readonly series: string;
  /** A template of the most frequent kind of failure, for the end of a line. */
  readonly kind?: string;
  /** A template of what is known beside the value: how many failed, and of what kind. */
  readonly evidence?: string;
  /** PromQL of the items of which enough is known that the value is not chance. */
  readonly needs?: string;
  /** The series that says the same of what is called too rarely for the indicator. */
  readonly rarely?: string;
}

/** What is so at this moment; undefined for an indicator that is fast enough, or slow by nature. */
export function createNow(
  indicator: Indicator,
  measurement: Measurement,
  config: VitalsConfig,
): Now | undefined {
  const { failures, down, observed } = measurement;
  if (failures !== undefined) return failuresNow(indicator, failures, config.alerts.failures);
  const expr =
    down === undefined ? measurement.now : `${down}\nor on (${BY.join(', ')}) ${indicator.series}`;
  if (expr === undefined) return undefined;
  const series = `${indicator.series}:now`;
  const now: Now = {
    series,
    recordings: [{ record: series, expr, labels: labelsOf(indicator) }],
  };
  return observed === undefined ? now : withEvidence(now, indicator, observed, config);
}

/** A percentile of few is the largest of them: several must have been beyond the line. */
function withEvidence(now: Now, indicator: Indicator, observed: Source, config: VitalsConfig): Now {
  const record = `${now.series}_above`;
  const expr = ofEachThreshold(
    config,
    indicator,
    'critical',
    now.series,
    ({ value }, those) => `${above(observed, value)} and on (${BY.join(', ')}) ${those}`,
  );
  const { minimumFailures } = config.alerts.failures;
  return {
    ...now,
    recordings: [...now.recordings, { record, expr }],
    needs: `${record} >= ${minimumFailures}`,
  };
}
