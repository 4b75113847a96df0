import type { History } from '@agent-vitals/health-score/report';
import { useId, type ReactElement } from 'react';
import { describeCurve, pathOf, runsOf, type Point } from './curve.js';

/** Scores below which something is degraded, and critical. */
export interface Lines {
  readonly warning: number;
  readonly critical: number;
}

const WIDTH = 300;
const HEIGHT = 60;

/** Points of a component, or of the whole for null. */
const pointsOf = (history: History | undefined, component: string | null): readonly Point[] =>
  history?.series.find((series) => series.component === component)?.points ?? [];

/** A score over time as a small curve, coloured by the status that it had. */
export function Sparkline({
  history,
  component,
  lines,
}: {
  history: History | undefined;
  /** Null for the whole. */
  component: string | null;
  lines: Lines;
}): ReactElement {
  const gradient = useId();
  const points = pointsOf(history, component);
  const from = history ? Date.parse(history.from) : 0;
  const to = history ? Date.parse(history.to) : 0;
  const box = { from: from / 1000, to: to / 1000, width: WIDTH, height: HEIGHT };
  const path = pathOf(runsOf(points, (history?.stepSeconds ?? 0) * 2.5), box);
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
