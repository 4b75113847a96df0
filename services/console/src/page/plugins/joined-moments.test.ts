import type {
  InstantQueryRequestParameters,
  InstantQueryResponse,
  VectorData,
} from '@perses-dev/prometheus-plugin';
import { expect, it } from 'vitest';
import { joinMoments } from './joined-moments.js';

type Sample = VectorData['result'][number];

const sample = (metric: Sample['metric'], value: string): Sample => ({
  metric,
  value: [1_700_000_000, value],
});

const vector = (...result: Sample[]): InstantQueryResponse => ({
  status: 'success',
  data: { resultType: 'vector', result },
});

/** A server that knows the answers of single queries, and answers joined ones as Prometheus does. */
function server(answers: Readonly<Record<string, readonly Sample[]>>) {
  const asked: InstantQueryRequestParameters[] = [];
  const parts = /label_replace\(\n(?<query>.*)\n, "__asked__", "(?<index>\d+)", "", ""\)/g;
  const ask = async (params: InstantQueryRequestParameters): Promise<InstantQueryResponse> => {
    asked.push(params);
    const joined = [...params.query.matchAll(parts)].map((match) => match.groups!);
    const alone = joined.length === 0;
    const wanted = alone ? [{ query: params.query, index: '' }] : joined;
    return vector(
      ...wanted.flatMap(({ query, index }) => {
        const answer = answers[query!];
        if (answer === undefined) throw new Error(`parse error in ${query}`);
        return answer.map(({ metric, ...rest }) => ({
          ...rest,
          metric: alone ? metric : { ...metric, __asked__: index! },
        }));
      }),
    );
  };
  return { asked, ask: joinMoments(ask) };
}

const resultOf = (response: InstantQueryResponse): unknown => response.data?.result;

it('asks once for what is asked for at the same time, and gives each its own answer', async () => {
  const a = [sample({ __name__: 'a', job: 'x' }, '1'), sample({ __name__: 'a', job: 'y' }, '2')];
  const b = [sample({ __name__: 'a', job: 'x' }, '1')];
  const { asked, ask } = server({ a, b, none: [] });
  const answers = await Promise.all(
    ['a', 'none', 'b'].map((query) => ask({ query, time: 1_700_000_000 })),
  );
  expect(answers.map((each) => resultOf(each))).toEqual([a, [], b]);
  expect(asked).toHaveLength(1);
  expect(asked[0]!.time).toBe(1_700_000_000);
});

it('asks alone for what is alone at its moment, just as it is', async () => {
  const { asked, ask } = server({ a: [sample({}, '1')], b: [sample({}, '2')] });
  await Promise.all([ask({ query: 'a', time: 1 }), ask({ query: 'b', time: 2 })]);
  await ask({ query: 'a', time: 1 });
  expect(asked).toEqual([
    { query: 'a', time: 1 },
    { query: 'b', time: 2 },
    { query: 'a', time: 1 },
  ]);
});

it('asks for no more than six with one request', async () => {
  const { asked, ask } = server({ a: [sample({}, '1')] });
  await Promise.all(Array.from({ length: 13 }, () => ask({ query: 'a', time: 1 })));
  expect(asked.map(({ query }) => query.split('label_replace').length - 1)).toEqual([6, 6, 0]);
});

it('asks for each alone where they cannot be joined: only what is wrong fails', async () => {
  const { ask } = server({ a: [sample({}, '1')] });
  const [right, wrong] = await Promise.allSettled([
    ask({ query: 'a', time: 1 }),
    ask({ query: 'sum(', time: 1 }),
  ]);
  expect(right).toMatchObject({ value: vector(sample({}, '1')) });
  expect(wrong).toMatchObject({ reason: new Error('parse error in sum(') });
});

it('asks alone with headers of its own', async () => {
  const { asked, ask } = server({ a: [sample({}, '1')] });
  const headers = { 'x-scope-orgid': 'team' };
  await Promise.all([ask({ query: 'a', time: 1 }, headers), ask({ query: 'a', time: 1 }, headers)]);
  expect(asked).toHaveLength(2);
});
