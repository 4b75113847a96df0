import type { DashboardResource } from '@perses-dev/core';

/**
 * A link from a panel keeps what is chosen, and of a variable of which everything is, the pattern
 * that stands for all. This takes such patterns out of the query of an address, so that the list
 * shows that all is chosen.
 */
export function withoutAllChosen(
  search: string,
  variables: DashboardResource['spec']['variables'] = [],
): string {
  const query = new URLSearchParams(search);
  for (const { kind, spec } of variables) {
    if (kind !== 'ListVariable') continue;
    const name = `var-${spec.name}`;
    if (query.get(name) === spec.customAllValue) query.delete(name);
  }
  return query.toString();
}
