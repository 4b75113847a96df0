import type { Status, Trend } from '@agent-vitals/health-score/report';
import type { ReactElement, ReactNode } from 'react';
import { formatScore } from './format.js';
import { StatusBadge } from './status-badge.js';
import { TrendText } from './trend-text.js';

/** A score, large, with its status and trend; what explains it stands below or beside. */
export function ScoreCard({
  score,
  status,
  trend,
  note,
  children,
}: {
  score: number | null;
  status: Status;
  trend?: Trend;
  /** A sentence below the score. */
  note?: ReactNode;
  /** What stands beside it. */
  children?: ReactNode;
}): ReactElement {
  return (
    <div className="score-card panel" data-status={status} data-testid="score-card">
      <div>
        <p className="score" data-testid="score">
          {formatScore(score)}
          {score !== null && <span className="of"> of 100</span>}
        </p>
        <p className="score-status">
          <StatusBadge status={status} />
          {trend && <TrendText trend={trend} />}
        </p>
        {note}
      </div>
      <div>{children}</div>
    </div>
  );
}
