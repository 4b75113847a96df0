import type {
  DashboardResource,
  FormatOptions,
  LayoutDefinition,
  Link,
  PanelDefinition,
  QueryDefinition,
  ThresholdOptions,
  VariableDefinition,
} from '@perses-dev/core';
import { coarserQueries } from '../coarser.js';
import { placeRow, panelsOf } from '../grid.js';
import type {
  Dashboard,
  MetricQuery,
  Panel,
  PanelLink,
  PanelOf,
  Severity,
  Threshold,
  Unit,
  Variable,
} from '../model.js';
import { MIN_STEP_SECONDS } from '../promql.js';
import { SEVERITY_COLOR } from './colors.js';

const FORMAT: Readonly<Record<Unit, FormatOptions>> = {
  seconds: { unit: 'seconds' },
  ratio: { unit: 'percent-decimal', decimalPlaces: 1 },
  count: { unit: 'decimal', decimalPlaces: 0, shortValues: false },
  'per second': { unit: 'decimal', decimalPlaces: 2 },
  'per minute': { unit: 'decimal', decimalPlaces: 1 },
  tokens: { unit: 'decimal', shortValues: true },
  'tokens per second': { unit: 'decimal', shortValues: true },
  USD: { unit: 'usd' },
  'USD per hour': { unit: 'usd' },
  score: { unit: 'decimal', decimalPlaces: 0 },
  times: { unit: 'decimal', decimalPlaces: 2 },
  number: { unit: 'decimal', decimalPlaces: 2 },
  cores: { unit: 'decimal', decimalPlaces: 2 },
  days: { unit: 'days', decimalPlaces: 1 },
  bytes: { unit: 'bytes', shortValues: true },
  'bytes per second': { unit: 'bytes/sec', shortValues: true },
};

const pluginQuery = (
  kind: string,
  plugin: string,
  spec: Record<string, unknown>,
): QueryDefinition => ({
  kind,
  spec: { plugin: { kind: plugin, spec } },
});

const metricQuery = ({ expr, legend }: MetricQuery): QueryDefinition => {
  const coarser = coarserQueries(expr);
  return pluginQuery('TimeSeriesQuery', 'PrometheusTimeSeriesQuery', {
    query: expr,
    seriesNameFormat: legend,
    minStep: `${MIN_STEP_SECONDS}s`,
    ...(coarser.length > 0 && { coarser }),
  });
};

const thresholds = (steps: readonly Threshold[], below: Severity = 'good'): ThresholdOptions => ({
  mode: 'absolute',
  defaultColor: SEVERITY_COLOR[below],
  steps: steps.map(({ value, severity }) => ({
    value,
    color: SEVERITY_COLOR[severity],
    name: severity,
  })),
});

type Content = Pick<PanelDefinition['spec'], 'plugin' | 'queries'>;

/** For each kind of panel, the plugin that draws it and the queries that feed it. */
const CONTENT: { readonly [Kind in Panel['kind']]: (panel: PanelOf<Kind>) => Content } = {
  stat: ({ unit, queries, thresholds: steps, below }) => ({
    plugin: {
      kind: 'StatChart',
      spec: {
        calculation: 'last-number',
        format: FORMAT[unit],
        sparkline: {},
        ...(steps && { thresholds: thresholds(steps, below) }),
      },
    },
    queries: queries.map(metricQuery),
  }),
  'time-series': ({ unit, queries, stacked, thresholds: steps, below }) => ({
    plugin: {
      kind: 'TimeSeriesChart',
      spec: {
        legend: {
          // The present value of each series is read more often than the line itself.
          mode: 'table',
          values: ['last-number'],
          position: 'right',
          size: 'small',
        },
        yAxis: { show: true, format: FORMAT[unit], min: 0, ...(unit === 'score' && { max: 100 }) },
        visual: {
          lineWidth: 1.5,
          areaOpacity: stacked ? 0.4 : 0,
          // Of areas that add up, a gap is nothing.
          connectNulls: !stacked,
          palette: { mode: 'categorical' },
          ...(stacked && { stack: 'all' }),
        },
        ...(steps && { thresholds: thresholds(steps, below) }),
      },
    },
    queries: queries.map(metricQuery),
  }),
  alerts: ({ query }) => ({
    plugin: { kind: 'AlertTable', spec: {} },
    queries: [metricQuery({ expr: query, legend: '{{alertname}}' })],
  }),
  logs: ({ query }) => ({
    plugin: { kind: 'LogsTable', spec: { time: true, wrap: true, enableDetails: true } },
    queries: [pluginQuery('LogQuery', 'LokiLogQuery', { query, direction: 'backward' })],
  }),
  traces: ({ service, searches, limit }) => ({
    plugin: { kind: 'TraceTable', spec: { links: { trace: '/traces/${traceId}' } } },
    queries: [pluginQuery('TraceQuery', 'JaegerTraceQuery', { service, searches, limit })],
  }),
};

const content = <Kind extends Panel['kind']>(panel: PanelOf<Kind>): Content =>
  CONTENT[panel.kind](panel);

/** An address takes several values of a variable with commas between them. */
const link = (to: PanelLink): Link => {
  if ('path' in to) return { name: to.title, url: to.path };
  const kept = (to.keep ?? []).map((name) => `var-${name}=\${${name}:percentencode}`).join('&');
  const url = `/dashboards/${to.dashboard}${kept && `?${kept}`}`;
  return { name: to.title, url, ...(kept && { renderVariables: true }) };
};

const panelDefinition = (panel: Panel): PanelDefinition => ({
  kind: 'Panel',
  spec: {
    display: { name: panel.title, description: panel.description },
    ...content(panel),
    links: panel.links.map(link),
  },
});

const variable = ({ name, title, label, series, all }: Variable): VariableDefinition => ({
  kind: 'ListVariable',
  spec: {
    name,
    display: { name: title },
    allowMultiple: true,
    allowAllValue: true,
    customAllValue: all,
    defaultValue: '$__all',
    sort: 'alphabetical-asc',
    plugin: {
      kind: 'PrometheusLabelValuesVariable',
      spec: { labelName: label, matchers: [series] },
    },
  },
});

const layout = (row: Dashboard['rows'][number]): LayoutDefinition => ({
  kind: 'Grid',
  spec: {
    display: { title: row.title, collapse: { open: true } },
    items: placeRow(row).map(({ panel, x, y, width, height }) => ({
      x,
      y,
      width,
      height,
      content: { $ref: `#/spec/panels/${panel.id}` },
    })),
  },
});

/**
 * The dashboard as a Perses resource. Besides Perses' own plugins it names three that the console
 * brings: `AlertTable`, `JaegerTraceQuery` and a `LogsTable` whose trace ids are links. Queries of
 * metrics carry what to ask instead over days and months (`coarser`), which the console chooses.
 */
export function toPerses(dashboard: Dashboard): DashboardResource {
  return {
    kind: 'Dashboard',
    metadata: { name: dashboard.name, project: 'agent-vitals', version: 0 },
    spec: {
      display: { name: dashboard.title, description: dashboard.description },
      duration: dashboard.range as DashboardResource['spec']['duration'],
      refreshInterval: dashboard.refresh as DashboardResource['spec']['duration'],
      variables: dashboard.variables.map(variable),
      layouts: dashboard.rows.map(layout),
      panels: Object.fromEntries(
        panelsOf(dashboard).map((panel) => [panel.id, panelDefinition(panel)]),
      ),
    },
  };
}
