import type { Measurement } from './measurement.js';
import { observations, quantile, type Source } from './source.js';
import { hasStopped, type Window } from './window.js';

/** A percentile of fewer is the largest of a few. */
const MINUTE: Window = { span: '1m', atLeast: 20 };
const FIVE_MINUTES = { span: '5m' };

/** How a percentile is taken. */
export interface PercentileOptions {
  /** A shorter window that is looked at before. Default: none. */
  readonly first?: Window;
  /** Leaves out items. Default: none. */
  readonly restrict?: (expr: string) => string;
}

/**
 * The 95th percentile of a histogram in the last minute, or in the last five where there were few
 * observations, or where metrics arrive less often than Prometheus needs to see a minute.
 */
export function p95(
  source: Source,
  { first, restrict = (expr) => expr }: PercentileOptions = {},
): Measurement {
  const count = (span: string): string => observations(source, span);
  const expr = restrict(
    [
      ...[...(first ? [first] : []), MINUTE].map(
        ({ span, atLeast }) => `${quantile(0.95, source, span)} and ${count(span)} >= ${atLeast}`,
      ),
      // A quantile of nothing is NaN, which no comparison lets pass.
      `${quantile(0.95, source, FIVE_MINUTES.span)} >= 0 unless ${hasStopped(MINUTE, FIVE_MINUTES, count)}`,
    ].join('\nor '),
  );
  return { pace: 'fast', expr, now: expr, observed: source };
}
