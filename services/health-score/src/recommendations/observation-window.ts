import { GENERAL } from '@agent-vitals/instrumentation/general-semconv';
import { METRIC, prometheusName } from '@agent-vitals/instrumentation/semconv';
import type { Sample } from '@agent-vitals/worker/prometheus-client';

/** The time that rules look at, back from now. */
export interface ObservationWindow {
  readonly seconds: number;
  /** As PromQL has it: `6h`. */
  readonly promql: string;
  /** In a sentence: `the last 6 hours`. */
  readonly words: string;
}

/** Longest first: a day has the busy and the quiet hours. */
const WINDOWS: readonly ObservationWindow[] = [
  { seconds: 86_400, promql: '1d', words: 'the last day' },
  { seconds: 43_200, promql: '12h', words: 'the last 12 hours' },
  { seconds: 21_600, promql: '6h', words: 'the last 6 hours' },
  { seconds: 7200, promql: '2h', words: 'the last 2 hours' },
  { seconds: 3600, promql: '1h', words: 'the last hour' },
  { seconds: 1800, promql: '30m', words: 'the last 30 minutes' },
  { seconds: 1200, promql: '20m', words: 'the last 20 minutes' },
  { seconds: 600, promql: '10m', words: 'the last 10 minutes' },
  { seconds: 300, promql: '5m', words: 'the last 5 minutes' },
];

const SHORTEST: ObservationWindow = WINDOWS.at(-1)!;

/** Calls to models; where there are none, processes. */
const WHAT_IS_SEEN = [prometheusName(METRIC.inputTokens), GENERAL.processUptime] as const;

/**
 * Asks for the longest window whose beginning has data. A rate over a longer one would be too
 * small, as most of it was before anything was measured.
 */
export const WINDOW_QUERY: string = WHAT_IS_SEEN.flatMap((metric) =>
  WINDOWS.map(
    ({ seconds, promql }) =>
      `group(last_over_time(${metric}[${seconds >= 3600 ? '30m' : '2m'}] offset ${promql})) * ${seconds}`,
  ),
).join(' or ');

/** Asks for the number of series that an hour of calls to models has. */
export const SERIES_QUERY = `count(last_over_time(${prometheusName(METRIC.inferenceDuration)}[1h]))`;

/**
 * What one query may read: of a thousand agents two hours, of a hundred a day. Prometheus reads a
 * million histograms in well under a second, and refuses a query of a few millions.
 */
const MOST_SAMPLES = 1_000_000;
const EXPORT_SECONDS = 10;

/** The windows of one evaluation. */
export interface Windows {
  /** Full of data: for rates. */
  readonly window: ObservationWindow;
  /** For means. */
  readonly day: ObservationWindow;
}

/**
 * The windows by what {@link WINDOW_QUERY} and {@link SERIES_QUERY} answered; the shortest where
 * nothing is known.
 */
export function windowsOf(covered: readonly Sample[], series: readonly Sample[]): Windows {
  const affordable = (MOST_SAMPLES * EXPORT_SECONDS) / (series[0]?.value ?? 1);
  return {
    window: longest(Math.min(affordable, covered[0]?.value ?? 0)),
    day: longest(affordable),
  };
}

function longest(most: number): ObservationWindow {
  return WINDOWS.find(({ seconds }) => seconds <= most) ?? SHORTEST;
}

/** Between two looks: 60 of them in a window, but not closer than metrics arrive. */
const STEP = { parts: 60, least: 60, most: 300 } as const;
/** The same for what is dear to look at. */
const SPARSE = { parts: 24, least: 60 } as const;
const RANGE = { least: 120, most: 600 } as const;

/** Puts the windows into the PromQL of a rule; see `Rule.queries`. */
export function withWindows(promql: string, { window, day }: Windows): string {
  const { seconds } = window;
  const step = Math.min(STEP.most, Math.max(STEP.least, seconds / STEP.parts));
  const sparse = Math.max(SPARSE.least, seconds / SPARSE.parts);
  const range = Math.min(RANGE.most, Math.max(RANGE.least, step * 2));
  return promql
    .replaceAll('$window', window.promql)
    .replaceAll('$day', day.promql)
    .replaceAll('$step', `${step}s`)
    .replaceAll('$sparse', `${sparse}s`)
    .replaceAll('$range', `${range}s`);
}

const SECONDS_IN_MONTH = 30 * 86_400;

/** What an amount of the window comes to in 30 days at the same rate. */
export function monthly(amount: number, { seconds }: ObservationWindow): number {
  return (amount * SECONDS_IN_MONTH) / seconds;
}

/** What an amount of the window comes to in an hour at the same rate. */
export function hourly(amount: number, { seconds }: ObservationWindow): number {
  return (amount * 3600) / seconds;
}
