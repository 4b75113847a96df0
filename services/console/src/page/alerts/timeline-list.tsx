import type { AlertStory } from '@agent-vitals/alert-history/answers';
import type { ReactElement } from 'react';
import { Moment } from './moment.js';
import { References } from './references.js';
import { timelineOf } from './timeline.js';

/** What happened to an alert and what people wrote about it, the first first. */
export function TimelineList({ alert, now }: { alert: AlertStory; now: number }): ReactElement {
  return (
    <ol className="timeline panel" data-testid="timeline">
      {timelineOf(alert).map(({ at, kind, text, alerts }) => (
        <li key={`${at} ${kind} ${text}`} data-kind={kind}>
          <Moment at={at} now={now} />
          <span>
            {text}
            {kind === 'inhibited' && (
              <>
                {' '}
                <References alerts={alerts} />
              </>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
