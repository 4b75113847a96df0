import type { Trend } from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import { formatChange, formatScore } from './format.js';
import { AGAINST, DIRECTION } from './wording.js';

/** The direction of a score in a word, with how fast it moves if it does. */
export function TrendText({ trend }: { trend: Trend }): ReactElement {
  const { word, shape } = DIRECTION[trend.direction];
  const moves = trend.direction === 'improving' || trend.direction === 'worsening';
  const points = Math.round(Math.abs(trend.slopePerHour ?? 0));
  return (
    <span className="trend" data-direction={trend.direction}>
      {shape !== '' && <span aria-hidden="true">{shape} </span>}
      {word}
      {moves && points > 0 && ` by ${points} an hour`}
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
