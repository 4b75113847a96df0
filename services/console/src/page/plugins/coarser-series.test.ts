import { describe, expect, it } from 'vitest';
import { withCoarserSeries } from './coarser-series.js';

const HOUR_MS = 3_600_000;
const spec = {
  query: 'fine',
  coarser: [
    { stepSeconds: 3600, query: 'hours' },
    { stepSeconds: 300, query: 'minutes' },
  ],
};

/** Asks over some hours, and tells which queries were sent, with their steps in seconds. */
async function asked(
  hours: number,
  { suggestedStepMs = 0, empty = [] as readonly string[] } = {},
): Promise<readonly [query: string, step: number][]> {
  const sent: [string, number][] = [];
  const plugin = withCoarserSeries<{ query: string }>({
    createInitialOptions: () => ({ query: '' }),
    getTimeSeriesData: ({ query }, context) => {
      sent.push([query, context.suggestedStepMs! / 1000]);
      return Promise.resolve({
        series: empty.includes(query) ? [] : [{ name: query, values: [] }],
      });
    },
  });
  await plugin.getTimeSeriesData(spec, {
    timeRange: { start: new Date(0), end: new Date(hours * HOUR_MS) },
    suggestedStepMs,
  } as unknown as Parameters<typeof plugin.getTimeSeriesData>[1]);
  return sent;
}

describe('withCoarserSeries', () => {
  it('asks for what is fine over hours', async () => {
    expect(await asked(6)).toEqual([['fine', 75]]);
  });

  it('asks at whole seconds, however long the time that was drawn over in a chart', async () => {
    expect(await asked(5.4321)).toEqual([['fine', 68]]);
  });

  it('asks for five minutes over days, and for hours over weeks', async () => {
    expect(await asked(24)).toEqual([['minutes', 300]]);
    expect(await asked(24 * 7)).toEqual([['minutes', 2100]]);
    expect(await asked(24 * 30)).toEqual([['hours', 3 * 3600]]);
    expect(await asked(24 * 90)).toEqual([['hours', 8 * 3600]]);
  });

  it('keeps to steps that hold a whole number of samples, also where a narrow panel wants longer ones', async () => {
    expect(await asked(24, { suggestedStepMs: 700_000 })).toEqual([['minutes', 900]]);
  });

  it('asks for what is finer while nothing is recorded', async () => {
    expect(await asked(24 * 90, { empty: ['hours', 'minutes'] })).toEqual([
      ['hours', 8 * 3600],
      ['minutes', 8 * 3600],
      ['fine', 8 * 3600],
    ]);
  });
});
