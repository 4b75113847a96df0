import type { PanelData, useDataQueriesContext } from '@perses-dev/plugin-system';

type QueryResults = ReturnType<typeof useDataQueriesContext>['queryResults'];

/** What has been answered of the queries of a panel, as panels take it. */
export const answersOf = (results: QueryResults): PanelData[] =>
  results.flatMap(({ data, definition }) => (data === undefined ? [] : [{ data, definition }]));
