import type { Measurement } from '@agent-vitals/worker';

/**
 * A series has one value at a time, and what is written with times of whole seconds has several: each
 * that comes later to a time is moved by the millisecond to the next that is free.
 * @returns moves what must be moved, and remembers what it gave for `forMs`
 */
export function createDistinctTimes(
  forMs: number,
): (measurements: readonly Measurement[], now: number) => readonly Measurement[] {
  const given = new Map<string, Set<number>>();

  const timesOf = ({ gauge, attributes }: Measurement): Set<number> => {
    const series = JSON.stringify([gauge.name, attributes]);
    const times = given.get(series) ?? new Set();
    given.set(series, times);
    return times;
  };
  return (measurements, now) =>
    measurements.map((measurement) => {
      const times = timesOf(measurement);
      forget(times, now - forMs);
      let { at } = measurement;
      while (times.has(at)) at += 1;
      times.add(at);
      return { ...measurement, at };
    });
}

function forget(times: Set<number>, before: number): void {
  for (const at of times) {
    // They come in about the order of their times.
    if (at >= before) return;
    times.delete(at);
  }
}
