import type { LogRecord } from '@opentelemetry/api';
import type { Measurement } from '@agent-vitals/worker';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NamedFact } from '../fact.js';
import { openFactStore, type FactStore } from '../store/fact-store.js';
import { sampleFact } from '../testing/sample-fact.js';
import { createPublisher } from './publisher.js';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

let store: FactStore;
let events: LogRecord[];
let measurements: Measurement[];
let told: unknown[];
let away: boolean;

beforeEach(() => {
  store = openFactStore(':memory:');
  [events, measurements, told, away] = [[], [], [], false];
});
afterEach(() => store.close());

const publisher = (): (() => Promise<void>) =>
  createPublisher({
    store,
    logs: sinkInto(() => events),
    gauges: sinkInto(() => measurements),
    log: { info: (about: unknown) => void told.push(about) },
    clock: () => NOW,
  });

const sinkInto = <T>(sent: () => T[]) => ({
  send: (items: readonly T[]): Promise<void> => {
    if (away) return Promise.reject(new Error('away'));
    sent().push(...items);
    return Promise.resolve();
  },
});

const fact = (key: string, more: Partial<NamedFact> = {}): NamedFact =>
  sampleFact(key, NOW - MINUTE, { values: { overall_quality: 0.8 }, ...more });

it('publishes what was measured with the time of the measurement', async () => {
  store.add([
    fact('a', { values: { overall_quality: 0.8, clarity_score: 0.7 } }),
    fact('b', { values: { response_time: 2.5, token_count: 900, user_satisfaction: 0.9 } }),
    fact('c', { values: { total_cost: 4, cost_per_request: 0.02 }, promptVersion: undefined }),
  ]);
  await publisher()();
  const at = NOW - MINUTE;
  const prompt = { 'gen_ai.prompt.name': 'code_generator', 'gen_ai.prompt.version': '3' };
  expect(
    measurements.map(({ gauge, value, at: time, attributes }) => [
      gauge.name,
      value,
      time,
      attributes['gen_ai.evaluation.name'],
    ]),
  ).toEqual([
    ['agent_vitals.prompt.reported.score', 0.8, at, 'overall_quality'],
    ['agent_vitals.prompt.reported.score', 0.7, at, 'clarity_score'],
    ['agent_vitals.prompt.reported.duration', 2.5, at, undefined],
    ['agent_vitals.prompt.reported.score', 0.9, at, 'user_satisfaction'],
    ['agent_vitals.prompt.reported.cost', 0.02, at, undefined],
  ]);
  expect(measurements[0]!.attributes).toMatchObject({
    ...prompt,
    'agent_vitals.prompt.source': 'analytics.db/quality_metrics',
  });
  expect(measurements[4]!.attributes).not.toHaveProperty(['gen_ai.prompt.version']);
  expect(events).toEqual([]);
});

it('tells of assessments, changes and advice by log events', async () => {
  store.add([
    fact('a', {
      kind: 'assessment',
      values: { overall_score: 0.6214 },
      words: { quality_level: 'fair', strengths: '["short","clear"]', weaknesses: 'vague' },
    }),
    fact('b', {
      kind: 'optimisation',
      values: { improvement_score: 0.4 },
      words: { optimization_type: 'token_reduction', event: 'rolled back' },
    }),
    fact('c', {
      kind: 'recommendation',
      words: { recommendation_type: 'shorten', description: 'Leave out the examples' },
    }),
  ]);
  await publisher()();
  expect(events.map(({ eventName, timestamp, body }) => [eventName, timestamp, body])).toEqual([
    ['gen_ai.evaluation.result', NOW - MINUTE, 'code_generator 3 overall_score 0.621 (fair)'],
    [
      'agent_vitals.prompt.optimization',
      NOW - MINUTE,
      'code_generator 3: token_reduction rolled back',
    ],
    [
      'agent_vitals.prompt.recommendation',
      NOW - MINUTE,
      'code_generator 3: shorten: Leave out the examples',
    ],
  ]);
  expect(events[0]!.attributes).toEqual({
    'gen_ai.prompt.name': 'code_generator',
    'gen_ai.prompt.version': '3',
    'agent_vitals.prompt.source': 'analytics.db/quality_metrics',
    'gen_ai.evaluation.name': 'overall_score',
    'gen_ai.evaluation.score.value': 0.6214,
    'gen_ai.evaluation.score.label': 'fair',
    'gen_ai.evaluation.explanation': 'Strengths: short, clear; Weaknesses: vague',
    'log.record.uid': 'a',
  });
  // Of the three only the assessment is a measurement.
  expect(measurements.map(({ value }) => value)).toEqual([0.6214]);
});

it('keeps what does not arrive, and publishes it once', async () => {
  const publish = publisher();
  away = true;
  store.add([fact('a'), fact('b', { kind: 'assessment', values: { relevance: 0.5 } })]);
  await expect(publish()).rejects.toThrow('away');
  away = false;
  await publish();
  await publish();
  expect([events.length, measurements.length]).toEqual([1, 2]);
});

it('publishes no metrics of more than 20 minutes ago, and no log events of more than a week', async () => {
  const assessment: Partial<NamedFact> = { kind: 'assessment', values: { relevance: 0.5 } };
  store.add([
    fact('a', { ...assessment, at: NOW - 19 * MINUTE }),
    fact('b', { ...assessment, at: NOW - 6 * DAY }),
    fact('c', { ...assessment, at: NOW - 8 * DAY }),
  ]);
  await publisher()();
  expect(events).toHaveLength(2);
  expect(measurements.map(({ at }) => at)).toEqual([NOW - 19 * MINUTE]);
  expect(told).toEqual([{ facts: 2 }]);
  expect(store.pending(10)).toEqual([]);
});

it('gives what was measured at the same moment a time of its own', async () => {
  const publish = publisher();
  store.add([fact('a'), fact('b'), fact('c', { promptVersion: '4' })]);
  await publish();
  store.add([fact('d')]);
  await publish();
  const at = NOW - MINUTE;
  expect(measurements.map(({ at: time }) => time)).toEqual([at, at + 1, at, at + 2]);
});
