import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as grafana from '@grafana/grafana-foundation-sdk/dashboard';
import * as logs from '@grafana/grafana-foundation-sdk/logs';
import * as loki from '@grafana/grafana-foundation-sdk/loki';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type { MetricQuery, Panel, PanelOf, Severity, Threshold, Unit } from '../model.js';
import { MIN_STEP_SECONDS } from '../promql.js';
import { alertList } from './alert-list.js';
import { SEVERITY_COLOR } from './colors.js';

/** Grafana's ids: https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts */
const UNIT: Readonly<Record<Unit, string>> = {
  seconds: 's',
  ratio: 'percentunit',
  count: 'short',
  'per second': 'cps',
  'per minute': 'cpm',
  tokens: 'short',
  'tokens per second': 'suffix: tok/s',
  USD: 'currencyUSD',
  'USD per hour': 'currencyUSD',
  score: 'none',
  times: 'suffix:×',
  number: 'none',
  cores: 'suffix: cores',
  days: 'd',
  bytes: 'bytes',
  'bytes per second': 'binBps',
};

/** What the builder of any kind of panel can do. */
export interface PanelBuilder extends Builder<grafana.Panel> {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  gridPos(position: grafana.GridPos): this;
  links(links: Builder<grafana.DashboardLink>[]): this;
}

/** The provisioned data sources: `type` and `uid` are the same word for each. */
export const source = (name: 'prometheus' | 'loki' | 'jaeger'): common.DataSourceRef => ({
  type: name,
  uid: name,
});

/** Queries of a panel are called A, B, C and so on. */
const refId = (index: number): string => String.fromCodePoint('A'.codePointAt(0)! + index);

const query = (
  { expr, legend, exemplars = false }: MetricQuery,
  index: number,
): prometheus.DataqueryBuilder =>
  new prometheus.DataqueryBuilder()
    .refId(refId(index))
    .datasource(source('prometheus'))
    .expr(expr)
    .legendFormat(legend)
    .interval(`${MIN_STEP_SECONDS}s`)
    .exemplar(exemplars)
    .range();

/** The SDK has no builder for Jaeger's queries. */
const traceSearch = (search: object, index: number): Builder<Dataquery> => ({
  build: () =>
    ({
      refId: refId(index),
      datasource: source('jaeger'),
      queryType: 'search',
      ...search,
    }) as unknown as Dataquery,
});

const thresholds = (
  steps: readonly Threshold[] = [],
  below: Severity = 'good',
): grafana.ThresholdsConfigBuilder =>
  new grafana.ThresholdsConfigBuilder()
    .mode(grafana.ThresholdsMode.Absolute)
    .steps([
      { value: null, color: SEVERITY_COLOR[below] },
      ...steps.map(({ value, severity }) => ({ value, color: SEVERITY_COLOR[severity] })),
    ]);

const alertTable = (panel: PanelOf<'alerts'>): PanelBuilder =>
  new table.PanelBuilder()
    .datasource(source('prometheus'))
    .targets([
      new prometheus.DataqueryBuilder()
        .refId(refId(0))
        .datasource(source('prometheus'))
        // Grafana reads times in milliseconds.
        .expr(`(${panel.query}) * 1000`)
        .format(prometheus.PromQueryFormat.Table)
        .instant(),
    ])
    .unit(UNIT[panel.unit])
    .noValue('No alert is firing')
    .withTransformation({
      id: 'organize',
      options: { excludeByName: { Time: true }, renameByName: { Value: 'since' } },
    })
    .overrideByName('since', [{ id: 'unit', value: 'dateTimeFromNow' }]);

/** A line goes on over less than this, and breaks where nothing was heard for longer; as in the console. */
const LONGEST_GAP_MS = 120_000;

/** For each kind of panel, a builder with its queries and its looks. */
const PANEL: { readonly [Kind in Panel['kind']]: (panel: PanelOf<Kind>) => PanelBuilder } = {
  stat: ({ unit, queries, thresholds: steps, below }) =>
    new stat.PanelBuilder()
      .datasource(source('prometheus'))
      .targets(queries.map(query))
      .unit(UNIT[unit])
      .thresholds(thresholds(steps, below))
      .graphMode(common.BigValueGraphMode.Area)
      .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false)),
  'time-series': ({ unit, queries, stacked, thresholds: steps, below }) => {
    const panel = new timeseries.PanelBuilder()
      .datasource(source('prometheus'))
      .targets(queries.map(query))
      .unit(UNIT[unit])
      .min(0)
      // Of areas that add up, a gap is nothing.
      // Of areas that add up, a gap is nothing.
      .spanNulls(stacked ? false : LONGEST_GAP_MS)
      .fillOpacity(stacked ? 40 : 5)
      .stacking(
        new common.StackingConfigBuilder().mode(
          stacked ? common.StackingMode.Normal : common.StackingMode.None,
        ),
      )
      .thresholds(thresholds(steps, below))
      .thresholdsStyle(
        new common.GraphThresholdsStyleConfigBuilder().mode(
          steps ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off,
        ),
      );
    return unit === 'score' ? panel.max(100) : panel;
  },
  alerts: (panel) => (panel.as === 'list' ? alertList() : alertTable(panel)),
  logs: (panel) =>
    new logs.PanelBuilder()
      .datasource(source('loki'))
      .targets([
        new loki.DataqueryBuilder().refId(refId(0)).datasource(source('loki')).expr(panel.query),
      ])
      .showTime(true)
      .wrapLogMessage(true)
      .enableLogDetails(true)
      .sortOrder(common.LogsSortOrder.Descending),
  traces: ({ service, searches, limit }) =>
    new table.PanelBuilder().datasource(source('jaeger')).targets(
      searches.map((attributes, index) =>
        traceSearch(
          {
            service,
            tags: Object.entries(attributes)
              .map(([key, value]) => `${key}=${value}`)
              .join(' '),
            limit,
          },
          index,
        ),
      ),
    ),
};

/** The builder of a panel, without its place on the dashboard. */
export const panelBuilder = <Kind extends Panel['kind']>(panel: PanelOf<Kind>): PanelBuilder =>
  PANEL[panel.kind](panel);
