import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import { useEffect, useRef, useState, type MouseEvent, type ReactElement } from 'react';
import { AcknowledgeDialog } from './acknowledge-dialog.js';
import { rememberPerson, usePerson } from './person.js';
import { ProblemText } from './problem-text.js';
import { useChange } from './use-change.js';
import { titleOf } from './wording.js';

/** The alert that was changed last: where its buttons are next, the keyboard goes on. */
let changed: AlertAnswer['id'] | undefined;

/** Takes an alert on with one click, once a name is known, or gives it back. */
export function AlertActions({ alert }: { alert: AlertAnswer }): ReactElement | null {
  const { id, state } = alert;
  const person = usePerson();
  const [asking, setAsking] = useState(false);
  const { sending, problem, send } = useChange(id);
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (changed !== id) return;
    changed = undefined;
    group.current?.focus({ preventScroll: true });
  }, [id, state]);
  if (state === 'resolved') return null;

  const path = '/acknowledgement';
  const acknowledge = async (by: string, comment = ''): Promise<void> => {
    rememberPerson(by);
    if (await send({ method: 'POST', path, body: { by, comment } })) changed = id;
  };
  const giveBack = async (event: MouseEvent): Promise<void> => {
    // The second click of two: it was meant for the button that was here before.
    if (event.detail > 1) return;
    const by = person === '' ? '' : `?${new URLSearchParams({ by: person })}`;
    if (await send({ method: 'DELETE', path: path + by })) changed = id;
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
        <button type="button" disabled={sending} onClick={(event) => void giveBack(event)}>
          Un-acknowledge
        </button>
      ) : (
        <>
          <button
            type="button"
            className={state === 'firing' ? 'primary' : undefined}
            disabled={sending}
            onClick={() => (person === '' ? setAsking(true) : void acknowledge(person))}
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
          onAcknowledge={(by, comment) => void acknowledge(by, comment)}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
