import type { DashboardResource } from '@perses-dev/core';

/** What of a dashboard decides what is chosen on it. */
type Chosen = Pick<DashboardResource['spec'], 'duration' | 'refreshInterval' | 'variables'>;

const ALL = '$__all';

/**
 * A link from one dashboard to another, with the time and the refresh that are chosen here: a link that
 * names them has its own, and what nobody has chosen is the other dashboard's matter.
 * @param search the query of this page's address
 * @param withVariables whether what is chosen of the variables goes along too
 */
export function keepingChosen(
  link: URL,
  search: string,
  { duration, refreshInterval, variables }: Chosen,
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
  const refresh = here.get('refresh');
  if (refresh !== null && refresh !== refreshInterval && !kept.searchParams.has('refresh')) {
    kept.searchParams.set('refresh', refresh);
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
 * itself which it keeps. An address changes with each choice, so a link is made right when it is
 * about to be followed, in whatever way: by a click, in a new tab, by the keyboard.
 * @returns stops it
 */
export function keepChosenInLinks(chosen: Chosen): () => void {
  /** What was written into a link, and what it said by itself. */
  const links = new WeakMap<
    HTMLAnchorElement,
    { readonly written: string; readonly own: string }
  >();
  const keep = ({ target }: Event): void => {
    const link = target instanceof Element ? target.closest('a') : null;
    if (!link || link.origin !== location.origin) return;
    const before = links.get(link);
    const own = before?.written === link.href ? before.own : link.href;
    const inBar = link.closest('.bar') !== null;
    const written = keepingChosen(new URL(own), location.search, chosen, inBar).href;
    if (link.href !== written) link.href = written;
    links.set(link, { written, own });
  };
  const moments = ['pointerover', 'pointerdown', 'focusin', 'click'] as const;
  for (const moment of moments) document.addEventListener(moment, keep, { capture: true });
  return () => {
    for (const moment of moments) document.removeEventListener(moment, keep, { capture: true });
  };
}
