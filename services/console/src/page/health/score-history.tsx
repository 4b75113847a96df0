import type { Trend } from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import { formatMinute } from '../elements/time.js';
import type { Curves } from './history.js';
import { Sparkline, type Lines } from './sparkline.js';
import { Comparisons } from './trend-text.js';

/** How a score came to be what it is: its curve, and what it was at other times. */
export function ScoreHistory({
  curves,
  component,
  lines,
  trend,
}: {
  curves: Curves | undefined;
  /** Null for the whole. */
  component: string | null;
  lines: Lines;
  trend: Trend;
}): ReactElement {
  return (
    <>
      {curves && (
        <>
          <Sparkline curves={curves} component={component} lines={lines} />
          <p className="sparkline-axis muted" aria-hidden="true">
            <span>{formatMinute(curves.from * 1000)}</span>
            <span>{formatMinute(curves.to * 1000)}</span>
          </p>
        </>
      )}
      <Comparisons trend={trend} />
    </>
  );
}
