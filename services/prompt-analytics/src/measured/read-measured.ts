import type { PrometheusClient, Sample as Point } from '@agent-vitals/worker/prometheus-client';
import type { MeasureName } from '../comparison/measures.js';
import { sampleOfRatio } from '../comparison/ratio-sample.js';
import { sampleOfShare, sampleOfSums, type Sample } from '../comparison/sample.js';
import { LABEL, queriesOf, WINDOW_SECONDS, type QueryName } from './queries.js';
import type { TimeRange } from './time-range.js';

/** What a version of a prompt did, as its calls were measured. */
export interface MeasuredVersion {
  readonly promptName: string;
  readonly version: string;
  /** In milliseconds since 1970, to five minutes; may be before the time that was asked for. */
  readonly firstUse: number;
  /** In milliseconds since 1970, to five minutes. */
  readonly lastUse: number;
  readonly calls: number;
  /** Measures without observations are missing. */
  readonly samples: Readonly<Partial<Record<MeasureName, Sample>>>;
  /** What its answers scored, by evaluation. */
  readonly scores: ReadonlyMap<string, Sample>;
}

/**
 * Reads what the versions of prompts did in a time, to five minutes.
 *
 * Loops are known of invocations of agents that used this one version of a prompt in all their calls
 * to models: of others it cannot be told which prompt goes round.
 * @param promptName only of this one. Default: of all
 * @throws {PrometheusAwayError} Prometheus does not answer
 * @throws {QueryRefusedError} the time is too long for Prometheus
 */
export async function readMeasured(
  prometheus: Pick<PrometheusClient, 'query'>,
  range: TimeRange,
  promptName?: string,
): Promise<readonly MeasuredVersion[]> {
  const windows = wholeWindows(range);
  const end = new Date(windows.to);
  const answers = await Promise.all(
    Object.entries(queriesOf(windows, promptName)).map(
      async ([name, query]) => [name, await prometheus.query(query, end)] as const,
    ),
  );
  const points = Object.fromEntries(answers) as Record<QueryName, readonly Point[]>;
  return points.calls
    .filter(({ value }) => value > 0)
    .map((each) => versionOf(points, each.labels));
}

/** Subqueries look at multiples of their step: so each window is seen once by all queries, the last too. */
function wholeWindows({ from, to }: TimeRange): TimeRange {
  const windowMs = WINDOW_SECONDS * 1000;
  return { from: Math.floor(from / windowMs) * windowMs, to: Math.ceil(to / windowMs) * windowMs };
}

type Labels = Point['labels'];

function versionOf(
  points: Readonly<Record<QueryName, readonly Point[]>>,
  labels: Labels,
): MeasuredVersion {
  const promptName = labels[LABEL.prompt] ?? '';
  const version = labels[LABEL.version] ?? '';
  const find = (name: QueryName, evaluation?: string): number | undefined =>
    points[name].find(
      (point) =>
        (point.labels[LABEL.prompt] ?? point.labels[LABEL.item]) === promptName &&
        point.labels[LABEL.version] === version &&
        point.labels[LABEL.evaluation] === evaluation,
    )?.value;
  const value = (name: QueryName, evaluation?: string): number => find(name, evaluation) ?? 0;

  const samples: Record<Exclude<MeasureName, 'quality'>, Sample> = {
    duration: sampleOfSums(value('succeeded'), value('seconds'), value('secondsSquared')),
    outputTokens: sampleOfSums(value('answers'), value('tokens'), value('tokensSquared')),
    errors: sampleOfShare(value('calls'), value('failed')),
    loops: sampleOfShare(value('invocations'), value('looping')),
    // What has no price did not cost nothing.
    costPerSuccess: sampleOfRatio({
      windows: value('windows'),
      spent: value('cost'),
      done: find('cost') === undefined ? 0 : value('succeeded'),
      spentSquares: value('costSquared'),
      doneSquares: value('successesSquared'),
      products: value('products'),
    }),
  };
  const scored = points.scored.filter(
    (point) => point.labels[LABEL.prompt] === promptName && point.labels[LABEL.version] === version,
  );
  return {
    promptName,
    version,
    firstUse: 1000 * Math.min(find('since') ?? Infinity, value('firstWindow') - WINDOW_SECONDS),
    lastUse: 1000 * value('lastWindow'),
    calls: value('calls'),
    samples: Object.fromEntries(Object.entries(samples).filter(([, { count }]) => count > 0)),
    scores: new Map(
      scored.map((point) => {
        const name = point.labels[LABEL.evaluation] ?? '';
        return [
          name,
          sampleOfSums(point.value, value('scores', name), value('scoresSquared', name)),
        ];
      }),
    ),
  };
}
