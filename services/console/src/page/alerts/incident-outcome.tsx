import { useEffect, useRef, type ReactElement } from 'react';
import { AcknowledgeDialog } from './acknowledge-dialog.js';
import { storyPath } from './address.js';
import { ProblemText } from './problem-text.js';
import type { IncidentAcknowledging } from './use-incident-acknowledging.js';
import { alertsText, titleOf } from './wording.js';

/** Asks who takes an incident on, and says what was taken on, what not and why. */
export function IncidentOutcome({
  acknowledging,
}: {
  acknowledging: IncidentAcknowledging;
}): ReactElement {
  const { asking, outcome, person, ask, acknowledge, forget } = acknowledging;
  const panel = useRef<HTMLDivElement>(null);
  // The button that was pressed goes with its incident: whoever uses the keyboard goes on here.
  useEffect(() => panel.current?.focus(), [outcome]);
  const { acknowledged = [], refused = [] } = outcome?.answer ?? {};
  return (
    <>
      {outcome && (
        <div ref={panel} className="panel outcome" tabIndex={-1} data-testid="outcome">
          {acknowledged.length > 0 && (
            <p>
              {alertsText(acknowledged.length)} about {outcome.title} acknowledged: nobody further
              is told, for 24 hours at most.
            </p>
          )}
          {refused.length > 0 && (
            <>
              <p className="problem">Not acknowledged:</p>
              <ul>
                {refused.map(({ alert, reason }) => (
                  <li key={alert.id}>
                    <a href={storyPath(alert.id)}>{titleOf(alert)}</a>: {reason}
                  </li>
                ))}
              </ul>
            </>
          )}
          <ProblemText problem={outcome.problem} />
          <button type="button" onClick={forget}>
            Close
          </button>
        </div>
      )}
      {asking && (
        <AcknowledgeDialog
          title={`${alertsText(asking.alerts.length)} about ${asking.title}`}
          person={person}
          onAcknowledge={(by, comment) => acknowledge(asking, by, comment)}
          onClose={() => ask(undefined)}
        />
      )}
    </>
  );
}
