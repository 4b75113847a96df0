import type { PanelData } from '@perses-dev/plugin-system';
import { expect, it } from 'vitest';
import { sameAnswers } from './same-answers.js';

interface Differing {
  /** Milliseconds since 1970. */
  readonly end?: number;
  readonly value?: number | null;
  readonly agent?: string;
}

const answer = ({ end = 600_000, value = 1, agent = 'reviewer' }: Differing = {}): PanelData => ({
  definition: { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'any', spec: {} } } },
  data: {
    timeRange: { start: new Date(0), end: new Date(end) },
    stepMs: 300_000,
    series: [{ name: agent, labels: { agent }, values: [[300_000, value]] }],
  },
});

it('knows answers that were given again', () => {
  expect(sameAnswers([answer(), answer({ value: NaN })], [answer(), answer({ value: NaN })])).toBe(
    true,
  );
});

it.each([
  ['a value', answer({ value: 2 })],
  ['a value that is missing', answer({ value: null })],
  ['a label', answer({ agent: 'writer' })],
  ['the time range', answer({ end: 900_000 })],
])('tells apart what differs in %s', (_, other) => {
  expect(sameAnswers([answer()], [other])).toBe(false);
});

it('tells apart how many there are', () => {
  expect(sameAnswers([answer()], [])).toBe(false);
  expect(sameAnswers([], [answer()])).toBe(false);
});
