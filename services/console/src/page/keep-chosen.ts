import type { DashboardResource } from '@perses-dev/core';

/** What of a dashboard decides what is chosen on it. */
type Chosen = Pick<DashboardResource['spec'], 'duration' | 'variables'>;

const ALL = '$__all';

/**
 * A link from one dashboard to another, with the time that is chosen here: a link that names a time
 * has its own, and a time that nobody has chosen is the other dashboard's matter.
 * @param search the query of this page's address
 * @param withVariables whether what is chosen of the variables goes along too
 */
export function keepingChosen(
  link: URL,
  search: string,
  { duration, variables }: Chosen,
  withVariables: boolean,
): URL {
  const kept = new URL(link);
  if (!link.pathname.startsWith('/dashboards/')) return kept;
  const here = new URLSearchParams(search);
  const [start, end] = [here.get('start'), here.get('end')];
  if (start !== null && start !== duration && !kept.searchParams.has('start')) {
    kept.searchParams.set('start', start);
    if (end !== null) kept.searchParams.set('end', end);
  }
  for (const { spec } of withVariables ? variables : []) {
    const name = `var-${spec.name}`;
    const value = here.get(name) ?? '';
    if (value !== '' && value !== ALL && !kept.searchParams.has(name)) {
      kept.searchParams.set(name, value);
    }
  }
  return kept;
}

/**
 * Lets links to dashboards keep what is chosen, those of the bar with the variables: a panel's says
 * itself which it keeps. An address changes with each choice, so a link is made right as it is
 * followed, in whatever way: by a click, in a new tab, by the keyboard.
 * @returns stops it
 */
export function keepChosenInLinks(chosen: Chosen): () => void {
  const keep = ({ target }: Event): void => {
    const link = target instanceof Element ? target.closest('a') : null;
    if (!link || link.origin !== location.origin) return;
    const inBar = link.closest('.bar') !== null;
    link.href = keepingChosen(new URL(link.href), location.search, chosen, inBar).href;
  };
  const moments = ['pointerdown', 'click'] as const;
  for (const moment of moments) document.addEventListener(moment, keep, { capture: true });
  return () => {
    for (const moment of moments) document.removeEventListener(moment, keep, { capture: true });
  };
}
