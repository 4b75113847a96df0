import { describe, expect, it } from 'vitest';
import { forecastMonth, type DayCost } from './month-forecast.js';

const DAY_MS = 86_400_000;
/** A Sunday; November has 30 days. */
const NOON_OF_15TH = Date.parse('2026-11-15T12:00:00Z');
const TODAY = Date.parse('2026-11-15T00:00:00Z');

/** The days before today, oldest first. */
const daysBefore = (count: number, cost: (start: number) => number): DayCost[] =>
  Array.from({ length: count }, (_, index) => {
    const start = TODAY - (count - index) * DAY_MS;
    return { start, cost: cost(start) };
  });

const workday = (start: number): number =>
  [0, 6].includes(new Date(start).getUTCDay()) ? 10 : 100;

/** How wide the range is when days differ by so much, either way, from 100. */
const range = (spread: number): number => {
  const days = daysBefore(10, (start) => 100 + ((start / DAY_MS) % 2 === 0 ? spread : -spread));
  const { forecast, low, high } = forecastMonth({
    now: NOON_OF_15TH,
    soFar: 1000,
    days,
    recent: null,
  });
  expect(low).toBeLessThanOrEqual(forecast!);
  expect(low).toBeGreaterThanOrEqual(1000);
  expect(high).toBeGreaterThanOrEqual(forecast!);
  return high! - low!;
};

describe('forecastMonth', () => {
  it('goes on as the days were', () => {
    const result = forecastMonth({
      now: NOON_OF_15TH,
      soFar: 145,
      days: daysBefore(5, () => 10),
      recent: { cost: 10, hours: 24 },
    });
    expect(result).toEqual({
      forecast: 145 + 15.5 * 10,
      low: 300,
      high: 300,
      basis: 'so far, and the mean of 5 whole days; 80 % of months end within the range',
    });
  });

  it('follows the week when it has been seen twice', () => {
    const days = daysBefore(28, workday);
    // The rest of Sunday, 11 workdays and 4 days of weekends (21, 22, 28, 29).
    const truth = 1000 + 5 + 11 * 100 + 4 * 10;
    const result = forecastMonth({ now: NOON_OF_15TH, soFar: 1000, days, recent: null });
    expect(result.basis).toContain('by weekday');
    expect(Math.abs(result.forecast! - truth) / truth).toBeLessThan(0.03);
    const blind = forecastMonth({
      now: NOON_OF_15TH,
      soFar: 1000,
      days: days.slice(-13),
      recent: null,
    });
    expect(blind.basis).not.toContain('by weekday');
    expect(Math.abs(blind.forecast! - truth)).toBeGreaterThan(Math.abs(result.forecast! - truth));
  });

  it('has a range that is the wider the more days differ, and never below what is spent', () => {
    expect(range(0)).toBe(0);
    expect(range(20)).toBeGreaterThan(range(10));
  });

  it('covers four of five months that are drawn like the days before', () => {
    // A small generator, so that the test says the same each time: https://prng.di.unimi.it
    let state = 7;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    let within = 0;
    for (let month = 0; month < 1000; month++) {
      const draw = (): number => 50 + 100 * random();
      const days = daysBefore(10, draw);
      const { low, high } = forecastMonth({ now: TODAY, soFar: 0, days, recent: null });
      const total = Array.from({ length: 16 }, draw).reduce((sum, cost) => sum + cost, 0);
      if (total >= low! && total <= high!) within++;
    }
    expect(within).toBeGreaterThan(760);
    expect(within).toBeLessThan(840);
  });

  it('gives no range from two days, and says so', () => {
    const days = daysBefore(2, (start) => start / TODAY);
    expect(forecastMonth({ now: NOON_OF_15TH, soFar: 2, days, recent: null })).toMatchObject({
      forecast: expect.any(Number),
      low: null,
      high: null,
      basis: expect.stringContaining('too few days for a range'),
    });
  });

  it('takes the rate of the hours that there are when there is no whole day', () => {
    const recent = { cost: 6, hours: 2 };
    expect(forecastMonth({ now: NOON_OF_15TH, soFar: 6, days: [], recent })).toEqual({
      forecast: 6 + 3 * 24 * 15.5,
      low: null,
      high: null,
      basis:
        'so far, and the rate of the last 2.0 hours; no whole day was recorded yet, so there is no range',
    });
  });

  it.each([null, { cost: 1, hours: 0.5 }])('says nothing from %j', (recent) => {
    expect(forecastMonth({ now: NOON_OF_15TH, soFar: 1, days: [], recent })).toMatchObject({
      forecast: null,
      basis: 'nothing: less than an hour was recorded',
    });
  });

  it('knows nothing to come at the end of the year', () => {
    const now = Date.parse('2026-12-31T23:59:59.999Z');
    const days = [{ start: Date.parse('2026-12-30T00:00:00Z'), cost: 5 }];
    expect(forecastMonth({ now, soFar: 50, days, recent: null }).forecast).toBeCloseTo(50, 5);
  });
});
