import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getJson } from '../../system/http.js';
import { root } from '../../system/system.js';

type Labels = Readonly<Record<string, string>>;

/** A series as it arrives in Prometheus, and how much happens in it; `fill/series.go` reads it. */
export interface Reported {
  readonly labels: Labels;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** Of a counter a second, of a gauge its value. */
  readonly level?: number;
  /** Upper bounds of the buckets that something fell into, in any series of the name; the last bucket is infinite. */
  readonly bounds?: readonly number[];
  /** Observations a second, by bucket. */
  readonly rates?: readonly number[];
  /** Of what is observed. */
  readonly mean?: number;
}

/** What a stack with its demo had, as it was recorded by `--record`. */
export const SNAPSHOT = join(root, 'test/bench/dashboards/series.json');

/** Names of everything that rules and dashboards read, but for what is recorded. */
function namesRead(): ReadonlySet<string> {
  const texts = globSync(['prometheus/rules/*.yml', 'services/console/dashboards/*.json'], {
    cwd: root,
  }).map((file) => readFileSync(join(root, file), 'utf8'));
  return new Set(texts.flatMap((text) => text.match(/(?<![:\w])[a-z][a-z0-9_]+(?![:\w])/g) ?? []));
}

interface Bucket {
  readonly 1: string;
  readonly 2: string;
  readonly 3: string;
}

interface Sample {
  readonly metric: Labels;
  readonly value?: readonly [number, string];
  readonly histogram?: readonly [
    number,
    { readonly count: string; readonly sum: string; readonly buckets?: readonly Bucket[] },
  ];
}

/** What rarely happens is taken for something that happens once in this time. */
const RARELY_SECONDS = 3600;
const WINDOW = '10m';

/**
 * Records the series of a running stack that rules and dashboards read, with how much happens in each.
 * @param prometheus its address
 * @returns how many there are
 */
export async function recordSnapshot(prometheus: string): Promise<number> {
  const { data: present } = await getJson<{ data: readonly string[] }>(
    prometheus,
    '/api/v1/label/__name__/values',
  );
  const read = namesRead();
  const all: Reported[] = [];
  for (const name of present.filter((each) => read.has(each)).toSorted()) {
    const ask = async (query: string): Promise<readonly Sample[]> =>
      (
        await getJson<{ data: { result: readonly Sample[] } }>(prometheus, '/api/v1/query', {
          query,
        })
      ).data.result;
    const rates = new Map(
      (await ask(`rate(${name}[${WINDOW}])`)).map((each) => [key(each.metric), each]),
    );
    for (const now of await ask(name)) {
      const there = { ...now, metric: anywhere(now.metric) };
      all.push(reported(there, rates.get(key(now.metric))));
    }
  }
  const alike = withCommonBounds(all);
  writeFileSync(SNAPSHOT, `[\n${alike.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`);
  return alike.length;
}

/**
 * All series of a histogram with the same buckets, as applications report them. Prometheus names only
 * those that something fell into, and adds up what has different ones by what they have in common,
 * which may be none.
 */
function withCommonBounds(all: readonly Reported[]): readonly Reported[] {
  const bounds = new Map<string, number[]>();
  for (const { labels, bounds: own = [] } of all) {
    const name = labels['__name__']!;
    const both = new Set([...(bounds.get(name) ?? []), ...own]);
    bounds.set(
      name,
      [...both].toSorted((a, b) => a - b),
    );
  }
  return all.map((series) => {
    const { labels, bounds: own, rates } = series;
    if (own === undefined || rates === undefined) return series;
    const common = bounds.get(labels['__name__']!)!;
    const byUpper = new Map(rates.map((rate, index) => [own[index] ?? Infinity, rate]));
    return {
      ...series,
      bounds: common,
      rates: [...common, Infinity].map((upper) => byUpper.get(upper) ?? 0),
    };
  });
}

/** What tells series of one name apart. */
const key = (labels: Labels): string =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([name]) => name !== '__name__')
      .toSorted(([a], [b]) => a.localeCompare(b)),
  );

/** Names of rule groups begin with where the stack keeps its data. */
const anywhere = (labels: Labels): Labels =>
  Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [
      name,
      value.replace(/^\/.*(?=\/etc\/prometheus\/)/, ''),
    ]),
  );

const rounded = (value: number): number => Number(value.toPrecision(4));

function reported({ metric, value, histogram }: Sample, rate: Sample | undefined): Reported {
  if (histogram !== undefined) {
    const recent = rate?.histogram?.[1];
    return recent?.buckets ? distribution(metric, recent, 1) : distribution(metric, histogram[1]);
  }
  if (!/_total$|_bytes_user$/.test(metric['__name__']!)) {
    return { labels: metric, kind: 'gauge', level: rounded(Number(value![1])) };
  }
  const level = Number(rate?.value?.[1] ?? 0) || 1 / RARELY_SECONDS;
  return { labels: metric, kind: 'counter', level: rounded(level) };
}

function distribution(
  labels: Labels,
  { count, sum, buckets = [] }: NonNullable<Sample['histogram']>[1],
  seconds: number = RARELY_SECONDS,
): Reported {
  const bounds = [...new Set(buckets.flatMap((bucket) => [Number(bucket[1]), Number(bucket[2])]))]
    .filter((bound) => Number.isFinite(bound))
    .toSorted((a, b) => a - b);
  const rates = [...bounds, Infinity].map((upper) =>
    buckets
      .filter((bucket) => Number(bucket[2].replace('+Inf', 'Infinity')) === upper)
      .reduce((total, bucket) => total + rounded(Number(bucket[3]) / seconds), 0),
  );
  return {
    labels,
    kind: 'histogram',
    bounds,
    rates,
    mean: Number(count) > 0 ? rounded(Number(sum) / Number(count)) : 0,
  };
}
