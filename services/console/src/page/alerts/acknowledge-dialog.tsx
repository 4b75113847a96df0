import { useEffect, useRef, type FormEvent, type ReactPortal } from 'react';
import { createPortal } from 'react-dom';
import { textOf } from './text-of.js';

/**
 * Asks who takes an alert on, and for what they want to say about it. It stands at the end of the
 * page: a dialog that moves with its alert would close.
 */
export function AcknowledgeDialog({
  title,
  person,
  onAcknowledge,
  onClose,
}: {
  /** What is wrong. */
  title: string;
  /** The name that is known; may be empty. */
  person: string;
  onAcknowledge: (by: string, comment: string) => void;
  onClose: () => void;
}): ReactPortal {
  const dialog = useRef<HTMLDialogElement>(null);
  const comment = useRef<HTMLTextAreaElement>(null);
  // Once: the name may become known while it closes.
  useEffect(() => {
    dialog.current?.showModal();
    if (person !== '') comment.current?.focus();
  }, []);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const by = textOf(form, 'by');
    if (by === '') return;
    onAcknowledge(by, textOf(form, 'comment'));
    dialog.current?.close();
  };
  return createPortal(
    <dialog ref={dialog} className="panel" aria-label="Acknowledge" onClose={onClose}>
      <form onSubmit={submit}>
        <h2>Acknowledge</h2>
        <p>{title}</p>
        <label>
          Your name
          <input
            name="by"
            defaultValue={person}
            required
            pattern=".*\S.*"
            maxLength={100}
            autoComplete="name"
          />
          <span className="muted">Others see it; this browser remembers it.</span>
        </label>
        <label>
          Comment, if you like
          <textarea ref={comment} name="comment" rows={2} maxLength={1000} />
        </label>
        <p className="muted">Nobody further is told, for 24 hours at most.</p>
        <p className="buttons">
          <button className="primary">Acknowledge</button>
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
        </p>
      </form>
    </dialog>,
    document.body,
  );
}
