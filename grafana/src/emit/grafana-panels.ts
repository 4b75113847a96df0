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
  points: 'none',
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
  mixed: 'short',
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

const promql = (
  { expr, legend, exemplars = false, minStepSeconds = MIN_STEP_SECONDS }: MetricQuery,
  index: number,
): prometheus.DataqueryBuilder =>
  new prometheus.DataqueryBuilder()
    .refId(refId(index))
    .datasource(source('prometheus'))
    .expr(expr)
    .legendFormat(legend)
    .interval(`${minStepSeconds}s`)
    .exemplar(exemplars)
    .range();

/** What is so at the end of the chosen time. */
const promqlNow = (expr: string, index: number): prometheus.DataqueryBuilder =>
  new prometheus.DataqueryBuilder()
    .refId(refId(index))
    .datasource(source('prometheus'))
    .expr(expr)
    .instant();

const logql = ({ expr, legend }: MetricQuery, index: number): loki.DataqueryBuilder =>
  new loki.DataqueryBuilder()
    .refId(refId(index))
    .datasource(source('loki'))
    .expr(expr)
    .legendFormat(legend)
    .queryType('range');

const query = (
  asked: MetricQuery,
  index: number,
): prometheus.DataqueryBuilder | loki.DataqueryBuilder =>
  (asked.from === 'loki' ? logql : promql)(asked, index);

/** Who the queries of a panel ask. */
const sourceOf = (queries: readonly MetricQuery[]): common.DataSourceRef =>
  source(queries[0]?.from ?? 'prometheus');

/** A variable and nothing else. */
const VARIABLE = /^\$(\w+)$/;

/** The SDK has no builder for Jaeger's queries. */
const traceSearch = (
  { service, attributes, spanName, minDuration, maxDuration, limit }: PanelOf<'traces'>,
  search: Readonly<Record<string, string>>,
  index: number,
): Builder<Dataquery> => ({
  build: () =>
    ({
      refId: refId(index),
      datasource: source('jaeger'),
      queryType: 'search',
      service,
      ...(spanName !== undefined && { operation: spanName }),
      ...(minDuration !== undefined && { minDuration }),
      ...(maxDuration !== undefined && { maxDuration }),
      tags: [
        ...Object.entries(search)
          .filter(([, value]) => !VARIABLE.test(value))
          .map(([key, value]) => `${key}=${value}`),
        ...(attributes === undefined ? [] : [attributes]),
      ].join(' '),
      limit,
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
      // Grafana reads times in milliseconds.
      promqlNow(`(${panel.query}) * 1000`, 0).format(prometheus.PromQueryFormat.Table),
    ])
    .unit(UNIT[panel.unit])
    .noValue('No alert is firing')
    .withTransformation({
      id: 'organize',
      options: { excludeByName: { Time: true }, renameByName: { Value: 'since' } },
    })
    .overrideByName('since', [{ id: 'unit', value: 'dateTimeFromNow' }]);

/** Each query answers with a frame of its labels and its value, which is named by the query. */
const joinedTable = ({ rows, columns, descendingBy }: PanelOf<'table'>): PanelBuilder => {
  const shown = columns.map((column, index) => ({
    column,
    field: 'unit' in column ? `Value #${refId(index)}` : column.label,
  }));
  const fields = [rows.label, ...shown.map(({ field }) => field)];
  const titles = [rows.title, ...columns.map(({ title }) => title)];
  const panel = new table.PanelBuilder()
    .datasource(source('prometheus'))
    .targets(
      columns.map(({ expr }, index) =>
        promqlNow(expr, index).format(prometheus.PromQueryFormat.Table),
      ),
    )
    .withTransformation({
      id: 'joinByField',
      options: { byField: rows.label, mode: 'outer' },
    })
    .withTransformation({
      id: 'filterFieldsByName',
      options: { include: { names: fields } },
    })
    .withTransformation({
      id: 'organize',
      options: {
        indexByName: Object.fromEntries(fields.map((field, index) => [field, index])),
        renameByName: Object.fromEntries(fields.map((field, index) => [field, titles[index]])),
      },
    })
    .sortBy([
      new common.TableSortByFieldStateBuilder()
        .displayName(descendingBy ?? rows.title)
        .desc(descendingBy !== undefined),
    ]);
  for (const { column } of shown) {
    panel.overrideByName(
      column.title,
      'unit' in column
        ? [{ id: 'unit', value: UNIT[column.unit] }]
        : [
            { id: 'custom.cellOptions', value: { type: 'color-text' } },
            {
              id: 'mappings',
              value: [
                {
                  type: 'value',
                  options: Object.fromEntries(
                    Object.entries(column.severities).map(([word, severity], index) => [
                      word,
                      { text: word, color: SEVERITY_COLOR[severity], index },
                    ]),
                  ),
                },
              ],
            },
          ],
    );
  }
  return panel;
};

/** A line goes on over less than this, and breaks where nothing was heard for longer; as in the console. */
const LONGEST_GAP_MS = 120_000;

/** For each kind of panel, a builder with its queries and its looks. */
const PANEL: { readonly [Kind in Panel['kind']]: (panel: PanelOf<Kind>) => PanelBuilder } = {
  stat: ({ unit, queries, thresholds: steps, below, now = false }) =>
    new stat.PanelBuilder()
      .datasource(sourceOf(queries))
      .targets(
        queries.map((each, index) =>
          now ? promqlNow(each.expr, index).legendFormat(each.legend) : query(each, index),
        ),
      )
      .unit(UNIT[unit])
      .thresholds(thresholds(steps, below))
      .graphMode(now ? common.BigValueGraphMode.None : common.BigValueGraphMode.Area)
      .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false)),
  'time-series': ({ unit, queries, stacked, thresholds: steps, below }) => {
    const panel = new timeseries.PanelBuilder()
      .datasource(sourceOf(queries))
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
    for (const [index, { severity }] of queries.entries()) {
      if (severity !== undefined) {
        panel.overrideByQuery(refId(index), [
          { id: 'color', value: { mode: 'fixed', fixedColor: SEVERITY_COLOR[severity] } },
        ]);
      }
    }
    return unit === 'score' ? panel.max(100) : panel;
  },
  table: joinedTable,
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
  traces: (panel) => {
    const builder = new table.PanelBuilder()
      .datasource(source('jaeger'))
      .targets(panel.searches.map((search, index) => traceSearch(panel, search, index)));
    const [, variable] = VARIABLE.exec(panel.service) ?? [];
    return variable === undefined ? builder : builder.repeat(variable).repeatDirection('v');
  },
};

/** The title of a panel; one that is repeated for each service says for which. */
export const panelTitle = (panel: Panel): string =>
  panel.kind === 'traces' && VARIABLE.test(panel.service)
    ? `${panel.title}: ${panel.service}`
    : panel.title;

/** The builder of a panel, without its place on the dashboard. */
export const panelBuilder = <Kind extends Panel['kind']>(panel: PanelOf<Kind>): PanelBuilder =>
  PANEL[panel.kind](panel);
