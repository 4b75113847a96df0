import {
  dynamicImportPluginLoader,
  type PluginLoader,
  type PluginModuleResource,
  type PluginType,
} from '@perses-dev/plugin-system';
import { LokiDatasource } from '@perses-dev/loki-plugin';
import {
  PrometheusDatasource,
  PrometheusLabelValuesVariable,
  PrometheusTimeSeriesQuery,
} from '@perses-dev/prometheus-plugin';
import { StaticListVariable } from '@perses-dev/static-list-variable-plugin';
import { TraceTable } from '@perses-dev/trace-table-plugin';
import { AlertTable } from './plugins/alert-table.js';
import { withCoarserSeries } from './plugins/coarser-series.js';
import { ComparedTable } from './plugins/compared-table.js';
import { JaegerDatasource } from './plugins/jaeger-datasource.js';
import { JaegerTraceQuery } from './plugins/jaeger-trace-query.js';
import { withJoinedMoments } from './plugins/joined-moments.js';
import { withKeptChoices } from './plugins/kept-choices.js';
import { withLastSeen } from './plugins/last-seen.js';
import { LineChart } from './plugins/line-chart.js';
import { LogsTable } from './plugins/logs-table.js';
import { LokiLabelValuesVariable } from './plugins/loki-label-values-variable.js';
import { LokiLogQuery } from './plugins/loki-log-query.js';
import { LokiTimeSeriesQuery } from './plugins/loki-time-series-query.js';
import { withNewerSteps } from './plugins/newer-steps.js';
import { withPresentMoments } from './plugins/present-moments.js';
import { withReadableErrors } from './plugins/readable-errors.js';
import { withSettledMoments } from './plugins/settled-moments.js';
import { Stat } from './plugins/stat.js';

/** The plugins that dashboards may name, by what they are. The plugin's name is the key. */
const PLUGINS: Partial<Record<PluginType, Record<string, unknown>>> = {
  Datasource: {
    PrometheusDatasource: withJoinedMoments(PrometheusDatasource),
    LokiDatasource,
    JaegerDatasource,
  },
  Variable: {
    PrometheusLabelValuesVariable: withKeptChoices(PrometheusLabelValuesVariable),
    LokiLabelValuesVariable: withKeptChoices(LokiLabelValuesVariable),
    StaticListVariable,
  },
  TimeSeriesQuery: {
    PrometheusTimeSeriesQuery: withReadableErrors(
      withPresentMoments(
        withCoarserSeries(withSettledMoments(withNewerSteps(PrometheusTimeSeriesQuery))),
      ),
      'getTimeSeriesData',
    ),
    LokiTimeSeriesQuery: withReadableErrors(LokiTimeSeriesQuery, 'getTimeSeriesData'),
  },
  LogQuery: { LokiLogQuery: withReadableErrors(LokiLogQuery, 'getLogData') },
  TraceQuery: { JaegerTraceQuery: withReadableErrors(JaegerTraceQuery, 'getTraceData') },
  Panel: {
    StatChart: withLastSeen(Stat),
    TimeSeriesChart: withLastSeen(LineChart),
    Table: withLastSeen(ComparedTable),
    AlertTable: AlertTable,
    LogsTable: LogsTable,
    TraceTable: TraceTable,
  },
};

const resource: PluginModuleResource = {
  kind: 'PluginModule',
  metadata: { name: 'console', version: '1' },
  spec: {
    plugins: Object.entries(PLUGINS).flatMap(([kind, plugins]) =>
      Object.keys(plugins).map((name) => ({
        kind: kind as PluginType,
        spec: { name, display: { name } },
      })),
    ),
  },
};

/** Loads plugins that are part of the page: nothing is fetched from elsewhere. */
export const pluginLoader: PluginLoader = dynamicImportPluginLoader([
  { resource, importPlugin: () => Promise.resolve(Object.assign({}, ...Object.values(PLUGINS))) },
]);
