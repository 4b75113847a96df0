import { badParameters, TIME_FORMATS, timeParameter } from '@agent-vitals/http';
import type { z } from 'zod';
import type { TimeRange } from '../measured/time-range.js';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;
/** As long as Prometheus keeps what it measured. */
const MOST_DAYS = 90;

/** The parameters of a time. */
export const rangeParameters = {
  from: timeParameter
    .optional()
    .meta({ description: `Default: ${DEFAULT_DAYS} days before to. ${TIME_FORMATS}.` }),
  to: timeParameter.optional().meta({ description: `Default: now. ${TIME_FORMATS}.` }),
};

interface Asked {
  readonly from?: z.output<typeof timeParameter> | undefined;
  readonly to?: z.output<typeof timeParameter> | undefined;
}

/**
 * The time that is asked for.
 * @param now in milliseconds since 1970
 * @throws {Problem} it ends before it begins, or is too long
 */
export function rangeOf(asked: Asked, now: number): TimeRange {
  const to = asked.to?.getTime() ?? now;
  const from = asked.from?.getTime() ?? to - DEFAULT_DAYS * DAY_MS;
  if (from < to && to - from <= MOST_DAYS * DAY_MS) return { from, to };
  const allowed = `before to, which is ${isoOf(to)}, by ${MOST_DAYS} days at most`;
  throw badParameters([{ name: 'from', value: isoOf(from), allowed }]);
}

/** A time as the API writes it. */
export const isoOf = (at: number): string => new Date(at).toISOString();
