import type { DatasourcePlugin } from '@perses-dev/plugin-system';
import type {
  InstantQueryRequestParameters,
  InstantQueryResponse,
  PrometheusClient,
  VectorData,
} from '@perses-dev/prometheus-plugin';

type AskMoment = PrometheusClient['instantQuery'];

/**
 * How many queries are asked at once at most: as many as a table has columns. Prometheus
 * answers those of one request one after another, and several requests side by side.
 */
const MOST_JOINED = 6;

/** Tells which query a sample answers. */
const LABEL = '__asked__';

/** A query that waits for others. */
interface Waiting {
  readonly params: InstantQueryRequestParameters;
  readonly answer: (response: Promise<InstantQueryResponse>) => void;
}

/** One query whose answer holds those of all. */
const joinedQuery = (queries: readonly string[]): string =>
  queries
    .map((query, index) => `label_replace(\n${query}\n, "${LABEL}", "${index}", "", "")`)
    .join('\nor\n');

/** The answers to each of the queries that were joined. */
function answersApart(
  joined: InstantQueryResponse,
  count: number,
): readonly InstantQueryResponse[] {
  const { result } = joined.data as VectorData;
  const byQuery = Map.groupBy(result, ({ metric }) => Number(metric[LABEL]));
  return Array.from({ length: count }, (_, index) => ({
    ...joined,
    data: {
      resultType: 'vector',
      result: (byQuery.get(index) ?? []).map(({ metric, ...sample }) => {
        const { [LABEL]: _asked, ...labels } = metric;
        return { ...sample, metric: labels };
      }),
    },
  }));
}

/**
 * Asks for the values of one moment together where several are asked for at once: a request costs a
 * browser more than Prometheus takes to answer one. Where they cannot be joined, as numbers without
 * labels cannot, or one of them is wrong, each is asked alone, so that each has its own error.
 */
export function joinMoments(ask: AskMoment): AskMoment {
  let waiting: Waiting[] = [];

  const alone = ({ params, answer }: Waiting): void => answer(ask(params));

  async function askJoined(those: readonly Waiting[]): Promise<void> {
    const [{ params }] = those as [Waiting];
    const query = joinedQuery(those.map((each) => each.params.query));
    try {
      const answers = answersApart(await ask({ ...params, query }), those.length);
      those.forEach(({ answer }, index) => answer(Promise.resolve(answers[index]!)));
    } catch {
      those.forEach((each) => alone(each));
    }
  }

  function askAll(): void {
    const byMoment = Map.groupBy(waiting, ({ params }) => params.time);
    waiting = [];
    for (const those of byMoment.values()) {
      for (let from = 0; from < those.length; from += MOST_JOINED) {
        const some = those.slice(from, from + MOST_JOINED);
        if (some.length === 1) alone(some[0]!);
        else void askJoined(some);
      }
    }
  }

  return (params, headers) =>
    headers
      ? ask(params, headers)
      : new Promise((answer) => {
          // Before the page does anything else, which would be to draw: panels ask at once.
          if (waiting.length === 0) queueMicrotask(askAll);
          waiting.push({ params, answer });
        });
}

/** A data source of Prometheus that asks for values of one moment together, see {@link joinMoments}. */
export function withJoinedMoments<Spec>(
  plugin: DatasourcePlugin<Spec, PrometheusClient>,
): DatasourcePlugin<Spec, PrometheusClient> {
  // Perses makes a client for each query.
  const byAddress = new Map<string, AskMoment>();
  return {
    ...plugin,
    createClient(spec, options) {
      const client = plugin.createClient(spec, options);
      const { datasourceUrl } = client.options;
      const instantQuery =
        byAddress.get(datasourceUrl) ?? joinMoments((...asked) => client.instantQuery(...asked));
      byAddress.set(datasourceUrl, instantQuery);
      return { ...client, instantQuery };
    },
  };
}
