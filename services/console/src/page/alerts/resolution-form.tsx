import type { AlertStory } from '@agent-vitals/alert-history/answers';
import { useState, type FormEvent, type ReactElement } from 'react';
import { ProblemText } from './problem-text.js';
import { useChange } from './use-change.js';

const VERDICTS = [
  { verdict: 'true-alarm', title: 'True alarm', meaning: 'something was wrong' },
  { verdict: 'false-alarm', title: 'False alarm', meaning: 'nothing was wrong' },
] as const;

/** What the cause was and whether the alarm was true, and the form that records it. */
export function Resolution({ alert }: { alert: AlertStory }): ReactElement {
  const { id, cause, verdict } = alert;
  const [changing, setChanging] = useState(false);
  const { sending, problem, send } = useChange(id);
  if (verdict !== null && !changing) {
    return (
      <div className="panel resolution" data-testid="resolution">
        <p>
          <strong>{VERDICTS.find((each) => each.verdict === verdict)?.title}</strong>
        </p>
        <p className="written">{cause}</p>
        <button type="button" onClick={() => setChanging(true)}>
          Change
        </button>
      </div>
    );
  }
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const body = Object.fromEntries(new FormData(event.currentTarget));
    if (await send({ method: 'PUT', path: '/resolution', body })) setChanging(false);
  };
  return (
    <form className="panel" onSubmit={(event) => void submit(event)}>
      <label>
        Cause
        <textarea name="cause" rows={3} required maxLength={10_000} defaultValue={cause ?? ''} />
      </label>
      <fieldset>
        <legend>Was it a true alarm?</legend>
        {VERDICTS.map((each) => (
          <label key={each.verdict}>
            <input
              type="radio"
              name="verdict"
              value={each.verdict}
              required
              defaultChecked={each.verdict === verdict}
            />
            {each.title}: {each.meaning}
          </label>
        ))}
      </fieldset>
      <p className="buttons">
        <button disabled={sending}>Record the resolution</button>
        {changing && (
          <button type="button" onClick={() => setChanging(false)}>
            Cancel
          </button>
        )}
      </p>
      <ProblemText problem={problem} />
    </form>
  );
}
