import { useState, type ReactElement } from 'react';

/** The first of a long list, and a button for the rest while it is not shown. */
export function useFirst<T>(
  list: readonly T[],
  count: number,
): { readonly shown: readonly T[]; readonly more: ReactElement | null } {
  const [all, setAll] = useState(false);
  const rest = list.length - count;
  return {
    shown: all ? list : list.slice(0, count),
    more:
      all || rest <= 0 ? null : (
        <button type="button" onClick={() => setAll(true)}>
          Show {rest} more
        </button>
      ),
  };
}
