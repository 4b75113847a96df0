import { expect, it } from 'vitest';
import { compareVersions } from '../evidence/compare-versions.js';
import type { Observations, PromptVersion } from '../evidence/prompt-history.js';
import { comparisonsOf } from './comparisons.js';

const version = (name: string): PromptVersion => ({
  version: name,
  firstUse: 0,
  lastUse: 0,
  calls: 100,
});

const measured = (
  samples: Readonly<Record<string, readonly [count: number, mean: number]>>,
): readonly Observations[] => [
  {
    source: 'measured',
    name: undefined,
    samples: new Map(
      Object.entries(samples).map(([name, [count, mean]]) => [name, { count, mean, variance: 0 }]),
    ),
  },
];

it('shows what is known of both versions, with the verdict, and nothing else', () => {
  const [older, newer] = [version('3'), version('4')];
  const observed = {
    quality: [],
    costPerSuccess: [],
    loops: [],
    duration: measured({ 3: [100, 2], 4: [50, 3] }),
    outputTokens: measured({ 3: [100, 200], 4: [20, 300] }),
    errors: measured({ 4: [50, 0.1] }),
  };
  const history = { name: 'code_generator', versions: [older, newer], observed };
  const shown = comparisonsOf([compareVersions(history, older, newer)], 5);
  expect(
    shown.map(({ gauge, value, attributes }) => [
      attributes['agent_vitals.prompt.measure'],
      gauge.name.replace('agent_vitals.prompt.comparison.', ''),
      value,
      attributes['agent_vitals.prompt.verdict'],
    ]),
  ).toEqual([
    ['duration', 'newer', 3, undefined],
    ['duration', 'older', 2, undefined],
    ['duration', 'lowest_difference', 1, undefined],
    ['duration', 'highest_difference', 1, undefined],
    ['duration', 'newer_count', 50, undefined],
    ['duration', 'older_count', 100, undefined],
    ['duration', 'verdict', 1, 'worse'],
    // Too few for an interval.
    ['outputTokens', 'newer', 300, undefined],
    ['outputTokens', 'older', 200, undefined],
    ['outputTokens', 'newer_count', 20, undefined],
    ['outputTokens', 'older_count', 100, undefined],
    ['outputTokens', 'verdict', 1, 'no evidence yet'],
  ]);
  expect(shown[0]).toMatchObject({
    at: 5,
    attributes: {
      'gen_ai.prompt.name': 'code_generator',
      'agent_vitals.prompt.newer_version': '4',
      'agent_vitals.prompt.older_version': '3',
    },
  });
});
