import { expect, it } from 'vitest';
import { largestOfEachPart, toExemplars, type Exemplar } from './exemplars.js';

const exemplar = (time: number, value: number): Exemplar => ({
  traceId: `${time}`,
  time,
  value,
  series: '',
});

it('keeps those that lead to a trace, with the name of their series', () => {
  const labels = { trace_id: 'abc', span_id: 'def' };
  expect(
    toExemplars(
      {
        data: [
          {
            seriesLabels: { agent: 'reviewer' },
            exemplars: [
              { labels, value: '1.5', timestamp: 12.5 },
              { labels: {}, value: '9', timestamp: 13 },
            ],
          },
        ],
      },
      'agent {{agent}}',
    ),
  ).toEqual([
    { traceId: 'abc', spanId: 'def', value: 1.5, time: 12_500, series: 'agent reviewer' },
  ]);
});

it('takes the largest of each part of the time, and none from outside', () => {
  const all = [
    [-1, 9],
    [0, 1],
    [49, 3],
    [20, 2],
    [50, 1],
    [99, 1],
    [100, 9],
  ] as const;
  const range = { start: new Date(0), end: new Date(100) };
  const found = largestOfEachPart(
    all.map(([time, value]) => exemplar(time, value)),
    range,
    2,
  );
  expect(found.map(({ time }) => time)).toEqual([49, 50]);
});
