import { INDICATORS } from '@agent-vitals/config';
import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import { sinceEvaluated } from './evaluated-since.js';
import type { Measurement } from './measurement.js';
import { total, type Source } from './source.js';

/** Invocations that there would have been, without which silence may be chance. */
const MISSED = 20;

const TEN_MINUTES = 600;
const HOUR = 3600;

/** After a day an agent is gone for good. */
const REMEMBERED_SECONDS = 86_400;

/** A service that does not report is told of as such, and says nothing of its agents. */
const REPORTS = `${INDICATORS['resources.staleness'].series} < 60`;

/** What should be heard of. */
export interface SilenceOptions {
  /** Series of the indicator; those that it reads are named after it. */
  readonly series: string;
  readonly invocations: Source;
  /** Series of those that have begun and not ended. */
  readonly open: string;
  /** Series of how many there usually are in ten minutes at this time. */
  readonly usual: string;
}

/** For how long there was nothing at all where there usually is much. */
export function silence({ series, invocations, open, usual }: SilenceOptions): Measurement {
  const countSeries = `${series}:count`;
  const heardSeries = `${series}:heard_at`;
  const all = total(invocations);
  const silent = `(time() - ${heardSeries})`;
  const { serviceName, environment } = GENERAL_LABEL;
  return {
    pace: 'fast',
    reads: [
      {
        record: heardSeries,
        pace: 'fast',
        // The recorded count is still that of the evaluation before.
        expr: [
          `time() + 0 * (${all} != ${countSeries})`,
          `time() + 0 * (${all} unless ${countSeries} unless ${heardSeries})`,
          `time() + 0 * (${open} > 0)`,
          sinceEvaluated(`${heardSeries} > time() - ${REMEMBERED_SECONDS}`),
        ].join('\nor '),
      },
      { record: countSeries, expr: all, pace: 'fast' },
    ],
    // An hour is enough: what is usual now was not so all the time.
    expr: `${silent} * (clamp_max(${silent}, ${HOUR}) * ${usual} / ${TEN_MINUTES} >= bool ${MISSED})\nand on (${serviceName}, ${environment}) ${REPORTS}`,
  };
}
