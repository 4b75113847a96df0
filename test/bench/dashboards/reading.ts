import type { QueryReading } from './query-readings.js';

/** The time ranges that are read, as Prometheus durations. */
export const RANGES = ['1h', '24h', '7d', '30d', '90d'] as const;

/** One of {@link RANGES}. */
export type Range = (typeof RANGES)[number];

/** What was read of a dashboard at a range; times in milliseconds. */
export interface Reading {
  readonly dashboard: string;
  readonly range: Range;
  /** From the address to the last panel drawn. */
  readonly navigationMs: readonly number[];
  /** From a click to the last panel drawn. */
  readonly refreshMs: readonly number[];
  /** All queries of a refresh side by side, the first time after Prometheus was started. */
  readonly coldMs: number;
  /** The same, later. */
  readonly queriesMs: readonly number[];
  readonly slowest: readonly QueryReading[];
  /** Panels that show an error. */
  readonly failed: number;
}

/** What a refresh is to take at most, in milliseconds. */
export const aimOf = (range: Range): number => (range === '1h' || range === '24h' ? 500 : 2000);
