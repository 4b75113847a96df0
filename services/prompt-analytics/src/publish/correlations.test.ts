import { expect, it } from 'vitest';
import type { Observations, PromptHistory } from '../evidence/prompt-history.js';
import { correlationsOf } from './correlations.js';

const observed = (means: readonly number[]): readonly Observations[] => [
  {
    source: 'measured',
    name: undefined,
    samples: new Map(
      means.map((mean, index) => [String(index), { count: 50, mean, variance: 0.01 }]),
    ),
  },
];

const history = (qualities: readonly number[]): PromptHistory => ({
  name: 'code_generator',
  versions: qualities.map((_, index) => ({
    version: String(index),
    firstUse: index,
    lastUse: index,
    calls: 50,
  })),
  observed: {
    quality: observed(qualities),
    duration: observed(qualities.map((quality) => 3 - quality)),
    costPerSuccess: [],
    outputTokens: observed(qualities.map(() => 100)),
    errors: [],
    loops: [],
  },
});

const shown = (qualities: readonly number[]): unknown =>
  correlationsOf([history(qualities)], 5).map(({ gauge, value, attributes, at }) => {
    expect([at, attributes['gen_ai.prompt.name']]).toEqual([5, 'code_generator']);
    const name = gauge.name.replace('agent_vitals.prompt.correlation.', '');
    return [attributes['agent_vitals.prompt.measure'], name, value];
  });

it('shows how quality goes with what both are known of', () => {
  expect(shown([0.5, 0.6, 0.7, 0.8, 0.9])).toEqual([
    ['duration', 'coefficient', expect.closeTo(-1)],
    ['duration', 'lowest', expect.closeTo(-1)],
    ['duration', 'highest', expect.any(Number)],
    ['duration', 'versions', 5],
    // All alike: there is nothing to go with.
    ['outputTokens', 'versions', 5],
  ]);
});

it('shows no interval of a few versions, and nothing of one', () => {
  expect(shown([0.5, 0.9])).toEqual([
    ['duration', 'coefficient', expect.closeTo(-1)],
    ['duration', 'versions', 2],
    ['outputTokens', 'versions', 2],
  ]);
  expect(shown([0.5])).toEqual([]);
});
