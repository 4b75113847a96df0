import { expect, test } from 'vitest';
import { PROFILES, usualRate } from './profiles.js';
import { simulate, type TeamOptions } from './world.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A Thursday, in the afternoon. */
const START_MS = Date.UTC(2026, 0, 8, 13);

const team: TeamOptions = { name: 'delivery-0', profile: PROFILES.busy, seed: 1, faults: [] };

const linesOf = (change: Partial<TeamOptions> = {}, minutes = 10): readonly string[] =>
  [
    ...simulate({
      startMs: START_MS,
      endMs: START_MS + minutes * MINUTE_MS,
      faults: [],
      teams: [{ ...team, ...change }],
    }),
  ].flatMap((lines) => lines.trimEnd().split('\n'));

/** The labels of the series of a metric. */
const seriesOf = (lines: readonly string[], metric: string): readonly Record<string, string>[] =>
  lines
    .filter((line) => line.startsWith('D '))
    .map((line) => JSON.parse(line.slice(line.indexOf('{'))) as Record<string, string>)
    .filter((labels) => labels['__name__'] === metric);

test('the same seed gives the same life, another seed another', () => {
  const lines = linesOf();
  expect(linesOf()).toStrictEqual(lines);
  expect(linesOf({ seed: 2 })).not.toStrictEqual(lines);
});

test('what is reported comes in the order of time, from each source every 10 s', () => {
  const reports = linesOf()
    .filter((line) => line.startsWith('T '))
    .map((line) => line.split(' ') as [string, string, string]);
  const times = reports.map(([, , atMs]) => Number(atMs));
  expect(times).toStrictEqual(times.toSorted((a, b) => a - b));
  const host = reports.filter(([, source]) => source === 'delivery-0-host');
  expect(host).toHaveLength(60);
});

test('a fault changes what it is about, and nothing before it', () => {
  const startMs = START_MS + 5 * MINUTE_MS;
  const item = 'code_generator';
  const lines = linesOf({
    faults: [{ startMs, endMs: startMs + HOUR_MS, effects: { agentErrors: 1 }, item }],
  });
  const before = lines.findIndex(
    (line) => line.startsWith('T ') && Number(line.split(' ')[2]) > startMs,
  );
  const metric = 'gen_ai_invoke_agent_duration_seconds';
  const failed = (part: readonly string[]): readonly (string | undefined)[] =>
    seriesOf(part, metric)
      .filter(({ error_type }) => error_type === 'other')
      .map(({ gen_ai_agent_name }) => gen_ai_agent_name);
  expect(failed(lines.slice(0, before))).not.toContain(item);
  expect(failed(lines.slice(before))).toContain(item);
});

test('nights and weekends are quieter', () => {
  const [night, saturday, noon] = [-10, 48, 0].map((hours) =>
    usualRate(PROFILES.team, START_MS + hours * HOUR_MS),
  );
  expect(night).toBeLessThan(saturday!);
  expect(saturday).toBeLessThan(noon!);
});
