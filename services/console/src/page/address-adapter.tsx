import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { QueryParamAdapter, QueryParamAdapterComponent } from 'use-query-params';

/** What one chooses, so that one wants to go back from it. */
const isChoice = (name: string): boolean =>
  name === 'start' || name === 'end' || name.startsWith('var-');

const choices = (search: string): Map<string, string> =>
  new Map([...new URLSearchParams(search)].filter(([name]) => isChoice(name)));

/**
 * Whether one address differs from another by a choice that was made, and not by one that was
 * written down for the first time, as Perses does with what is chosen at the beginning.
 */
export function isNewChoice(before: string, after: string): boolean {
  const next = choices(after);
  return [...choices(before)].some(([name, value]) => next.get(name) !== value);
}

const variables = (search: string): string =>
  [...choices(search)]
    .filter(([name]) => name.startsWith('var-'))
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join('&');

/**
 * Keeps what is chosen in the address, as the adapter of `use-query-params` for the window does,
 * but so that the browser's back button takes a choice back: Perses only ever replaces the address.
 */
export const AddressAdapter: QueryParamAdapterComponent = ({ children }): ReactElement => {
  // A new adapter has the dashboard read the address anew.
  const [change, setChange] = useState(0);
  const adapter = useMemo<QueryParamAdapter>(() => {
    void change;
    const write = ({ search }: { search: string }): void => {
      const method = isNewChoice(location.search, search) ? 'pushState' : 'replaceState';
      history[method](history.state, '', search || '?');
      setChange((count) => count + 1);
    };
    return {
      replace: write,
      push: write,
      get location() {
        return location;
      },
    };
  }, [change]);
  useEffect(() => {
    let shown = location.search;
    const follow = (): void => {
      // Perses reads the variables once, when it starts.
      if (variables(shown) !== variables(location.search)) location.reload();
      shown = location.search;
      setChange((count) => count + 1);
    };
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, [change]);
  return <>{children(adapter)}</>;
};
