import { coarser, foldOf, RESOLUTIONS, type Resolution } from '@agent-vitals/config';
import { HEALTH_METRIC, METRIC, prometheusName } from '@agent-vitals/instrumentation/semconv';
import { inDays } from './comparison/total.js';
import { GENERAL, GENERAL_LABEL } from './metrics.js';
import { RANGE } from './promql.js';

/** A query that gives the same more coarsely, from what is recorded for it. */
export interface CoarserQuery {
  /** It is right for steps that are a multiple of this, in seconds. */
  readonly stepSeconds: number;
  readonly query: string;
}

const namesOf = (instrument: 'histogram' | 'counter'): readonly string[] =>
  Object.values(METRIC)
    .filter((metric) => metric.instrument === instrument)
    .map((metric) => prometheusName(metric));

/** Metrics that each agent, call or prompt has series of its own of. */
const COUNTERS: ReadonlySet<string> = new Set(namesOf('counter'));
const HISTOGRAMS: ReadonlySet<string> = new Set([
  ...namesOf('histogram'),
  GENERAL.httpServerDuration,
  GENERAL.httpClientDuration,
  GENERAL.dbClientDuration,
]);

const HOUR_SECONDS = 3600;

/** What is not recorded apart of a histogram. */
const OUTCOME = GENERAL_LABEL.errorType;

/** A step, without what `$__rate_interval` adds: nothing recorded is counted twice. */
const STEP = '$__interval';

const WINDOW = RANGE.replace('$', String.raw`\$`);
const MATCHERS = String.raw`(\{[^}]*\})?`;
const OBSERVED = new RegExp(
  String.raw`\bhistogram_(count|sum)\(rate\((\w+)${MATCHERS}\[${WINDOW}\]\)\)`,
  'g',
);
const RATE = new RegExp(String.raw`\brate\((\w+)${MATCHERS}\[${WINDOW}\]\)`, 'g');
const INCREASE = new RegExp(String.raw`\bincrease\((\w+)${MATCHERS}\[1h\]\)`, 'g');
/** What is recorded coarsely as it is: what rules record, and what the health score reports of items. */
const KEPT = String.raw`vitals:[a-z0-9_:]+|${prometheusName(HEALTH_METRIC.itemScore)}`;
const VALUE = new RegExp(String.raw`(?<![\w:"|])(${KEPT})${MATCHERS}(?![\w:{[])`, 'g');
/** One of several recorded series. */
const VALUES = /\{__name__=~"(vitals:[^"]+)"([^}]*)\}/g;

function atResolution(resolution: Resolution, expr: string): string {
  const sum = (series: string, matchers = '', window: string = STEP): string =>
    `sum_over_time(${coarser(resolution, series)}${matchers}[${window}])`;
  const perSecond = `${resolution.seconds * 1000} / ${STEP}_ms`;
  return expr
    .replaceAll(OBSERVED, (whole, part: string, name: string, matchers?: string) =>
      HISTOGRAMS.has(name) ? `(${sum(`${name}:${part}`, matchers)} * ${perSecond})` : whole,
    )
    .replaceAll(RATE, (whole, name: string, matchers = '') => {
      if (COUNTERS.has(name)) return `(${sum(name, matchers)} * ${perSecond})`;
      // Quantiles: they do not change with a factor. Outcomes are not recorded apart.
      return HISTOGRAMS.has(name) && !matchers.includes(OUTCOME) ? sum(name, matchers) : whole;
    })
    .replaceAll(INCREASE, (whole, name: string, matchers?: string) =>
      COUNTERS.has(name) ? `(${sum(name, matchers, '1h')} * ${resolution.seconds})` : whole,
    )
    .replaceAll(
      VALUE,
      (_, series: string, matchers = '') =>
        `${foldOf(series)}_over_time(${coarser(resolution, series)}${matchers}[${STEP}])`,
    )
    .replaceAll(VALUES, (_, names: string, matchers: string) => {
      const series = names.split('|');
      const asked = series.map((each) => coarser(resolution, each)).join('|');
      return `${foldOf(series[0]!)}_over_time({__name__=~"${asked}"${matchers}}[${STEP}])`;
    });
}

/**
 * What to ask instead of a query when it is drawn more coarsely, the coarsest first: rates over
 * reported series and recorded values become what `prometheus/src/coarser.ts` records of them, and
 * windows of minutes those of hours. The value of an indicator is the worst of each step then, where
 * the query itself takes the last.
 */
export const coarserQueries = (expr: string): readonly CoarserQuery[] =>
  RESOLUTIONS.map((resolution) => ({
    stepSeconds: resolution.seconds,
    query: atResolution(resolution, resolution.seconds < HOUR_SECONDS ? expr : inDays(expr)),
  })).filter(({ query }) => query !== expr);
