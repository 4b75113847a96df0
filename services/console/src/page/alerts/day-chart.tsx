import type { Statistics } from '@agent-vitals/alert-history/statistics';
import type { ReactElement } from 'react';
import { lookOf, rankOf } from '../elements/severity.js';
import { barsOf, describeBars, mostOf } from './day-bars.js';

/** Part of a day's width that its bar has. */
const BAR = 0.8;

/** Alerts of each day as a bar, by severity. */
export function DayChart({ days }: Pick<Statistics, 'days'>): ReactElement {
  const bars = barsOf(days);
  const severities = [...new Set(bars.map(({ severity }) => severity))].toSorted(
    (a, b) => rankOf(a) - rankOf(b),
  );
  return (
    <figure className="panel chart">
      <figcaption>
        Alerts a day, at most {mostOf(days)}
        {severities.map((severity) => (
          <span key={severity} className="legend" data-status={lookOf(severity).status}>
            {severity}
          </span>
        ))}
      </figcaption>
      <svg
        role="img"
        aria-label={describeBars(days)}
        viewBox={`0 0 ${days.length} 1`}
        preserveAspectRatio="none"
      >
        {bars.map(({ day, severity, count, y, height }) => (
          <rect
            key={`${day} ${severity}`}
            data-status={lookOf(severity).status}
            x={day + (1 - BAR) / 2}
            width={BAR}
            y={y}
            height={height}
          >
            <title>{`${days[day]?.date}: ${count} ${severity}`}</title>
          </rect>
        ))}
      </svg>
      <p className="axis muted" aria-hidden="true">
        <span>{days[0]?.date}</span>
        <span>{days.at(-1)?.date}</span>
      </p>
    </figure>
  );
}
