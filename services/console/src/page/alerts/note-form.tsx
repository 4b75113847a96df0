import { useState, type FormEvent, type ReactElement } from 'react';
import { rememberPerson, usePerson } from './person.js';
import { ProblemText } from './problem-text.js';
import { textOf } from './text-of.js';
import { useChange } from './use-change.js';

/** Adds a note to the story of an alert. */
export function NoteForm({ id }: { id: number }): ReactElement {
  const person = usePerson();
  const { sending, problem, send } = useChange(id);
  // Cleared only once it is kept, so that no text is lost.
  const [text, setText] = useState('');
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const by = textOf(new FormData(event.currentTarget), 'by');
    rememberPerson(by);
    if (await send({ method: 'POST', path: '/notes', body: { by, text } })) setText('');
  };
  return (
    <form className="panel" onSubmit={(event) => void submit(event)}>
      <label>
        Note
        <textarea
          value={text}
          onChange={(event) => setText(event.target.value)}
          rows={3}
          required
          maxLength={10_000}
        />
      </label>
      <label>
        Your name
        <input
          key={person}
          name="by"
          defaultValue={person}
          required
          pattern=".*\S.*"
          maxLength={100}
          autoComplete="name"
        />
      </label>
      <p className="buttons">
        <button disabled={sending || text.trim() === ''}>Add the note</button>
      </p>
      <ProblemText problem={problem} />
    </form>
  );
}
