import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import { useEffect, useRef, useState, type MouseEvent, type ReactElement } from 'react';
import { AcknowledgeDialog } from './acknowledge-dialog.js';
import { rememberPerson, usePerson } from './person.js';
import { ProblemText } from './problem-text.js';
import { useChange, type Change } from './use-change.js';
import { titleOf } from './wording.js';

const PATH = '/acknowledgement';

/** Takes an alert on with one click, once a name is known, or gives it back. */
export function AlertActions({
  alert,
  among,
}: {
  alert: AlertAnswer;
  /** Whether all of its incident can be taken on besides, which is what most want. */
  among: boolean;
}): ReactElement | null {
  const { state } = alert;
  const person = usePerson();
  const [asking, setAsking] = useState(false);
  const { sending, problem, send } = useChange(alert.id);
  const group = useRef<HTMLDivElement>(null);
  // The button that was pressed goes with the state: the keyboard goes on where the next ones are.
  const pressed = useRef(false);
  useEffect(() => {
    if (!pressed.current) return;
    pressed.current = false;
    group.current?.focus({ preventScroll: true });
  }, [state]);
  if (state === 'resolved') return null;

  const change = async (what: Change): Promise<void> => {
    pressed.current = true;
    if (!(await send(what))) pressed.current = false;
  };
  const acknowledge = (by: string, comment = ''): void => {
    rememberPerson(by);
    void change({ method: 'POST', path: PATH, body: { by, comment } });
  };
  const giveBack = (event: MouseEvent): void => {
    // The second click of two: it was meant for the button that was here before.
    if (event.detail > 1) return;
    const by = person === '' ? '' : `?${new URLSearchParams({ by: person })}`;
    void change({ method: 'DELETE', path: PATH + by });
  };
  const title = titleOf(alert);
  return (
    <div
      ref={group}
      role="group"
      aria-label={`Actions: ${title}`}
      className="actions"
      tabIndex={-1}
    >
      {state === 'acknowledged' ? (
        <button type="button" disabled={sending} onClick={giveBack}>
          Un-acknowledge
        </button>
      ) : (
        <>
          <button
            type="button"
            className={state === 'firing' && !among ? 'primary' : undefined}
            disabled={sending}
            onClick={() => (person === '' ? setAsking(true) : acknowledge(person))}
          >
            Acknowledge
          </button>
          <button
            type="button"
            disabled={sending}
            aria-label="Acknowledge with comment"
            onClick={() => setAsking(true)}
          >
            with comment
          </button>
        </>
      )}
      <ProblemText problem={problem} />
      {asking && (
        <AcknowledgeDialog
          title={title}
          person={person}
          onAcknowledge={acknowledge}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
