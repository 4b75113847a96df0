import { describe, expect, it } from 'vitest';
import { isStepped, joinSteps, type Stepped } from './held-steps.js';

const STEP_MS = 300_000;
const at = (step: number): Date => new Date(step * STEP_MS);

/** An answer for steps from one to another; each series is given as its values by step. */
const answer = (
  from: number,
  to: number,
  series: Readonly<Record<string, Readonly<Record<number, number>>>>,
): Stepped => ({
  timeRange: { start: at(from), end: at(to) },
  stepMs: STEP_MS,
  series: Object.entries(series).map(([name, values]) => ({
    name,
    labels: { name },
    values: Object.entries(values).map(([step, value]) => [Number(step) * STEP_MS, value]),
  })),
});

const startMs = (step: number): number => at(step).getTime();

describe('joinSteps', () => {
  const held = answer(0, 4, { a: { 0: 10, 1: 11, 2: 12, 3: 13, 4: 14 }, b: { 1: 1, 3: 3 } });

  it('adds the steps that came, and drops those that are over', () => {
    const last = answer(3, 5, { a: { 3: 13, 4: 14, 5: 15 }, b: { 3: 3, 5: 5 } });
    expect(joinSteps(held, last, startMs(1))).toEqual(
      answer(1, 5, { a: { 1: 11, 2: 12, 3: 13, 4: 14, 5: 15 }, b: { 1: 1, 3: 3, 5: 5 } }),
    );
  });

  it('begins at the step that a time between two steps falls into', () => {
    const last = answer(3, 5, { a: { 3: 13, 4: 14, 5: 15 }, b: { 3: 3 } });
    const joined = joinSteps(held, last, startMs(2) - 1);
    expect(joined?.timeRange).toEqual({ start: at(1), end: at(5) });
  });

  it('takes what came late, and leaves out what is no longer there', () => {
    const last = answer(2, 4, { a: { 2: 12, 3: 130 }, b: { 3: 3, 4: 4 } });
    expect(joinSteps(held, last, startMs(0))?.series).toEqual(
      answer(0, 4, { a: { 0: 10, 1: 11, 2: 12, 3: 130 }, b: { 1: 1, 3: 3, 4: 4 } }).series,
    );
  });

  it('is the very answer that is held where nothing has changed', () => {
    const last = answer(2, 4, { a: { 2: 12, 3: 13, 4: 14 }, b: { 3: 3 } });
    expect(joinSteps(held, last, startMs(0) + 1000)).toBe(held);
  });

  it('drops a series all of whose values are over', () => {
    const ended = answer(0, 4, { a: { 0: 1, 3: 3, 4: 4 }, b: { 0: 1 } });
    const last = answer(3, 5, { a: { 3: 3, 4: 4, 5: 5 } });
    expect(joinSteps(ended, last, startMs(1))).toEqual(answer(1, 5, { a: { 3: 3, 4: 4, 5: 5 } }));
  });

  it.each([
    ['a series that is new', answer(3, 5, { a: { 3: 13 }, b: { 3: 3 }, c: { 5: 1 } })],
    ['a past that is another one', answer(3, 5, { a: { 3: 99 }, b: { 3: 3 } })],
    ['a past that is gone', answer(3, 5, { a: { 5: 15 }, b: { 3: 3 } })],
    ['another step', { ...answer(3, 5, { a: { 3: 13 }, b: { 3: 3 } }), stepMs: 2 * STEP_MS }],
    [
      'steps that lie between those held',
      {
        ...answer(3, 5, { a: { 3: 13 }, b: { 3: 3 } }),
        timeRange: { start: new Date(startMs(3) + 1000), end: at(5) },
      },
    ],
  ])('does not join %s', (_, last) => {
    expect(joinSteps(held, last, startMs(1))).toBeUndefined();
  });

  it('joins nothing with nothing', () => {
    expect(joinSteps(answer(0, 4, {}), answer(3, 5, {}), startMs(1))).toEqual(answer(1, 5, {}));
  });
});

it('does not hold native histograms, nor what has no steps', () => {
  const whole = answer(0, 1, { a: { 0: 1 } });
  expect(isStepped(whole)).toBe(true);
  expect(isStepped({ series: [] })).toBe(false);
  const series = whole.series.map((one) => ({ ...one, histograms: [] }));
  expect(isStepped({ ...whole, series })).toBe(false);
});
