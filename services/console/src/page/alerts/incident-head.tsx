import type { ReactElement } from 'react';
import { IncidentActions } from './incident-actions.js';
import type { OpenIncident } from './incidents.js';
import type { IncidentAcknowledging } from './use-incident-acknowledging.js';

/** Stands above the alerts of an incident: what they are about, and what can be done about all. */
export function IncidentHead({
  incident,
  acknowledging,
}: {
  incident: OpenIncident;
  acknowledging: IncidentAcknowledging;
}): ReactElement {
  return (
    <div className="incident" data-testid="incident">
      <h3>{`${incident.title} (${incident.alerts.length})`}</h3>
      <IncidentActions incident={incident} acknowledging={acknowledging} />
    </div>
  );
}
