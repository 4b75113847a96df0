import { useId, type ReactElement } from 'react';
import { describeCurve, pathOf, runsOf } from './curve.js';
import type { Curves } from './history.js';

/** Scores below which something is degraded, and critical. */
export interface Lines {
  readonly warning: number;
  readonly critical: number;
}

const WIDTH = 300;
const HEIGHT = 60;

/** A score over time as a small curve, coloured by the status that it had. */
export function Sparkline({
  curves,
  component,
  lines,
}: {
  curves: Curves;
  /** Null for the whole. */
  component: string | null;
  lines: Lines;
}): ReactElement {
  const gradient = useId();
  const { from, to, stepSeconds } = curves;
  const points = curves.pointsOf(component);
  const path = pathOf(runsOf(points, stepSeconds * 2.5), {
    from,
    to,
    width: WIDTH,
    height: HEIGHT,
  });
  const heightOf = (score: number): number => (1 - score / 100) * HEIGHT;
  const stops = [
    { color: 'var(--healthy)', from: 100, to: lines.warning },
    { color: 'var(--degraded)', from: lines.warning, to: lines.critical },
    { color: 'var(--critical)', from: lines.critical, to: 0 },
  ];
  return (
    <svg
      className="sparkline"
      role="img"
      aria-label={describeCurve(points)}
      viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
      preserveAspectRatio="none"
    >
      <linearGradient id={gradient} gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="0" y2={HEIGHT}>
        {stops.flatMap(({ color, ...stop }) =>
          [stop.from, stop.to].map((score) => (
            <stop key={`${color} ${score}`} offset={1 - score / 100} stopColor={color} />
          )),
        )}
      </linearGradient>
      {[lines.warning, lines.critical].map((score) => (
        <line
          key={score}
          className="sparkline-line"
          x1="0"
          x2={WIDTH}
          y1={heightOf(score)}
          y2={heightOf(score)}
        />
      ))}
      <path className="sparkline-curve" d={path} stroke={`url(#${gradient})`} />
    </svg>
  );
}
