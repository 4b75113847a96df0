import { createRandom } from '../random.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Busiest at 14:00 UTC, quietest at 02:00. */
const PEAK_MS = 14 * 60 * 60 * 1000;

/**
 * The rate of arrivals at a time of the day: the base, half as much again at the peak, half of it
 * at night.
 * @param base mean over the day, per second
 * @param timeMs Unix time in milliseconds
 * @returns arrivals per second
 */
export function rateAt(base: number, timeMs: number): number {
  return base * (1 + 0.5 * Math.cos((2 * Math.PI * (timeMs - PEAK_MS)) / DAY_MS));
}

/**
 * The pauses between arrivals of a Poisson process that follows {@link rateAt}.
 * @param base mean rate over the day, per second
 * @param seed the same seed gives the same pauses
 * @returns a function that gives the pause before the next arrival, in milliseconds
 */
export function createRhythm(base: number, seed: number): (nowMs: number) => number {
  const random = createRandom(seed);
  return (nowMs) => random.exponential(1000 / rateAt(base, nowMs));
}
