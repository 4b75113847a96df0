import type { TimeSeriesQueryContext, TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';
import { expect, it } from 'vitest';
import { withPresentMoments } from './present-moments.js';

const NOON_MS = Date.UTC(2026, 0, 1, 12);
const DAY_MS = 24 * 60 * 60_000;

/** What a query of a day until noon asks for. */
async function asked(spec: { query: string; now?: boolean }): Promise<TimeSeriesQueryContext> {
  let seen: TimeSeriesQueryContext | undefined;
  const plugin: TimeSeriesQueryPlugin<{ query: string }> = {
    createInitialOptions: () => ({ query: '' }),
    getTimeSeriesData: (_spec, context) => {
      seen = context;
      return Promise.resolve({ series: [] });
    },
  };
  const context = {
    timeRange: { start: new Date(NOON_MS - DAY_MS), end: new Date(NOON_MS) },
    suggestedStepMs: 300_000,
    mode: 'range',
  } as unknown as TimeSeriesQueryContext;
  await withPresentMoments(plugin).getTimeSeriesData(spec, context);
  return seen!;
}

it('asks for what is so now as the end of a short time, whatever time is drawn', async () => {
  const { mode, timeRange, suggestedStepMs } = await asked({ query: 'ALERTS', now: true });
  expect(mode).toBe('instant');
  expect(timeRange.end.getTime()).toBe(NOON_MS);
  expect(timeRange.end.getTime() - timeRange.start.getTime()).toBe(60_000);
  expect(suggestedStepMs).toBe(0);
});

it('leaves all other queries as they are', async () => {
  const { mode, timeRange } = await asked({ query: 'up' });
  expect(mode).toBe('range');
  expect(timeRange.start.getTime()).toBe(NOON_MS - DAY_MS);
});
