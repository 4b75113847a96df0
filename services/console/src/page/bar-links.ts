import type { DashboardResource } from '@perses-dev/core';

/**
 * What of an address the next dashboard is to have as well: the variables, and a time range and a
 * refresh that are not just this dashboard's own.
 * @returns a query with its question mark; empty where nothing is kept
 */
export function keptQuery(search: string, spec: DashboardResource['spec']): string {
  const given = new URLSearchParams(search);
  const kept = new URLSearchParams(
    [...given].filter(
      ([name, value]) =>
        (name === 'start' && value !== spec.duration) ||
        name === 'end' ||
        (name === 'refresh' && value !== spec.refreshInterval) ||
        (name.startsWith('var-') && value !== '$__all'),
    ),
  );
  return kept.size === 0 ? '' : `?${kept}`;
}

/**
 * Has the bar's links to dashboards keep what is chosen on this one. Each is written when it is
 * about to be used, in whatever way: the address changes all the time.
 */
export function keepChoicesInBar(spec: DashboardResource['spec']): () => void {
  const bar = document.querySelector('.bar');
  const write = (): void => {
    for (const link of bar?.querySelectorAll<HTMLAnchorElement>('a[href^="/dashboards/"]') ?? []) {
      link.search = keptQuery(location.search, spec);
    }
  };
  const uses = ['pointerover', 'focusin'] as const;
  for (const use of uses) bar?.addEventListener(use, write);
  return () => {
    for (const use of uses) bar?.removeEventListener(use, write);
  };
}
