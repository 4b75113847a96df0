import { parseVitalsConfig, type VitalsConfig } from '@agent-vitals/config';
import type { ObservationWindow } from '../observation-window.js';
import type { Finding, Results, Rule } from '../rule.js';

/** A series of an answer: its labels and its value. */
type Row = readonly [labels: Readonly<Record<string, string>>, value: number];

/** The answers to the queries of a rule; a query that is not named answered nothing. */
export type Answers<Query extends string> = Readonly<Partial<Record<Query, readonly Row[]>>>;

const NOW = Date.parse('2026-11-24T09:00:00Z') / 1000;

export const DAY: ObservationWindow = { seconds: 86_400, promql: '1d', words: 'the last day' };
export const TEN_MINUTES: ObservationWindow = {
  seconds: 600,
  promql: '10m',
  words: 'the last 10 minutes',
};

/** vitals.yaml with what it must have, and `more`. */
export function testConfig(more = ''): VitalsConfig {
  return parseVitalsConfig(
    `
notifications:
  email: { to: [oncall@example.com], from: vitals@example.com }
${more}`,
    'vitals.yaml',
  );
}

/**
 * What a rule finds in these answers.
 * @param config Default: what vitals.yaml has where nothing is said
 */
export function decide<Query extends string>(
  rule: Rule<Query>,
  answers: Answers<Query>,
  window: ObservationWindow = DAY,
  config = testConfig(),
): readonly Finding<Query>[] {
  const results = Object.fromEntries(
    (Object.keys(rule.queries) as Query[]).map((query) => [
      query,
      (answers[query] ?? []).map(([labels, value]) => ({ labels, value, time: NOW })),
    ]),
  ) as unknown as Results<Query>;
  return rule.decide(results, { config, window, now: NOW });
}
