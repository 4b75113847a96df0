import { expect, it } from 'vitest';
import { withCompared, type Answers } from './compared-columns.js';

const answer = (of: Readonly<Record<string, number>>): Answers[number] => ({
  definition: {
    kind: 'TimeSeriesQuery',
    spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } },
  },
  data: {
    series: Object.entries(of).map(([agent, value]) => ({
      name: agent,
      labels: { agent },
      values: [[1000, value]],
    })),
  },
});

const answers = [
  answer({ writer: 2, tester: 0, reviewer: 0.5 }),
  answer({ reviewer: 0.25, writer: 3, tester: 1, planner: 4 }),
];

it.each([
  ['relative', { reviewer: -0.5, writer: 0.5 }],
  ['points', { reviewer: -25, writer: 100, tester: 100 }],
] as const)('compares what both have, %s', (as, expected) => {
  expect(withCompared(answers, [{ a: 0, b: 1, as }])).toEqual([...answers, answer(expected)]);
});

it('adds nothing where an answer is missing', () => {
  expect(withCompared(answers, [{ a: 0, b: 2, as: 'points' }])).toEqual(answers);
});
