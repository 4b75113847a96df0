/**
 * What Grafana takes for a dashboard, as types of its JSON: those of its schema
 * (`@grafana/grafana-foundation-sdk` is made of it) with what the schema leaves open, the options of
 * panels, queries and transformations, filled in. `grafana-json.test.ts` holds every dashboard to it.
 */
import type * as common from '@grafana/grafana-foundation-sdk/common';
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type * as logs from '@grafana/grafana-foundation-sdk/logs';
import type * as loki from '@grafana/grafana-foundation-sdk/loki';
import type * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import type * as table from '@grafana/grafana-foundation-sdk/table';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';

type IsAny<T> = 0 extends 1 & T ? true : false;

/** A type as JSON holds it: the members of an enum are their values, methods are not there. */
type Json<T> =
  IsAny<T> extends true
    ? unknown
    : T extends string
      ? `${T}`
      : T extends number
        ? `${T}` extends `${infer N extends number}`
          ? N
          : never
        : T extends readonly (infer Each)[]
          ? readonly Json<Each>[]
          : T extends object
            ? { [K in keyof T as T[K] extends () => unknown ? never : K]: Json<T[K]> }
            : T;

type Query<T> = Json<T> & { datasource: { type: string; uid: string } };

/** https://github.com/grafana/grafana/blob/main/public/app/plugins/datasource/jaeger/types.ts */
interface JaegerQuery {
  refId: string;
  queryType?: 'search' | 'upload';
  service?: string;
  operation?: string;
  query?: string;
  tags?: string;
  minDuration?: string;
  maxDuration?: string;
  limit?: number;
}

/** https://github.com/grafana/grafana/blob/main/public/app/plugins/panel/alertlist/types.ts */
interface AlertListOptions {
  viewMode: 'list' | 'stat';
  groupMode: 'default' | 'custom';
  groupBy: readonly string[];
  maxItems: number;
  sortOrder: 1 | 2 | 3 | 4 | 5;
  dashboardAlerts: boolean;
  alertName: string;
  alertInstanceLabelFilter: string;
  datasource: string;
  folder?: { uid: string; title: string };
  showInstances: boolean;
  showInactiveAlerts?: boolean;
  stateFilter: {
    firing: boolean;
    pending: boolean;
    recovering: boolean;
    noData: boolean;
    normal: boolean;
    error: boolean;
  };
}

/** https://github.com/grafana/grafana/tree/main/packages/grafana-data/src/transformations/transformers */
type Transformation =
  | {
      id: 'organize';
      options: {
        excludeByName?: Record<string, boolean>;
        indexByName?: Record<string, number>;
        renameByName?: Record<string, string>;
      };
    }
  | { id: 'joinByField'; options: { byField: string; mode: 'outer' | 'inner' | 'outerTabular' } }
  | { id: 'filterFieldsByName'; options: { include: { names: readonly string[] } } };

type Override =
  | { id: 'unit'; value: string }
  | { id: 'color'; value: Json<dashboard.FieldColor> }
  | { id: 'mappings'; value: readonly Json<dashboard.ValueMapping>[] }
  | { id: 'custom.cellOptions'; value: Json<common.TableCellOptions> };

interface Fields<Custom> {
  defaults: Omit<Json<dashboard.FieldConfig>, 'custom'> & { custom?: Custom };
  overrides: readonly {
    matcher: { id: 'byName' | 'byFrameRefID'; options: string };
    properties: readonly Override[];
  }[];
}

type PanelOf<Type extends string, Options, Custom, Target> = Omit<
  Json<dashboard.Panel>,
  'type' | 'options' | 'fieldConfig' | 'targets' | 'transformations'
> & {
  type: Type;
  id: number;
  title: string;
  description: string;
  gridPos: Json<dashboard.GridPos>;
  options?: Options;
  fieldConfig?: Fields<Custom>;
  targets?: readonly Target[];
  transformations?: readonly Transformation[];
};

type PrometheusQuery = Query<prometheus.Dataquery>;
type LokiQuery = Query<loki.dataquery>;

type Panel =
  | PanelOf<'stat', Json<stat.Options>, never, PrometheusQuery>
  | PanelOf<
      'timeseries',
      Json<timeseries.Options>,
      Json<timeseries.FieldConfig>,
      PrometheusQuery | LokiQuery
    >
  | PanelOf<
      'table',
      Json<table.Options>,
      Json<table.FieldConfig>,
      PrometheusQuery | Query<JaegerQuery>
    >
  | PanelOf<'logs', Partial<Json<logs.Options>>, never, LokiQuery>
  | PanelOf<'alertlist', AlertListOptions, never, never>;

type Parts = 'panels' | 'uid' | 'title' | 'description';

/** A dashboard as Grafana reads it. */
export type GrafanaJson = Omit<Json<dashboard.Dashboard>, Parts> & {
  uid: string;
  title: string;
  description: string;
  panels: readonly Panel[];
};
