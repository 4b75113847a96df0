import type {
  DashboardResource,
  FormatOptions,
  LayoutDefinition,
  Link,
  PanelDefinition,
  QueryDefinition,
  ThresholdOptions,
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
  StatPanel,
  Threshold,
  Unit,
  ValueColumn,
} from '../model.js';
import { MIN_STEP_SECONDS } from '../promql.js';
import { chosenIn } from './chosen-in.js';
import { BADGE_TEXT, SEVERITY_BADGE, SEVERITY_COLOR } from './colors.js';
import { variableDefinition } from './perses-variables.js';

const FORMAT: Readonly<Record<Unit, FormatOptions>> = {
  seconds: { unit: 'seconds' },
  ratio: { unit: 'percent-decimal', decimalPlaces: 1 },
  points: { unit: 'decimal', decimalPlaces: 2 },
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
  mixed: { unit: 'decimal' },
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

/** The plugin that asks a metric query, by who is asked. */
const METRIC_QUERY: Record<NonNullable<MetricQuery['from']>, string> = {
  prometheus: 'PrometheusTimeSeriesQuery',
  loki: 'LokiTimeSeriesQuery',
};

const metricQuery = ({
  expr,
  legend,
  from = 'prometheus',
  exemplars = false,
  minStepSeconds = MIN_STEP_SECONDS,
  now = false,
}: MetricQuery & Pick<StatPanel, 'now'>): QueryDefinition => {
  const coarser = from === 'prometheus' ? coarserQueries(expr) : [];
  return pluginQuery('TimeSeriesQuery', METRIC_QUERY[from], {
    query: expr,
    seriesNameFormat: legend,
    minStep: `${minStepSeconds}s`,
    ...(exemplars && { exemplars }),
    ...(coarser.length > 0 && !now && { coarser }),
    ...(now && { now }),
  });
};

/** The colours of queries that say how bad is what they count. */
const colours = (queries: readonly MetricQuery[]): readonly object[] =>
  queries.flatMap(({ severity }, queryIndex) =>
    severity === undefined
      ? []
      : { queryIndex, colorMode: 'fixed', colorValue: SEVERITY_COLOR[severity] },
  );

const thresholds = (steps: readonly Threshold[], below: Severity = 'good'): ThresholdOptions => ({
  mode: 'absolute',
  defaultColor: SEVERITY_COLOR[below],
  steps: steps.map(({ value, severity }) => ({
    value,
    color: SEVERITY_COLOR[severity],
    name: severity,
  })),
});

/** Pixels of a column by what is in it; where there is more room, all are wider. */
const WIDTH = { row: 140, longRow: 300, number: 100, word: 230 } as const;

/** The columns of a table that are asked for, in the order of their queries, and those that follow. */
const columnsOf = ({ columns }: PanelOf<'table'>) => {
  const follows = (column: (typeof columns)[number]): boolean =>
    'unit' in column && column.follows !== undefined;
  const asked = columns.filter((column) => !follows(column));
  const compared = columns.filter(follows) as readonly Required<ValueColumn>[];
  return { asked, compared, numbered: [...asked, ...compared] };
};

/** The index of the query of a column. */
function queryOf(title: string, asked: PanelOf<'table'>['columns']): number {
  const index = asked.findIndex((column) => column.title === title);
  if (index < 0) throw new Error(`No column "${title}" is asked for, which another follows from.`);
  return index;
}

/**
 * With several queries the plugin numbers the columns of their labels and values: those of the rows
 * become one, by which the answers are joined. What follows from two columns is numbered after them.
 */
const tableSpec = (
  { rows, columns, descendingBy }: PanelOf<'table'>,
  { asked, compared, numbered }: ReturnType<typeof columnsOf>,
): Record<string, unknown> => ({
  density: 'compact',
  transforms: [
    { kind: 'MergeIndexedColumns', spec: { column: rows.label } },
    { kind: 'JoinByColumnValue', spec: { columns: [rows.label] } },
  ],
  columnSettings: [
    {
      name: rows.label,
      header: rows.title,
      enableSorting: true,
      ...(descendingBy === undefined && { sort: 'asc' }),
      width: rows.long ? WIDTH.longRow : WIDTH.row,
    },
    ...columns.map((column) => ({
      header: column.title,
      ...(column.title === descendingBy && { enableSorting: true, sort: 'desc' }),
      ...('unit' in column
        ? {
            name: `value #${numbered.indexOf(column) + 1}`,
            format: FORMAT[column.unit],
            align: 'right',
            width: WIDTH.number,
          }
        : { name: `${column.label} #${numbered.indexOf(column) + 1}`, width: WIDTH.word }),
    })),
    ...asked.flatMap((column, index) =>
      'unit' in column ? [] : [{ name: `value #${index + 1}`, hide: true }],
    ),
    { name: 'timestamp', hide: true },
  ],
  cellSettings: columns.flatMap((column) =>
    'unit' in column
      ? []
      : Object.entries(column.severities).map(([word, severity]) => ({
          condition: { kind: 'Value', spec: { value: word } },
          textColor: BADGE_TEXT,
          backgroundColor: SEVERITY_BADGE[severity],
        })),
  ),
  ...(compared.length > 0 && {
    compared: compared.map(({ follows: { a, b, as } }) => ({
      a: queryOf(a, asked),
      b: queryOf(b, asked),
      as,
    })),
  }),
});

type Content = Pick<PanelDefinition['spec'], 'plugin' | 'queries'>;

/** For each kind of panel, the plugin that draws it and the queries that feed it. */
const CONTENT: { readonly [Kind in Panel['kind']]: (panel: PanelOf<Kind>) => Content } = {
  stat: ({ unit, queries, thresholds: steps, below, now = false }) => ({
    plugin: {
      kind: 'StatChart',
      spec: {
        calculation: 'last-number',
        format: FORMAT[unit],
        ...(!now && { sparkline: {} }),
        ...(steps && { thresholds: thresholds(steps, below) }),
      },
    },
    queries: queries.map((each) => metricQuery({ ...each, now })),
  }),
  'time-series': ({ unit, queries, stacked, thresholds: steps, below }) => ({
    plugin: {
      kind: 'TimeSeriesChart',
      spec: {
        yAxis: { show: true, format: FORMAT[unit], min: 0, ...(unit === 'score' && { max: 100 }) },
        visual: {
          lineWidth: 1.5,
          areaOpacity: stacked ? 0.4 : 0,
          palette: { mode: 'categorical' },
          ...(stacked && { stack: 'all' }),
        },
        ...(steps && { thresholds: thresholds(steps, below) }),
        ...(queries.some(({ severity }) => severity) && { querySettings: colours(queries) }),
      },
    },
    queries: queries.map(metricQuery),
  }),
  table: (panel) => {
    const columns = columnsOf(panel);
    return {
      plugin: { kind: 'Table', spec: tableSpec(panel, columns) },
      queries: columns.asked.map(({ expr, title }) =>
        metricQuery({
          expr,
          legend: title,
          ...(panel.stepSeconds !== undefined && { minStepSeconds: panel.stepSeconds }),
        }),
      ),
    };
  },
  alerts: ({ query }) => ({
    plugin: { kind: 'AlertTable', spec: {} },
    queries: [metricQuery({ expr: query, legend: '{{alertname}}', now: true })],
  }),
  logs: ({ query }) => ({
    plugin: { kind: 'LogsTable', spec: { time: true, wrap: true, enableDetails: true } },
    queries: [pluginQuery('LogQuery', 'LokiLogQuery', { query, direction: 'backward' })],
  }),
  traces: ({ service, searches, attributes, spanName, minDuration, maxDuration, limit }) => ({
    plugin: { kind: 'TraceTable', spec: { links: { trace: '/traces/${traceId}' } } },
    queries: [
      pluginQuery('TraceQuery', 'JaegerTraceQuery', {
        service,
        searches,
        ...(attributes !== undefined && { attributes }),
        ...(spanName !== undefined && { spanName }),
        ...(minDuration !== undefined && { minDuration }),
        ...(maxDuration !== undefined && { maxDuration }),
        limit,
      }),
    ],
  }),
};

const content = <Kind extends Panel['kind']>(panel: PanelOf<Kind>): Content =>
  CONTENT[panel.kind](panel);

/** An address takes several values of a variable with commas between them. */
const link = (to: PanelLink): Link => {
  if ('path' in to) return { name: to.title, url: to.path };
  const kept = (to.keep ?? []).map((name) => `var-${name}=\${${name}:percentencode}`);
  const query = [...kept, ...chosenIn(to.choose ?? {})].join('&');
  const url = `/dashboards/${to.dashboard}${query && `?${query}`}`;
  return { name: to.title, url, ...(kept.length > 0 && { renderVariables: true }) };
};

const panelDefinition = (panel: Panel): PanelDefinition => ({
  kind: 'Panel',
  spec: {
    display: { name: panel.title, description: panel.description },
    ...content(panel),
    links: panel.links.map(link),
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
 * The dashboard as a Perses resource. Besides Perses' own plugins it names some that the console
 * brings or has in place of Perses': those of `services/console/src/page/plugins`. Queries of
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
      variables: dashboard.variables.map(variableDefinition),
      layouts: dashboard.rows.map(layout),
      panels: Object.fromEntries(
        panelsOf(dashboard).map((panel) => [panel.id, panelDefinition(panel)]),
      ),
    },
  };
}
