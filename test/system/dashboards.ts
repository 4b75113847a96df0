import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getJson } from './http.js';
import { root, type System } from './system.js';

/** A variable of a dashboard: the values of a label are its choices, or those of a list. */
interface Variable {
  readonly spec: {
    readonly name: string;
    readonly plugin:
      | {
          readonly kind: 'PrometheusLabelValuesVariable';
          readonly spec: { readonly labelName: string; readonly matchers: readonly string[] };
        }
      | {
          readonly kind: 'StaticListVariable';
          readonly spec: { readonly values: readonly { readonly value: string }[] };
        };
  };
}

/** What a panel asks one of the backends, by the plugin that asks. */
type Asked =
  | { readonly kind: 'PrometheusTimeSeriesQuery'; readonly spec: { readonly query: string } }
  | { readonly kind: 'LokiLogQuery'; readonly spec: { readonly query: string } }
  | {
      readonly kind: 'JaegerTraceQuery';
      readonly spec: {
        readonly service: string;
        readonly searches: readonly Readonly<Record<string, string>>[];
      };
    };

interface DashboardFile {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly variables: readonly Variable[];
    readonly panels: Readonly<
      Record<
        string,
        { readonly spec: { readonly queries: readonly { spec: { readonly plugin: Asked } }[] } }
      >
    >;
  };
}

/** One query of one panel, which is to find something. */
export interface DashboardQuery {
  /** Such as `agents/agent-errors`, and `llm-usage/llm-calls 2` where a panel has several. */
  readonly name: string;
  readonly variables: readonly Variable[];
  readonly asked: Asked;
}

/** A search of traces for each set of attributes: each must find some. */
const apart = (asked: Asked): readonly Asked[] =>
  asked.kind === 'JaegerTraceQuery'
    ? asked.spec.searches.map((search) => ({
        ...asked,
        spec: { ...asked.spec, searches: [search] },
      }))
    : [asked];

/** Every query of every dashboard, as the console has them. */
export const dashboardQueries: readonly DashboardQuery[] = globSync(
  'services/console/dashboards/*.json',
  { cwd: root },
)
  .toSorted()
  .flatMap((path) => {
    const { metadata, spec } = JSON.parse(readFileSync(join(root, path), 'utf8')) as DashboardFile;
    return Object.entries(spec.panels).flatMap(
      ([
        panel,
        {
          spec: { queries },
        },
      ]) =>
        queries
          .flatMap(({ spec: { plugin } }) => apart(plugin))
          .map((asked, index, all) => ({
            name: `${metadata.name}/${panel}${all.length > 1 ? ` ${index + 1}` : ''}`,
            variables: spec.variables,
            asked,
          })),
    );
  });

const literally = (value: string): string =>
  value.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\\$&`);

/**
 * What times stand for at the finest resolution of each: a minute is what `$__rate_interval` is, five
 * what is between the points of what is recorded so often.
 */
const TIMES: Readonly<Record<string, string>> = {
  $__rate_interval: '1m',
  $__interval_ms: '300000',
  $__interval: '5m',
  $__range: '15m',
};
const withTimes = (text: string): string =>
  Object.entries(TIMES).reduce((filled, [name, time]) => filled.replaceAll(name, time), text);

/** What stands for a variable in a query; undefined while it has no values. */
async function choiceOf(
  prometheus: string,
  plugin: Variable['spec']['plugin'],
  fill: (text: string) => string,
): Promise<string | undefined> {
  if (plugin.kind === 'StaticListVariable') return plugin.spec.values[0]?.value;
  const { labelName, matchers } = plugin.spec;
  const { data } = await getJson<{ data: readonly string[] }>(
    prometheus,
    `/api/v1/label/${fill(labelName)}/values`,
    { 'match[]': fill(matchers[0]!) },
  );
  return data.length === 0 ? undefined : `(${data.map(literally).join('|')})`;
}

/**
 * Chooses every value of every variable, one after the other, since later ones may be narrowed by
 * what is chosen of those before them: all by name, so that a query with another label than its
 * variable finds nothing. Of a list, of which one is chosen, it is the first.
 * @returns undefined while a variable has no values
 */
async function choose(
  prometheus: string,
  { variables }: DashboardQuery,
): Promise<((text: string) => string) | undefined> {
  let fill = withTimes;
  for (const { spec } of variables) {
    const [before, chosen] = [fill, await choiceOf(prometheus, spec.plugin, fill)];
    if (chosen === undefined) return undefined;
    fill = (text) => before(text).replaceAll(`$${spec.name}`, () => chosen);
  }
  return fill;
}

/** What a panel draws of the last minutes: with a resolution of 15 s, as the console asks. */
const RANGE_SECONDS = 120;

interface Matrix {
  readonly data: {
    readonly result: readonly { readonly values?: readonly (readonly [number, string])[] }[];
  };
}

const now = (): number => Date.now() / 1000;

/**
 * Asks a query of a dashboard with everything chosen, and says whether a panel would show anything.
 * @throws {Error} the backend refuses it
 */
export async function drawsSomething(
  { prometheus, loki, jaeger }: System['urls'],
  query: DashboardQuery,
): Promise<boolean> {
  const fill = await choose(prometheus, query);
  if (fill === undefined) return false;
  const { asked } = query;
  if (asked.kind === 'PrometheusTimeSeriesQuery') {
    const { data } = await getJson<Matrix>(prometheus, '/api/v1/query_range', {
      query: fill(asked.spec.query),
      start: String(now() - RANGE_SECONDS),
      end: String(now()),
      step: '15',
    });
    // NaN is the answer of a division of nothing by nothing.
    return data.result.some(({ values = [] }) => values.some(([, value]) => value !== 'NaN'));
  }
  if (asked.kind === 'LokiLogQuery') {
    const { data } = await getJson<Matrix>(loki, '/loki/api/v1/query_range', {
      query: fill(asked.spec.query),
      since: '10m',
      limit: '10',
    });
    return data.result.length > 0;
  }
  const { data: services } = await getJson<{ data: readonly string[] }>(jaeger, '/api/services');
  const chosen = new RegExp(`^${fill(asked.spec.service).replaceAll('\\\\', '\\')}$`);
  const found = await Promise.all(
    services
      .filter((service) => chosen.test(service))
      .map((service) =>
        getJson<{ data: readonly unknown[] | null }>(jaeger, '/api/traces', {
          service,
          tags: JSON.stringify(asked.spec.searches[0]),
          start: String(Math.round((now() - 600) * 1e6)),
          end: String(Math.round(now() * 1e6)),
          limit: '5',
        }),
      ),
  );
  return found.some(({ data }) => (data ?? []).length > 0);
}
