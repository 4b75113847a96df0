import type { Logger } from 'pino';
import { readForecasts, type Forecast } from './forecast.js';
import type { PrometheusClient } from '@agent-vitals/worker/prometheus-client';
import type { Reading } from './reading.js';
import { readTrends, UNKNOWN_TRENDS, type PresentScores, type Trends } from './trend.js';

/** What is known beyond this moment; it may be a little older than the scores. */
export interface Outlook {
  readonly trends: (now: PresentScores) => Trends;
  /** By the identity of the reading. */
  readonly forecasts: ReadonlyMap<string, Forecast>;
}

/** Looks back and ahead: see {@link createOutlookReader}. */
export interface OutlookReader {
  /** Never throws: what cannot be read is unknown until the next look. */
  read(readings: readonly Reading[], at: Date): Promise<Outlook>;
}

/** Trends of an hour and of minutes need not be read with every score. */
const KEPT_MS = 60_000;

/** Nothing is known but this moment. */
export const NO_OUTLOOK: Outlook = { trends: UNKNOWN_TRENDS, forecasts: new Map() };

/**
 * Reads trends and forecasts, at most once a minute.
 *
 * @param selector which recorded indicators there are
 */
export function createOutlookReader({
  prometheus,
  selector,
  environment,
  log,
}: {
  readonly prometheus: PrometheusClient;
  readonly environment: string | undefined;
  readonly selector: string;
  readonly log: Pick<Logger, 'warn'>;
}): OutlookReader {
  let last = { at: -Infinity, outlook: NO_OUTLOOK };
  const attempt = async <T>(what: string, work: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      log.warn({ err: error }, `the ${what} cannot be read; it is unknown for a minute`);
      return otherwise;
    }
  };
  return {
    async read(readings, at) {
      if (at.getTime() - last.at < KEPT_MS) return last.outlook;
      const { trends, forecasts } = NO_OUTLOOK;
      const [back, ahead] = await Promise.all([
        attempt('history of the scores', readTrends(prometheus, environment, at), trends),
        attempt('outlook', readForecasts(prometheus, selector, readings, at), forecasts),
      ]);
      last = { at: at.getTime(), outlook: { trends: back, forecasts: ahead } };
      return last.outlook;
    },
  };
}
