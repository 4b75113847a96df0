import type { AlertStory } from '@agent-vitals/alert-history/answers';
import type { ReactElement } from 'react';
import { SeverityBadge } from '../elements/severity-badge.js';
import { lookOf } from '../elements/severity.js';
import { AlertActions } from './alert-actions.js';
import { AlertLinks } from './alert-links.js';
import { IncidentActions } from './incident-actions.js';
import type { OpenIncident } from './incidents.js';
import { durationOf, Moment } from './moment.js';
import { References } from './references.js';
import type { IncidentAcknowledging } from './use-incident-acknowledging.js';
import { whereOf, whoKnows } from './wording.js';

/** Where an alert stands, in a few words. */
function State({ alert, now }: { alert: AlertStory; now: number }): ReactElement {
  const { state, startedAt, resolvedAt, inhibitedBy } = alert;
  const lasted = durationOf(startedAt, resolvedAt, now);
  if (state === 'resolved') return <>resolved after {lasted}</>;
  if (state === 'firing') return <>{`firing for ${lasted}, ${whoKnows(alert)}`}</>;
  return (
    <>
      {state} by{' '}
      {state === 'inhibited' ? <References alerts={inhibitedBy} /> : alert.acknowledgedBy}, open for{' '}
      {lasted}
    </>
  );
}

/** What is wrong, how bad it is, and what can be done at once. */
export function AlertSummary({
  alert,
  now,
  incident,
  acknowledging,
}: {
  alert: AlertStory;
  now: number;
  /** What fires of its incident, where that can be taken on together. */
  incident: OpenIncident | undefined;
  acknowledging: IncidentAcknowledging;
}): ReactElement {
  const { severity, state, name, component, startedAt, resolvedAt, annotations, labels } = alert;
  const facts: readonly (readonly [string, ReactElement | string])[] = [
    ['Alert', name],
    ['Where', [whereOf(alert), component].filter((text) => text !== '').join(', ')],
    ['Since', <Moment key="since" at={startedAt} now={now} />],
    ...(resolvedAt === null
      ? []
      : [['Until', <Moment key="until" at={resolvedAt} now={now} />] as const]),
  ];
  return (
    <div
      className="panel alert"
      data-status={state === 'resolved' ? 'healthy' : lookOf(severity).status}
      data-testid="summary"
    >
      <div>
        <p className="alert-state">
          <SeverityBadge severity={severity} />, <State alert={alert} now={now} />
        </p>
        <p className="written">{annotations['description']}</p>
      </div>
      <div className="stacked">
        {incident && (
          <IncidentActions
            incident={incident}
            acknowledging={acknowledging}
            of=" of this incident"
          />
        )}
        <AlertActions alert={alert} among={incident !== undefined} />
      </div>
      <div className="alert-more">
        <dl className="facts">
          {facts.map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <AlertLinks alert={alert} now={now} />
        <details>
          <summary>Labels</summary>
          <dl className="figures">
            {Object.entries(labels).map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
    </div>
  );
}
