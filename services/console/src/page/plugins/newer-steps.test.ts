import type { TimeSeriesData } from '@perses-dev/core';
import type { TimeSeriesQueryContext, TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';
import { expect, it } from 'vitest';
import { withNewerSteps } from './newer-steps.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const STEP_MS = 5 * MINUTE_MS;
const NOON_MS = Date.UTC(2026, 0, 1, 12);

/** A data source whose value at a time is the time itself, at whole steps, as Prometheus answers. */
function source(ownStepMs = STEP_MS) {
  const asked: string[] = [];
  const state = { fails: false, factor: 1, stepMs: ownStepMs };
  const plugin: TimeSeriesQueryPlugin<{ query: string }> = {
    createInitialOptions: () => ({ query: '' }),
    dependsOn: () => ({ variables: ['agent'] }),
    getTimeSeriesData: (_spec, { timeRange: { start, end } }): Promise<TimeSeriesData> => {
      const { stepMs, factor } = state;
      const aligned = (date: Date): number => Math.floor(date.getTime() / stepMs) * stepMs;
      const [from, to] = [aligned(start), aligned(end)];
      asked.push(`${(from - NOON_MS) / MINUTE_MS} to ${(to - NOON_MS) / MINUTE_MS}`);
      if (state.fails) return Promise.reject(new Error('away'));
      const values = Array.from(
        { length: (to - from) / stepMs + 1 },
        (_, step): [number, number] => [from + step * stepMs, factor * (from + step * stepMs)],
      );
      return Promise.resolve({
        timeRange: { start: new Date(from), end: new Date(to) },
        stepMs,
        series: [{ name: 'a', labels: { name: 'a' }, values }],
      });
    },
  };
  return { asked, state, plugin, newer: withNewerSteps(plugin) };
}

interface Asked {
  readonly agent?: string;
  readonly hours?: number;
  readonly mode?: TimeSeriesQueryContext['mode'];
}

/** What is asked, so many minutes after noon. */
const context = (
  minutes: number,
  { agent = '.*', hours = 24, mode = 'range' }: Asked = {},
): TimeSeriesQueryContext => {
  const end = new Date(NOON_MS + minutes * MINUTE_MS);
  return {
    timeRange: { start: new Date(end.getTime() - hours * HOUR_MS), end },
    variableState: {
      agent: { value: agent, loading: false },
      __to: { value: String(end), loading: false },
    },
    suggestedStepMs: STEP_MS,
    mode,
  } as unknown as TimeSeriesQueryContext;
};

const spec = { query: 'up' };
const DAY = '-1440 to 0';

it('asks for the last half hour and what came since, and answers as if all had been asked', async () => {
  const { asked, plugin, newer } = source();
  await newer.getTimeSeriesData(spec, context(0));
  const answer = await newer.getTimeSeriesData(spec, context(6));
  expect(asked).toEqual([DAY, '-30 to 5']);
  expect(answer).toEqual(await plugin.getTimeSeriesData(spec, context(6)));
});

it('asks for the last half hour once a minute, else for five minutes', async () => {
  const { asked, plugin, newer } = source(MINUTE_MS / 4);
  await newer.getTimeSeriesData(spec, context(0, { hours: 1 }));
  for (const minutes of [0.5, 0.75, 1, 1.5, 2]) {
    const answer = await newer.getTimeSeriesData(spec, context(minutes, { hours: 1 }));
    const all = await plugin.getTimeSeriesData(spec, context(minutes, { hours: 1 }));
    asked.pop();
    expect(answer).toEqual(all);
  }
  expect(asked).toEqual([
    '-60 to 0',
    '-5 to 0.5',
    '-4.5 to 0.75',
    '-29.25 to 1',
    '-4 to 1.5',
    '-28.5 to 2',
  ]);
});

it('answers with the same object until a step has passed', async () => {
  const { newer } = source();
  const first = await newer.getTimeSeriesData(spec, context(0));
  expect(await newer.getTimeSeriesData(spec, context(1))).toBe(first);
  expect(await newer.getTimeSeriesData(spec, context(4))).toBe(first);
  expect(await newer.getTimeSeriesData(spec, context(5))).not.toBe(first);
});

it.each<[string, TimeSeriesQueryContext, string]>([
  ['something else is chosen', context(5, { agent: 'writer' }), '-1435 to 5'],
  ['the range is another one', context(5, { hours: 6 }), '-355 to 5'],
  ['the time is before what is held', context(-60), '-1500 to -60'],
  ['most of the time is after what is held', context(20 * 60), '-240 to 1200'],
])('asks for everything where %s', async (_, next, expected) => {
  const { asked, newer } = source();
  await newer.getTimeSeriesData(spec, context(0));
  await newer.getTimeSeriesData(spec, next);
  expect(asked).toEqual([DAY, expected]);
});

it('asks for everything where it would ask for most of it', async () => {
  const { asked, newer } = source();
  await newer.getTimeSeriesData(spec, context(0, { hours: 0.5 }));
  await newer.getTimeSeriesData(spec, context(5, { hours: 0.5 }));
  expect(asked).toEqual(['-30 to 0', '-25 to 5']);
});

it.each(['factor', 'stepMs'] as const)(
  'asks for everything where another %s makes what is held another past',
  async (changed) => {
    const { asked, state, plugin, newer } = source();
    await newer.getTimeSeriesData(spec, context(0));
    state[changed] *= 2;
    const answer = await newer.getTimeSeriesData(spec, context(10));
    expect(asked).toEqual([DAY, '-30 to 10', '-1430 to 10']);
    expect(answer).toEqual(await plugin.getTimeSeriesData(spec, context(10)));
  },
);

it('goes on after an error with what was held before it', async () => {
  const { asked, state, newer } = source();
  await newer.getTimeSeriesData(spec, context(0));
  state.fails = true;
  await expect(newer.getTimeSeriesData(spec, context(5))).rejects.toThrow('away');
  state.fails = false;
  const { timeRange } = await newer.getTimeSeriesData(spec, context(10));
  expect(asked).toEqual([DAY, '-30 to 5', '-30 to 10']);
  expect(timeRange?.end).toEqual(context(10).timeRange.end);
});

it('holds nothing of single moments', async () => {
  const { asked, newer } = source();
  await newer.getTimeSeriesData(spec, context(0, { mode: 'instant' }));
  await newer.getTimeSeriesData(spec, context(0, { mode: 'instant' }));
  expect(asked).toEqual([DAY, DAY]);
});

it('forgets what was asked longest ago', async () => {
  const { asked, newer } = source();
  for (let query = 0; query <= 150; query++) {
    await newer.getTimeSeriesData({ query: String(query) }, context(0));
  }
  await newer.getTimeSeriesData({ query: '0' }, context(5));
  await newer.getTimeSeriesData({ query: '150' }, context(5));
  expect(asked.slice(-2)).toEqual(['-1435 to 5', '-30 to 5']);
});
