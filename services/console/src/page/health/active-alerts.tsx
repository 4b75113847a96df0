import type { ReactElement } from 'react';
import type { PollState } from '../elements/poll.js';
import { SeverityBadge } from '../elements/severity-badge.js';
import { formatSeconds, formatTime } from '../elements/time.js';
import { toActiveAlerts, type GettableAlert } from './alerts.js';

/** What Alertmanager has notified somebody about, with what to do. */
export function ActiveAlerts({
  poll: { answer, problem },
  now,
}: {
  poll: PollState<readonly GettableAlert[]>;
  now: number;
}): ReactElement {
  if (!answer) {
    return <p className="panel empty">{problem ? problem.detail : 'Asking Alertmanager …'}</p>;
  }
  const alerts = toActiveAlerts(answer.value);
  if (alerts.length === 0) {
    return (
      <p className="panel empty">
        No alert waits for anybody. <a href="/alerts">All that is open</a>
      </p>
    );
  }
  return (
    <>
      <table className="panel" data-testid="active-alerts">
        <thead>
          <tr>
            <th scope="col">Alert</th>
            <th scope="col" className="figure">
              Since
            </th>
          </tr>
        </thead>
        <tbody>
          {alerts.map(({ id, name, severity, summary, where, since }) => (
            <tr key={id}>
              <th scope="row">
                <a href={`/alerts?fingerprint=${id}`}>{summary === '' ? name : summary}</a>
                <span className="muted">
                  <SeverityBadge severity={severity} /> · {where}
                </span>
                <a href={`/runbooks/${encodeURIComponent(name)}`}>Runbook {name}</a>
              </th>
              <td className="figure">
                <time dateTime={since.toISOString()}>{formatTime(since.getTime())}</time>
                <span className="muted">
                  {formatSeconds(Math.max(0, Math.round((now - since.getTime()) / 1000)))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        <a href="/alerts">Acknowledge, or see all that is open</a>
      </p>
    </>
  );
}
