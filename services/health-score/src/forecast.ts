import { linearRegression, linearRegressionLine, rSquared } from 'simple-statistics';
import type { Judgement } from '@agent-vitals/config';
import type { Point, PrometheusClient } from '@agent-vitals/worker/prometheus-client';
import { escapePattern, identityKey, identityOf, type Reading } from './reading.js';
import type { IndicatorReport } from './report.js';

/** When an indicator crosses its next threshold. */
export type Forecast = NonNullable<IndicatorReport['forecast']>;

const HOUR_SECONDS = 3600;

/** How far back a line is drawn through. */
const WINDOW_SECONDS = 900;
const STEP_SECONDS = 30;

/** A line through less than this part of the window is no trend of the window. */
const LEAST_COVERED = 0.8;

/** A line must explain at least this part of the variance to be followed. */
const LEAST_R_SQUARED = 0.7;

/** Of how many indicators the history is read. */
const MOST_CANDIDATES = 50;

/**
 * Names the indicators that cross their warning or critical line within the hour if the last 15
 * minutes go on, with two queries however many there are: Prometheus first says where a line leads,
 * and of those that it leads over a threshold, the most urgent are looked at closely.
 *
 * @param selector which recorded indicators there are
 * @returns forecasts by {@link identityKey}
 */
export async function readForecasts(
  prometheus: PrometheusClient,
  selector: string,
  readings: readonly Reading[],
  at: Date,
): Promise<ReadonlyMap<string, Forecast>> {
  const ahead = await prometheus.query(
    `predict_linear(${selector}[${WINDOW_SECONDS}s], ${HOUR_SECONDS})`,
    at,
  );
  const predicted = new Map(
    ahead.flatMap(({ labels, value }) => {
      const identity = identityOf(labels);
      return identity === undefined ? [] : [[identityKey(identity), value]];
    }),
  );
  const candidates = readings
    .filter((reading) => crosses(reading, predicted.get(identityKey(reading))))
    .toSorted((a, b) => a.score - b.score || b.weight - a.weight)
    .slice(0, MOST_CANDIDATES);
  if (candidates.length === 0) return new Map();

  const history = await prometheus.queryRange(
    selectorOf(candidates),
    new Date(at.getTime() - WINDOW_SECONDS * 1000),
    at,
    STEP_SECONDS,
  );
  const points = new Map(
    history.flatMap((series) => {
      const identity = identityOf(series.labels);
      return identity === undefined ? [] : [[identityKey(identity), series.points]];
    }),
  );
  return new Map(
    candidates.flatMap((reading) => {
      const key = identityKey(reading);
      const forecast = forecastOf(points.get(key) ?? [], reading.judgement, at);
      return forecast === undefined ? [] : [[key, forecast]];
    }),
  );
}

/** When the line through `points` crosses the next threshold; undefined where it does not within the hour. */
export function forecastOf(
  points: readonly Point[],
  judgement: Judgement,
  at: Date,
): Forecast | undefined {
  const now = at.getTime() / 1000;
  const pairs = points
    .filter(({ value }) => Number.isFinite(value))
    .map(({ time, value }): [number, number] => [time - now, value]);
  if (pairs.length < (LEAST_COVERED * WINDOW_SECONDS) / STEP_SECONDS) return undefined;
  const line = linearRegression(pairs);
  const explained = rSquared(pairs, linearRegressionLine(line));
  const next = nextLine(
    Math.max(line.b * sign(judgement), pairs.at(-1)![1] * sign(judgement)),
    judgement,
  );
  if (next === undefined || line.m * sign(judgement) <= 0) return undefined;
  const inSeconds = Math.max(0, (judgement[next] - line.b) / line.m);
  if (!(explained >= LEAST_R_SQUARED) || inSeconds > HOUR_SECONDS) return undefined;
  return {
    line: next,
    inSeconds: Math.round(inSeconds),
    slopePerHour: line.m * HOUR_SECONDS,
    rSquared: Math.min(1, Math.round(explained * 1000) / 1000),
  };
}

function crosses({ value, judgement }: Reading, predicted: number | undefined): boolean {
  const next = nextLine(value * sign(judgement), judgement);
  if (next === undefined || predicted === undefined) return false;
  return predicted * sign(judgement) >= judgement[next] * sign(judgement);
}

/** The first threshold that has not been reached; `signed` grows as the indicator gets worse. */
function nextLine(signed: number, judgement: Judgement): Forecast['line'] | undefined {
  return (['warning', 'critical'] as const).find(
    (line) => signed < judgement[line] * sign(judgement),
  );
}

function sign({ good, worst }: Judgement): 1 | -1 {
  return worst > good ? 1 : -1;
}

/** Selects at least the series of these readings. */
function selectorOf(readings: readonly Reading[]): string {
  const names = anyOf(readings.map(({ indicator }) => indicator.series));
  const items = anyOf(readings.map(({ item }) => item));
  return `{__name__=~${names},item=~${items}}`;
}

/** A pattern that matches each of these texts, as a string of PromQL. */
function anyOf(texts: readonly string[]): string {
  return JSON.stringify([...new Set(texts)].map(escapePattern).join('|'));
}
