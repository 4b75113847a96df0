import type { VitalsConfig } from '@agent-vitals/config';
import type { Logger } from 'pino';
import type { PrometheusClient, Sample } from '@agent-vitals/worker/prometheus-client';
import type { Recommendation } from '../report.js';
import {
  SERIES_QUERY,
  WINDOW_QUERY,
  type Windows,
  windowsOf,
  withWindows,
} from './observation-window.js';
import type { Rule } from './rule.js';
import { RULES } from './rules.js';
import { worthOf } from './worth.js';

/** Options of {@link createRecommender}. */
export interface RecommenderOptions {
  readonly config: VitalsConfig;
  readonly prometheus: Pick<PrometheusClient, 'query'>;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: () => number;
  readonly log: Pick<Logger, 'warn'>;
  /** Default: all. */
  readonly rules?: readonly Rule[];
}

/** Says what can be better. */
export interface Recommender {
  /**
   * Asks each query of each rule once, however many agents there are, and a few at a time; some
   * look back over a day, so it is for once in a minute rather than for each request. A rule that
   * fails is left out and logged.
   * @returns at most 100, the largest expected gain first
   * @throws what {@link PrometheusClient} throws, when nothing could be asked
   */
  evaluate(): Promise<readonly Recommendation[]>;
}

/** Prometheus has others to answer too. */
const AT_A_TIME = 4;
const MOST = 100;

/** Creates a recommender. */
export function createRecommender(options: RecommenderOptions): Recommender {
  const { config, prometheus, clock = Date.now, log, rules = RULES } = options;

  const apply = async (
    rule: Rule,
    windows: Windows,
    time: Date,
    ask: (promql: string) => Promise<readonly Sample[]>,
  ): Promise<readonly Recommendation[]> => {
    try {
      const promql = Object.entries(rule.queries).map(
        ([name, query]) => [name, withWindows(query, windows)] as const,
      );
      const results = Object.fromEntries(
        await Promise.all(promql.map(async ([name, query]) => [name, await ask(query)] as const)),
      );
      const asked = new Map(promql);
      return rule

        .decide(results, { config, window: windows.window, now: time.getTime() / 1000 })
        .map(({ key, evidence, ...finding }) => ({
          id: `${rule.id}:${key ?? finding.subject}`,
          rule: rule.id,
          ...finding,
          evidence: { query: asked.get(evidence.query) ?? '', values: { ...evidence.values } },
        }));
    } catch (error) {
      log.warn({ rule: rule.id, err: error }, 'a rule for recommendations failed');
      return [];
    }
  };

  return {
    async evaluate() {
      const time = new Date(clock());
      const windows = windowsOf(
        await prometheus.query(WINDOW_QUERY, time),
        await prometheus.query(SERIES_QUERY, time),
      );
      const ask = askOnce((promql) => prometheus.query(promql, time));
      const found = await Promise.all(rules.map((rule) => apply(rule, windows, time, ask)));
      return found
        .flat()
        .sort((a, b) => worthOf(b) - worthOf(a) || a.id.localeCompare(b.id))
        .slice(0, MOST);
    },
  };
}

/** Asks the same query once, and no more than a few at a time. */
function askOnce(
  query: (promql: string) => Promise<readonly Sample[]>,
): (promql: string) => Promise<readonly Sample[]> {
  const answers = new Map<string, Promise<readonly Sample[]>>();
  const lanes = Array.from({ length: AT_A_TIME }, () => Promise.resolve<unknown>(undefined));
  let next = 0;
  return (promql) => {
    const known = answers.get(promql);
    if (known !== undefined) return known;
    const lane = next++ % AT_A_TIME;
    const answer = (lanes[lane] ?? Promise.resolve()).then(() => query(promql));
    lanes[lane] = answer.catch(() => undefined);
    answers.set(promql, answer);
    return answer;
  };
}
