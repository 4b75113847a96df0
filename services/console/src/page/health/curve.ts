import { formatMinute } from '../elements/time.js';

/** A score at a time: seconds since 1970, and 0 to 100, or null where it was unknown. */
export type Point = readonly [seconds: number, score: number | null];

/** Lines of a curve: more than one where it was unknown in between. */
type Run = readonly (readonly [seconds: number, score: number])[];

/** Splits points where the score was unknown, or where none came for longer than `gapSeconds`. */
export function runsOf(points: readonly Point[], gapSeconds: number): readonly Run[] {
  const runs: (readonly [number, number])[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [seconds, score] of points) {
    if (score === null) {
      last = Number.NEGATIVE_INFINITY;
      continue;
    }
    if (seconds - last > gapSeconds) runs.push([]);
    runs.at(-1)!.push([seconds, score]);
    last = seconds;
  }
  return runs;
}

/** The path of a curve in a box: 100 is its top edge, 0 its lower one. */
export function pathOf(
  runs: readonly Run[],
  { from, to, width, height }: { from: number; to: number; width: number; height: number },
): string {
  const x = (seconds: number): string => (((seconds - from) / (to - from)) * width).toFixed(1);
  const y = (score: number): string => ((1 - score / 100) * height).toFixed(1);
  return runs
    .map((run) => {
      const [first] = run;
      const line = run.map(([seconds, score]) => `${x(seconds)} ${y(score)}`).join('L');
      // A point alone would not be drawn.
      return run.length === 1 && first ? `M${line}h0.1` : `M${line}`;
    })
    .join('');
}

const time = (seconds: number): string => formatMinute(seconds * 1000);

/** What a curve shows, for those who do not see it. */
export function describeCurve(points: readonly Point[]): string {
  const known = points.filter((point): point is readonly [number, number] => point[1] !== null);
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last) return 'There is no history yet.';
  const worst = known.reduce((low, point) => (point[1] < low[1] ? point : low));
  const best = Math.max(...known.map(([, score]) => score));
  return (
    `Score from ${time(first[0])} to ${time(last[0])}: between ${Math.floor(worst[1])} and ` +
    `${Math.floor(best)}, lowest at ${time(worst[0])}, last ${Math.floor(last[1])}.`
  );
}
