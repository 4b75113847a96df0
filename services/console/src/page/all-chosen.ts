import type { DashboardResource } from '@perses-dev/core';

/**
 * A link keeps what is chosen, for whatever dashboard it leads to, and of a variable of which
 * everything is, the pattern that stands for all. This takes out of the query of an address the
 * variables that the dashboard does not have, and such patterns, so that the list shows that all
 * is chosen.
 */
export function withoutAllChosen(
  search: string,
  variables: DashboardResource['spec']['variables'] = [],
): string {
  const query = new URLSearchParams(search);
  const patterns = new Map<string, string | undefined>(
    variables.map(({ kind, spec }) => [
      `var-${spec.name}`,
      kind === 'ListVariable' ? spec.customAllValue : undefined,
    ]),
  );
  for (const [name, value] of new URLSearchParams(search)) {
    if (!name.startsWith('var-')) continue;
    if (!patterns.has(name) || value === patterns.get(name)) query.delete(name);
  }
  return query.toString();
}
