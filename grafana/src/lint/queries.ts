import type { Dashboard, Panel } from '../model.js';
import { panelsOf } from '../grid.js';

/** What a panel asks: PromQL, LogQL, or the parts of a search of traces. */
export const queriesOf = (panel: Panel): readonly string[] => {
  if ('queries' in panel) return panel.queries.map(({ expr }) => expr);
  if ('columns' in panel) return panel.columns.map(({ expr }) => expr);
  if ('query' in panel) return [panel.query];
  const {
    service,
    searches,
    attributes = '',
    spanName = '',
    minDuration = '',
    maxDuration = '',
  } = panel;
  const values = searches.flatMap((search) => Object.values(search));
  return [service, ...values, attributes, spanName, minDuration, maxDuration].filter(Boolean);
};

/** Names of the variables that texts use, without those of the programs and groups of patterns. */
export const variablesIn = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => [...text.matchAll(/\$\{?([a-z]\w*)/g)].map(([, name]) => name!)));

/** Everything that a dashboard asks, its variables included. */
export const allQueries = (dashboard: Dashboard): readonly string[] => [
  ...panelsOf(dashboard).flatMap(queriesOf),
  ...(dashboard.marks ?? []).map(({ query }) => query),
  ...dashboard.variables.flatMap((each) => ('series' in each ? [each.series, each.label] : [])),
];
