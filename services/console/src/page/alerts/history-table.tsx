import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import type { ReactElement } from 'react';
import { SeverityBadge } from '../elements/severity-badge.js';
import { formatSeconds } from '../elements/time.js';
import { storyPath } from './address.js';
import { durationOf, Moment } from './moment.js';
import { titleOf, whereOf } from './wording.js';

const VERDICT = { 'true-alarm': 'true alarm', 'false-alarm': 'false alarm' } as const;

/** Who took an alert on, and what came out of it. */
function Outcome({ alert }: { alert: AlertAnswer }): ReactElement {
  const { acknowledgedBy, secondsTo, verdict, cause, notifications } = alert;
  return (
    <>
      {acknowledgedBy === null || secondsTo.acknowledge === null
        ? notifications === 0
          ? 'nobody told'
          : 'nobody acknowledged'
        : `${acknowledgedBy} after ${formatSeconds(Math.round(secondsTo.acknowledge))}`}
      {verdict !== null && (
        <span className="muted">
          {VERDICT[verdict]}: {cause}
        </span>
      )}
    </>
  );
}

/** Alerts as they were, the newest first. Its roles are named for the same reason as those of the figures. */
export function HistoryTable({
  alerts,
  now,
}: {
  alerts: readonly AlertAnswer[];
  now: number;
}): ReactElement {
  return (
    <table className="panel blocks history" role="table" data-testid="history">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            Alert
          </th>
          <th role="columnheader" scope="col">
            Started
          </th>
          <th role="columnheader" scope="col">
            State
          </th>
          <th role="columnheader" scope="col" className="wide">
            Taken on
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {alerts.map((alert) => {
          const { id, name, severity, state, startedAt, resolvedAt } = alert;
          return (
            <tr key={id} role="row">
              <th role="rowheader" scope="row">
                <a href={storyPath(id)}>{titleOf(alert)}</a>
                <span className="muted">
                  <SeverityBadge severity={severity} /> · {name} · {whereOf(alert)}
                </span>
              </th>
              <td role="cell">
                <Moment at={startedAt} now={now} />{' '}
              </td>
              <td role="cell">
                {state}{' '}
                <span className="muted">
                  {resolvedAt === null ? 'open for' : 'after'}{' '}
                  {durationOf(startedAt, resolvedAt, now)}
                </span>
              </td>
              <td role="cell" className="wide">
                <Outcome alert={alert} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
