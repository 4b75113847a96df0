import { expect, test } from 'vitest';
import { type Answers, decide } from '../testing/decide.js';
import { promptVersion } from './prompt-version.js';

type Answer = Answers<keyof typeof promptVersion.queries>;

const prompt = {
  deployment_environment_name: 'production',
  service_name: 'shop',
  gen_ai_prompt_name: 'write',
};
const v = (version: string) => ({ ...prompt, gen_ai_prompt_version: version });
const judged = (version: string) => ({ ...v(version), gen_ai_evaluation_name: 'review' });

/** Version 10 came after version 9, and is like it. */
const ALIKE: Answer = {
  firstSeen: [
    [v('9'), 1000],
    [v('10'), 2000],
  ],
  inUse: [[v('10'), 100]],
  callsInWindow: [[prompt, 10_000]],
  calls: [
    [v('9'), 8000],
    [v('10'), 2000],
  ],
  durationMean: [
    [v('9'), 1],
    [v('10'), 1.02],
  ],
  durationDeviation: [
    [v('9'), 0.4],
    [v('10'), 0.4],
  ],
  cost: [
    [v('9'), 16],
    [v('10'), 4.1],
  ],
  outputTokens: [
    [v('9'), 800_000],
    [v('10'), 210_000],
  ],
  evaluations: [
    [judged('9'), 900],
    [judged('10'), 300],
  ],
  scoreMean: [
    [judged('9'), 0.9],
    [judged('10'), 0.895],
  ],
  scoreDeviation: [
    [judged('9'), 0.05],
    [judged('10'), 0.05],
  ],
};

test('a version like the one before it is no matter', () => {
  expect(decide(promptVersion, ALIKE)).toEqual([]);
});

test('a version that is worse, slower and dearer is told with all three', () => {
  const worse: Answer = {
    ...ALIKE,
    scoreMean: [
      [judged('9'), 0.9],
      [judged('10'), 0.5],
    ],
    durationMean: [
      [v('9'), 1],
      [v('10'), 2],
    ],
    cost: [
      [v('9'), 16],
      [v('10'), 10],
    ],
  };
  const [found] = decide(promptVersion, worse);
  expect(found).toMatchObject({
    title: 'Go back to version 9 of write, or repair version 10',
    subject: 'write',
    confidence: 'high',
    evidence: { query: 'scoreMean', values: { scoreBefore: 0.9, scoreNow: 0.5 } },
    link: '/dashboards/prompts?var-prompt=write',
  });
  // 10,000 calls a day, each 0.003 USD dearer.
  expect(found?.gain).toEqual({ kind: 'USD per month', amount: expect.closeTo(900, 6) });
  expect(found?.detail).toBe(
    'Version 10 of the prompt write is worse than version 9, which was used before it: it scores 0.50 in review instead of 0.90 (300 and 900 evaluations; 95 % interval of the difference -0.41 to -0.39); a call takes 2 s instead of 1 s (2,000 and 8,000 calls); a call costs $0.0050 instead of $0.0020 and has 105 output tokens instead of 100.',
  );
});

test('only slower: seconds are the gain, and the provider may be the cause', () => {
  const slower: Answer = {
    ...ALIKE,
    durationMean: [
      [v('9'), 1],
      [v('10'), 1.5],
    ],
  };
  expect(decide(promptVersion, slower)).toMatchObject([
    { gain: { kind: 'seconds per call', amount: 0.5 }, confidence: 'medium' },
  ]);
});

test('a difference that may be chance is no matter', () => {
  const few: Answer = {
    ...ALIKE,
    evaluations: [
      [judged('9'), 900],
      [judged('10'), 20],
    ],
    scoreMean: [
      [judged('9'), 0.9],
      [judged('10'), 0.8],
    ],
    scoreDeviation: [
      [judged('9'), 0.3],
      [judged('10'), 0.3],
    ],
  };
  expect(decide(promptVersion, few)).toEqual([]);
});

test('after going back, the newer version is judged no more', () => {
  const back: Answer = {
    ...ALIKE,
    inUse: [[v('9'), 100]],
    scoreMean: [
      [judged('9'), 0.9],
      [judged('10'), 0.5],
    ],
  };
  expect(decide(promptVersion, back)).toEqual([]);
});

test('versions seen first at the same time are in the order of their names', () => {
  const restarted: Answer = {
    ...ALIKE,
    firstSeen: [
      [v('10'), 1000],
      [v('9'), 1000],
    ],
    scoreMean: [
      [judged('9'), 0.9],
      [judged('10'), 0.5],
    ],
  };
  expect(decide(promptVersion, restarted)[0]?.title).toContain('Go back to version 9');
});

test('a version that no look has found yet is the newest', () => {
  const fresh: Answer = {
    ...ALIKE,
    firstSeen: [[v('9'), 1000]],
    scoreMean: [
      [judged('9'), 0.9],
      [judged('10'), 0.5],
    ],
  };
  expect(decide(promptVersion, fresh)[0]?.title).toContain('repair version 10');
});
