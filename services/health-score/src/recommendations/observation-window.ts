import { GENERAL, GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import { METRIC, prometheusName } from '@agent-vitals/instrumentation/semconv';
import type { Sample } from '../prometheus-client.js';

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

/** Series of what is looked at; the process metrics are there where no model is called. */
const ANY = `{__name__=~"${prometheusName(METRIC.inputTokens)}|${GENERAL.processUptime}",${GENERAL_LABEL.serviceName}!=""}`;

/**
 * Asks for the longest window whose beginning has data. A rate over a longer one would be too
 * small, as most of it was before anything was measured.
 */
export const WINDOW_QUERY: string = WINDOWS.map(
  ({ seconds, promql }) =>
    `group(last_over_time(${ANY}[${seconds >= 3600 ? '30m' : '2m'}] offset ${promql})) * ${seconds}`,
).join(' or ');

/** The window that {@link WINDOW_QUERY} found; the shortest where nothing is known. */
export function windowOf(samples: readonly Sample[]): ObservationWindow {
  return WINDOWS.find(({ seconds }) => seconds === samples[0]?.value) ?? SHORTEST;
}

/** Between two looks: 60 of them in a window, but not closer than metrics arrive. */
const STEP = { parts: 60, least: 60, most: 300 } as const;
/** The same for what is dear to look at. */
const SPARSE = { parts: 24, least: 60 } as const;
const RANGE = { least: 120, most: 600 } as const;
/** From which window on counters are read at steps. What is lost is at most a step at each start of a process. */
const LONG_SECONDS = 21_600;

/** Puts the window into the PromQL of a rule; see `Rule.queries`. */
export function withWindow(promql: string, window: ObservationWindow): string {
  const { seconds } = window;
  const step = Math.min(STEP.most, Math.max(STEP.least, seconds / STEP.parts));
  const sparse = Math.max(SPARSE.least, seconds / SPARSE.parts);
  const range = Math.min(RANGE.most, Math.max(RANGE.least, step * 2));
  const sampled = seconds >= LONG_SECONDS ? `:${step}s` : '';
  return promql
    .replaceAll('$counted', `${window.promql}${sampled}`)
    .replaceAll('$day', `1d${sampled}`)
    .replaceAll('$window', window.promql)
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
