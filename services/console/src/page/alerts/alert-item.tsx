import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import type { ReactElement } from 'react';
import { SeverityBadge } from '../elements/severity-badge.js';
import { lookOf } from '../elements/severity.js';
import { storyPath } from './address.js';
import { AlertActions } from './alert-actions.js';
import { AlertLinks } from './alert-links.js';
import { durationOf, Moment } from './moment.js';
import { References } from './references.js';
import { titleOf, whereOf, whoKnows } from './wording.js';

/** An open alert in the list: what, where, since when, who has it, and what can be done. */
export function AlertItem({
  alert,
  now,
  among,
}: {
  alert: AlertAnswer;
  now: number;
  /** Whether it stands below the heading of its incident, with others. */
  among: boolean;
}): ReactElement {
  const { id, name, severity, state, startedAt, inhibitedBy } = alert;
  const where = whereOf(alert);
  const Title = among ? 'h4' : 'h3';
  return (
    <article
      className={among ? 'panel alert among' : 'panel alert'}
      data-status={lookOf(severity).status}
      data-testid={`alert-${state}`}
    >
      <div>
        <Title>
          <a href={storyPath(id)}>{titleOf(alert)}</a>
        </Title>
        <p className="muted">
          <SeverityBadge severity={severity} /> · {name}
          {where !== '' && ` · ${where}`}
        </p>
        <p>
          since <Moment at={startedAt} now={now} /> ({durationOf(startedAt, null, now)}) ·{' '}
          {state === 'inhibited' ? (
            <>
              muted by <References alerts={inhibitedBy} />
            </>
          ) : (
            whoKnows(alert)
          )}
        </p>
        <AlertLinks alert={alert} now={now} />
      </div>
      <AlertActions alert={alert} among={among} />
    </article>
  );
}
