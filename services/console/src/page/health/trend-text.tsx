import type { Trend } from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import { formatChange, formatScore } from './format.js';
import { AGAINST, DIRECTION } from './wording.js';

/** Faster than this a score does not move for an hour: it has 100 points. */
const FAST = 60;

const speed = (points: number): string => {
  if (points === 0) return '';
  return points > FAST ? ' fast' : ` by ${points} an hour`;
};

/** The direction of a score in a word, with how fast it moves if it does. */
export function TrendText({ trend }: { trend: Trend }): ReactElement {
  const { word, shape } = DIRECTION[trend.direction];
  const moves = trend.direction === 'improving' || trend.direction === 'worsening';
  return (
    <span className="trend" data-direction={trend.direction}>
      {shape !== '' && <span aria-hidden="true">{shape} </span>}
      {word}
      {moves && speed(Math.round(Math.abs(trend.slopePerHour ?? 0)))}
    </span>
  );
}

/** A score against what it was an hour, a day and a week ago. */
export function Comparisons({ trend }: { trend: Trend }): ReactElement {
  return (
    <dl className="comparisons">
      {trend.comparisons.map(({ against, past, difference }) => (
        <div key={against}>
          <dt>{AGAINST[against]}</dt>
          <dd>
            {past === null ? 'not known' : formatScore(past)}
            {difference !== null && (
              <>
                {' '}
                <span className="muted">({formatChange(difference)})</span>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
