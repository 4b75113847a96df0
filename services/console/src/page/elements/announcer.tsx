import { useEffect, useRef, useState, type ReactElement } from 'react';

/**
 * Tells a screen reader of a change that is worth it, and nothing at each refresh.
 * @param props.value what is watched; undefined while it is not known
 * @param props.describe what to say of a change; undefined where it is not worth it
 */
export function Announcer<T>({
  value,
  describe,
}: {
  value: T | undefined;
  describe: (former: T, value: T) => string | undefined;
}): ReactElement {
  const former = useRef<T>(undefined);
  const [text, setText] = useState('');
  useEffect(() => {
    if (value === undefined) return;
    const said = former.current === undefined ? undefined : describe(former.current, value);
    if (said !== undefined) setText(said);
    former.current = value;
  }, [value, describe]);
  return (
    <div role="status" className="visually-hidden" data-testid="announcer">
      {text}
    </div>
  );
}
