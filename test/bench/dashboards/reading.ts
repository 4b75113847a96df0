import type { QueryReading } from './query-readings.js';

/** The time ranges that are read, as Prometheus durations. */
export const RANGES = ['1h', '24h', '7d', '30d', '90d'] as const;

/** One of {@link RANGES}. */
export type Range = (typeof RANGES)[number];

/** From one point of a line to the next, in seconds, in a panel of half a window's width. */
const STEP_SECONDS: Readonly<Record<Range, number>> = {
  '1h': 15,
  '24h': 300,
  '7d': 2100,
  '30d': 10_800,
  '90d': 28_800,
};

/** From one point of a line to the next, in milliseconds. */
export const stepMsOf = (range: Range): number => STEP_SECONDS[range] * 1000;

/** What was read of a dashboard at a range; times in milliseconds. */
export interface Reading {
  readonly dashboard: string;
  readonly range: Range;
  /** From the address to the last panel drawn. */
  readonly navigationMs: readonly number[];
  /** From a click to the last panel drawn, at once: mostly nothing is other than what is shown. */
  readonly refreshMs: readonly number[];
  /** The same, after the time of a step: everything is drawn anew. */
  readonly afterStepMs: readonly number[];
  /** All queries of the page side by side, the first time after Prometheus was started. */
  readonly coldMs: number;
  /** The same, later. */
  readonly queriesMs: readonly number[];
  readonly slowest: readonly QueryReading[];
  /** Panels that show an error. */
  readonly failed: number;
}

/** What a refresh is to take at most, in milliseconds. */
export const aimOf = (range: Range): number => (range === '1h' || range === '24h' ? 500 : 2000);
