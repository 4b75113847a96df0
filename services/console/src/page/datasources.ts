import type { GlobalDatasourceResource } from '@perses-dev/core';
import type { DatasourceApi } from '@perses-dev/dashboards';

/**
 * How often metrics arrive. Perses takes a minute for granted otherwise, and no step would be
 * finer than that.
 */
const SCRAPE_INTERVAL = '10s';

const datasource = (name: string, kind: string, spec = {}): GlobalDatasourceResource => ({
  kind: 'GlobalDatasource',
  metadata: { name },
  spec: { default: true, plugin: { kind, spec: { directUrl: `/api/${name}`, ...spec } } },
});

const DATASOURCES: readonly GlobalDatasourceResource[] = [
  datasource('prometheus', 'PrometheusDatasource', { scrapeInterval: SCRAPE_INTERVAL }),
  datasource('loki', 'LokiDatasource'),
  datasource('jaeger', 'JaegerDatasource'),
];

/** One data source of each kind, all behind the server that served the page. */
export const datasourceApi: DatasourceApi = {
  getDatasource: () => Promise.resolve(undefined),
  getGlobalDatasource: ({ kind }) =>
    Promise.resolve(DATASOURCES.find(({ spec }) => spec.plugin.kind === kind)),
  listDatasources: () => Promise.resolve([]),
  listGlobalDatasources: (kind) =>
    Promise.resolve(
      DATASOURCES.filter(({ spec }) => kind === undefined || spec.plugin.kind === kind),
    ),
};
