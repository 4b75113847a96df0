import type { ReactElement } from 'react';
import { PageHeader } from '../elements/page-header.js';
import type { PollState } from '../elements/poll.js';
import { AlertItem } from './alert-item.js';
import { AnswerState, Updated } from './answer-state.js';
import type { AlertList } from './api.js';
import { IncidentHead } from './incident-head.js';
import { IncidentOutcome } from './incident-outcome.js';
import { groupsOf } from './order.js';
import { useIncidentAcknowledging } from './use-incident-acknowledging.js';

/** What is open: what waits for somebody first. */
export function OpenPage({ open }: { open: PollState<AlertList> }): ReactElement {
  const now = Date.now();
  const list = open.answer?.value;
  const groups = groupsOf(list?.alerts ?? []);
  const firing = groups.find(({ state }) => state === 'firing')?.count ?? 0;
  const acknowledging = useIncidentAcknowledging();
  return (
    <>
      <PageHeader title="Alerts" windowTitle={firing > 0 ? `(${firing}) Alerts` : 'Alerts'}>
        <Updated poll={open} />
      </PageHeader>
      <AnswerState poll={open} />
      <IncidentOutcome acknowledging={acknowledging} />
      {list && firing === 0 && (
        <p className="panel empty">
          {groups.length === 0 ? 'No alert is open.' : 'No alert waits for anybody.'}{' '}
          <a href="/alerts/history?last=24h">What there was in the last 24 hours</a>
        </p>
      )}
      <div className="alerts">
        {/* Side by side, so that an alert stays itself, with what is being written about it, when its state changes. */}
        {groups.flatMap(({ state, title, count, incidents }) => [
          <h2 key={state}>{`${title} (${count})`}</h2>,
          ...incidents.flatMap((incident) => {
            const among = incident.alerts.length > 1;
            return [
              among && (
                <IncidentHead
                  key={incident.key}
                  incident={incident}
                  acknowledging={acknowledging}
                />
              ),
              ...incident.alerts.map((alert) => (
                <AlertItem key={alert.id} alert={alert} now={now} among={among} />
              )),
            ];
          }),
        ])}
      </div>
      {list?.next != null && (
        <p className="note">
          These are the newest {list.alerts.length};{' '}
          <a href="/alerts/history?state=open">all that is open</a>
        </p>
      )}
    </>
  );
}
