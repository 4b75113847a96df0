import type { TimeSeriesQueryContext, TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withSettledMoments } from './settled-moments.js';

const MINUTE_MS = 60_000;
const STEP_MS = 5 * MINUTE_MS;
const NOON_MS = Date.UTC(2026, 0, 1, 12);

/** Answers with the last whole step of five minutes, and counts how often it was asked. */
function source() {
  let asked = 0;
  const plugin: TimeSeriesQueryPlugin<{ query: string }> = {
    createInitialOptions: () => ({ query: '' }),
    dependsOn: () => ({ variables: ['agent'] }),
    getTimeSeriesData: (_spec, { timeRange: { start, end } }) => {
      asked += 1;
      const moment = new Date(Math.floor(end.getTime() / STEP_MS) * STEP_MS);
      const series = [{ name: 'a', values: [[moment.getTime(), asked] as [number, number]] }];
      return Promise.resolve({ timeRange: { start, end: moment }, stepMs: STEP_MS, series });
    },
  };
  return withSettledMoments(plugin);
}

/** The answer, so many minutes after noon: how often it had been asked for then. */
async function ask(
  plugin: ReturnType<typeof source>,
  minutes: number,
  { mode = 'instant', agent = 'a' } = {},
): Promise<number | null | undefined> {
  const end = new Date(NOON_MS + minutes * MINUTE_MS);
  vi.setSystemTime(end);
  const timeRange = { start: new Date(end.getTime() - 24 * 60 * MINUTE_MS), end };
  const variableState = { agent: { value: agent, loading: false } };
  const context = { timeRange, variableState, suggestedStepMs: STEP_MS, mode };
  const { series } = await plugin.getTimeSeriesData(
    { query: 'up' },
    context as unknown as TimeSeriesQueryContext,
  );
  return series[0]!.values[0]![1];
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks for the values of a step once that is over, and then no more until the next', async () => {
  const plugin = source();
  const answers = [];
  for (const minutes of [0, 0.5, 1, 1.5, 4.5, 5, 6, 9]) answers.push(await ask(plugin, minutes));
  expect(answers).toEqual([1, 2, 3, 3, 3, 4, 5, 5]);
});

it('asks again for what else is chosen, for lines, and after five minutes', async () => {
  const plugin = source();
  expect(await ask(plugin, 2)).toBe(1);
  expect(await ask(plugin, 2, { agent: 'b' })).toBe(2);
  expect(await ask(plugin, 2, { mode: 'range' })).toBe(3);
  expect(await ask(plugin, 2)).toBe(1);
  vi.setSystemTime(NOON_MS + 7 * MINUTE_MS);
  expect(await ask(plugin, 7)).toBe(4);
});
