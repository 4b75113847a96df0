import type { AlertStory } from '@agent-vitals/alert-history/answers';
import type { ReactElement } from 'react';
import { SeverityBadge } from '../elements/severity-badge.js';
import { storyPath } from './address.js';
import { Moment } from './moment.js';
import { titleOf, whereOf } from './wording.js';

/** Others that were open while an alert was, and which of them are of the same incident. */
export function Besides({ alert, now }: { alert: AlertStory; now: number }): ReactElement {
  if (alert.besides.length === 0) return <p className="panel empty">No other alert was open.</p>;
  return (
    <ul className="panel rows" data-testid="besides">
      {alert.besides.map((other) => (
        <li key={other.id}>
          <a href={storyPath(other.id)}>{titleOf(other)}</a>
          <p className="muted">
            <SeverityBadge severity={other.severity} /> · {other.state} · since{' '}
            <Moment at={other.startedAt} now={now} /> · {whereOf(other)}
            {other.incident.key === alert.incident.key && ' · same incident'}
          </p>
        </li>
      ))}
    </ul>
  );
}
