import type { History, Trend } from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import { formatMinute } from './format.js';
import { HISTORY_HOURS } from './history.js';
import { Sparkline, type Lines } from './sparkline.js';
import { Comparisons } from './trend-text.js';

/** How a score came to be what it is: its curve, and what it was at other times. */
export function ScoreHistory({
  history,
  component,
  lines,
  trend,
}: {
  history: History | undefined;
  /** Null for the whole. */
  component: string | null;
  lines: Lines;
  trend: Trend;
}): ReactElement {
  return (
    <>
      <Sparkline history={history} component={component} lines={lines} />
      <p className="sparkline-axis muted" aria-hidden="true">
        <span>{history && formatMinute(Date.parse(history.from))}</span>
        <span>last {HISTORY_HOURS} hours</span>
        <span>{history && formatMinute(Date.parse(history.to))}</span>
      </p>
      <Comparisons trend={trend} />
    </>
  );
}
