import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getJson } from './http.js';
import { root, type System } from './system.js';

/** A variable of a dashboard. */
type Variable =
  | { readonly kind: 'TextVariable'; readonly spec: { readonly name: string } }
  | {
      readonly kind: 'ListVariable';
      readonly spec: ListSpec;
    };

interface ListSpec {
  readonly name: string;
  readonly allowMultiple: boolean;
  readonly allowAllValue: boolean;
  readonly customAllValue?: string;
  readonly plugin: Choices;
}

/** What fills the list of a variable: the values of a label, or fixed choices. */
type Choices =
  | {
      readonly kind: 'PrometheusLabelValuesVariable' | 'LokiLabelValuesVariable';
      readonly spec: { readonly labelName: string; readonly matchers: readonly [string] };
    }
  | {
      readonly kind: 'StaticListVariable';
      readonly spec: { readonly values: readonly { readonly value: string }[] };
    };

/** What a panel asks one of the backends, by the plugin that asks. */
type Asked =
  | { readonly kind: 'PrometheusTimeSeriesQuery'; readonly spec: { readonly query: string } }
  | { readonly kind: 'LokiTimeSeriesQuery'; readonly spec: { readonly query: string } }
  | { readonly kind: 'LokiLogQuery'; readonly spec: { readonly query: string } }
  | { readonly kind: 'JaegerTraceQuery'; readonly spec: TraceSearch };

interface TraceSearch {
  readonly service: string;
  readonly searches: readonly Readonly<Record<string, string>>[];
  readonly attributes?: string;
  readonly spanName?: string;
  readonly minDuration?: string;
  readonly maxDuration?: string;
}

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
  $__auto: '1m',
  $__interval_ms: '300000',
  $__interval: '5m',
  $__range: '15m',
};
const withTimes = (text: string): string =>
  Object.entries(TIMES).reduce((filled, [name, time]) => filled.replaceAll(name, time), text);

/** What stands for everything, or for the first where one has to be chosen. */
const everything = (
  { allowMultiple, allowAllValue, customAllValue = '' }: ListSpec,
  values: readonly string[],
): string => {
  if (!allowAllValue) return values[0]!;
  return allowMultiple ? `(${values.map(literally).join('|')})` : customAllValue;
};

/** Values of a variable, and the pattern or text that stands for all of them. */
interface Chosen {
  readonly values: readonly string[];
  readonly written: string;
}

/** The choices of a list; empty while there are none. */
async function choicesOf(
  { prometheus, loki }: System['urls'],
  { kind, spec }: Choices,
  fill: (text: string) => string,
): Promise<readonly string[]> {
  if (kind === 'StaticListVariable') return spec.values.map(({ value }) => value);
  const [series] = spec.matchers;
  const { data = [] } =
    kind === 'LokiLabelValuesVariable'
      ? await getJson<{ data?: readonly string[] }>(
          loki,
          `/loki/api/v1/label/${spec.labelName}/values`,
          { query: series, since: '10m' },
        )
      : await getJson<{ data?: readonly string[] }>(
          prometheus,
          `/api/v1/label/${fill(spec.labelName)}/values`,
          { 'match[]': fill(series) },
        );
  return data;
}

/** The variables with everything chosen. */
interface Filled {
  readonly of: ReadonlyMap<string, Chosen>;
  readonly fill: (text: string) => string;
}

/**
 * Chooses every value of every variable, one after the other, since later ones may be narrowed by
 * what is chosen of those before them: all by name, so that a query with another label than its
 * variable finds nothing. Of a list of which one may be chosen, nothing is, or the first where one
 * has to be; nothing is typed.
 * @returns undefined while a variable has no values
 */
async function choose(
  urls: System['urls'],
  { variables }: DashboardQuery,
): Promise<Filled | undefined> {
  const of = new Map<string, Chosen>();
  const fill = (text: string): string =>
    withTimes(text).replaceAll(/\$\{?([a-z]\w*)(?::regex\})?/g, (whole, name: string) => {
      return of.get(name)?.written ?? whole;
    });
  for (const { kind, spec } of variables) {
    if (kind === 'TextVariable') {
      of.set(spec.name, { values: [], written: '' });
      continue;
    }
    const values = await choicesOf(urls, spec.plugin, fill);
    if (values.length === 0) return undefined;
    of.set(spec.name, { values, written: everything(spec, values) });
  }
  return { of, fill };
}

/** What a panel draws of the last minutes: with a resolution of 15 s, as the console asks. */
const RANGE_SECONDS = 120;

interface Matrix {
  readonly data: {
    readonly result: readonly { readonly values?: readonly (readonly [number, string])[] }[];
  };
}

const now = (): number => Date.now() / 1000;

/** Points as a panel asks for them. */
const range = (query: string): Record<string, string> => ({
  query,
  start: String(now() - RANGE_SECONDS),
  end: String(now()),
  step: '15',
});

// NaN is the answer of a division of nothing by nothing.
const hasPoints = ({ data }: Matrix): boolean =>
  data.result.some(({ values = [] }) => values.some(([, value]) => value !== 'NaN'));

/** Whether Jaeger finds a trace, for one of the chosen services and one of the chosen values. */
async function findsTrace(
  jaeger: string,
  {
    service,
    searches,
    attributes = '',
    spanName = '',
    minDuration = '',
    maxDuration = '',
  }: TraceSearch,
  { of, fill }: Filled,
): Promise<boolean> {
  const { data: services } = await getJson<{ data: readonly string[] }>(jaeger, '/api/services');
  const chosen = new RegExp(`^${fill(service).replaceAll('\\\\', '\\')}$`);
  const typed = [attributes, spanName, minDuration, maxDuration].map(fill).join('').trim();
  if (typed !== '') throw new Error(`nothing is chosen or typed, and yet there is "${typed}"`);
  const [search = {}] = searches;
  const [[variable, { values = [] } = {}] = []] = Object.entries(search).flatMap(([key, value]) =>
    value.startsWith('$') ? [[key, of.get(value.slice(1))] as const] : [],
  );
  const all = variable === undefined ? [search] : values.map((value) => ({ [variable]: value }));
  const found = await Promise.all(
    services
      .filter((name) => chosen.test(name))
      .flatMap((name) =>
        all.map((tags) =>
          getJson<{ data: readonly unknown[] | null }>(jaeger, '/api/traces', {
            service: name,
            tags: JSON.stringify(tags),
            start: String(Math.round((now() - 600) * 1e6)),
            end: String(Math.round(now() * 1e6)),
            limit: '5',
          }),
        ),
      ),
  );
  return found.some(({ data }) => (data ?? []).length > 0);
}

/**
 * Asks a query of a dashboard with everything chosen, and says whether a panel would show anything.
 * @throws {Error} the backend refuses it
 */
export async function drawsSomething(
  urls: System['urls'],
  query: DashboardQuery,
): Promise<boolean> {
  const { prometheus, loki, jaeger } = urls;
  const filled = await choose(urls, query);
  if (filled === undefined) return false;
  const { asked } = query;
  if (asked.kind === 'JaegerTraceQuery') return findsTrace(jaeger, asked.spec, filled);
  const asks = filled.fill(asked.spec.query);
  if (asked.kind === 'PrometheusTimeSeriesQuery') {
    return hasPoints(await getJson<Matrix>(prometheus, '/api/v1/query_range', range(asks)));
  }
  if (asked.kind === 'LokiTimeSeriesQuery') {
    return hasPoints(await getJson<Matrix>(loki, '/loki/api/v1/query_range', range(asks)));
  }
  const { data } = await getJson<Matrix>(loki, '/loki/api/v1/query_range', {
    query: asks,
    since: '10m',
    limit: '10',
  });
  return data.result.length > 0;
}
