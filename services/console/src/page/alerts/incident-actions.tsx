import type { ReactElement } from 'react';
import type { OpenIncident } from './incidents.js';
import type { IncidentAcknowledging } from './use-incident-acknowledging.js';

/** Takes all that fire of an incident on with one click, once a name is known. */
export function IncidentActions({
  incident,
  acknowledging,
  of = '',
}: {
  incident: OpenIncident;
  acknowledging: IncidentAcknowledging;
  /** What is said after "Acknowledge all 8", where no heading above says of what. */
  of?: string;
}): ReactElement {
  const { sending, start, ask } = acknowledging;
  const label = `Acknowledge all ${incident.alerts.length}${of}`;
  return (
    <div role="group" aria-label={`Actions: ${incident.title}`} className="actions">
      <button type="button" className="primary" disabled={sending} onClick={() => start(incident)}>
        {label}
      </button>
      <button
        type="button"
        disabled={sending}
        aria-label={`${label} with comment`}
        onClick={() => ask(incident)}
      >
        with comment
      </button>
    </div>
  );
}
