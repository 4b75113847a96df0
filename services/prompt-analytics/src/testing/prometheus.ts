import { text } from 'node:stream/consumers';
import { LABEL, queriesOf, type QueryName } from '../measured/queries.js';
import { serveForTest } from './serve-for-test.js';

/** What was measured of a version of a prompt, one by one. */
export interface MeasuredRuns {
  readonly prompt: string;
  readonly version: string;
  /** When it was first used, in seconds since 1970. */
  readonly since: number;
  /** Of calls that succeeded, in seconds. */
  readonly durations?: readonly number[];
  readonly failed?: number;
  readonly tokens?: readonly number[];
  /** US dollars and successful calls of windows of five minutes. */
  readonly windows?: readonly (readonly [cost: number, successes: number])[];
  /** Of agents, with this version alone. */
  readonly invocations?: number;
  readonly looping?: number;
  /** By evaluation. */
  readonly scores?: Readonly<Record<string, readonly number[]>>;
}

/** A server that answers the queries about versions as Prometheus does; ended after the test. */
export async function servePrometheus(runs: readonly MeasuredRuns[]): Promise<string> {
  return serveForTest(async (request, response) => {
    const query = new URLSearchParams(await text(request)).get('query') ?? '';
    const result = runs.flatMap((each) => pointsOf(each, query));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }));
  });
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const squares = (values: readonly number[]): number => sum(values.map((value) => value ** 2));

/** The value of a version for each query; undefined where there is no series. */
const VALUES: Readonly<
  Record<
    Exclude<QueryName, 'scored' | 'scores' | 'scoresSquared'>,
    (runs: MeasuredRuns) => number | undefined
  >
> = {
  calls: ({ durations = [], failed = 0 }) => durations.length + failed,
  failed: ({ failed = 0 }) => failed,
  succeeded: ({ durations }) => durations?.length,
  seconds: ({ durations }) => durations && sum(durations),
  secondsSquared: ({ durations }) => durations && squares(durations),
  answers: ({ tokens }) => tokens?.length,
  tokens: ({ tokens }) => tokens && sum(tokens),
  tokensSquared: ({ tokens }) => tokens && squares(tokens),
  cost: ({ windows }) => windows && sum(windows.map(([cost]) => cost)),
  windows: ({ windows }) => windows?.length,
  costSquared: ({ windows }) => windows && squares(windows.map(([cost]) => cost)),
  successesSquared: ({ windows }) => windows && squares(windows.map(([, successes]) => successes)),
  products: ({ windows }) => windows && sum(windows.map(([cost, successes]) => cost * successes)),
  invocations: ({ invocations }) => invocations,
  looping: ({ looping }) => looping,
  firstWindow: ({ since }) => since + 300,
  lastWindow: ({ since }) => since + 3600,
  since: ({ since }) => since,
};

const SCORES = {
  scored: (scores: readonly number[]) => scores.length,
  scores: sum,
  scoresSquared: squares,
} as const;

/** However long the time is. */
const anyTime = (query: string): string => query.replaceAll(/\[\d+s/g, '[');

function pointsOf(runs: MeasuredRuns, query: string): readonly object[] {
  const asked = [undefined, runs.prompt]
    .flatMap((name) => Object.entries(queriesOf({ from: 0, to: 1000 }, name)))
    .find(([, known]) => anyTime(known) === anyTime(query))?.[0];
  const labels = {
    [asked === 'since' ? LABEL.item : LABEL.prompt]: runs.prompt,
    [LABEL.version]: runs.version,
  };
  const point = (value: number, more: object = {}): object => ({
    metric: { ...labels, ...more },
    value: [0, String(value)],
  });
  if (asked !== undefined && asked in SCORES) {
    const of = SCORES[asked as keyof typeof SCORES];
    return Object.entries(runs.scores ?? {}).map(([evaluation, scores]) =>
      point(of(scores), { [LABEL.evaluation]: evaluation }),
    );
  }
  const value = VALUES[asked as keyof typeof VALUES]?.(runs);
  return value === undefined ? [] : [point(value)];
}
