import { useState, type ReactElement } from 'react';
import { LAST, toField, type Range } from './range.js';

/** The fields of a form that say which time is asked for. */
export function RangeFields({
  range: { last, from, to },
  any,
}: {
  range: Range;
  /** Whether any time may be asked for. */
  any: boolean;
}): ReactElement {
  const own = from !== '' || to !== '';
  const [chosen, setChosen] = useState(own ? 'own' : last);
  return (
    <>
      <label>
        Started
        <select name="last" value={chosen} onChange={(event) => setChosen(event.target.value)}>
          {any && <option value="">at any time</option>}
          {[...LAST].map(([key, { title }]) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
          <option value="own">from … to …</option>
        </select>
      </label>
      {chosen === 'own' && (
        <>
          <label>
            From
            <input type="datetime-local" name="from" defaultValue={toField(from)} />
          </label>
          <label>
            To
            <input type="datetime-local" name="to" defaultValue={toField(to)} />
          </label>
        </>
      )}
    </>
  );
}
