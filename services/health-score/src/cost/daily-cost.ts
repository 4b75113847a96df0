import { METRIC, prometheusName } from '@agent-vitals/instrumentation/semconv';
import type { PrometheusClient } from '@agent-vitals/worker/prometheus-client';
import { startOfMonth, type DayCost, type MonthCosts } from './month-forecast.js';

const DAY_MS = 86_400_000;
/** Four weeks, so that each weekday counts as often as another. */
const DAYS_BACK = 28;

/** Reads what a forecast of the month needs. */
export interface DailyCostReader {
  read(now: number): Promise<MonthCosts>;
}

/**
 * A reader of the cost of days (UTC). A day that is over is asked for once: only the running day
 * and the last 24 hours are asked for each time.
 */
export function createDailyCostReader(prometheus: PrometheusClient): DailyCostReader {
  const cost = prometheusName(METRIC.llmCost);
  const known = new Map<number, number>();
  let readFor: number | undefined;

  const readDaysBefore = async (today: number): Promise<void> => {
    if (readFor === today) return;
    // One more than counts, since the first that was recorded does not.
    const first = Math.min(today - (DAYS_BACK + 1) * DAY_MS, startOfMonth(today));
    // An increase over a day is that of the day which ends then.
    const series = await prometheus.queryRange(
      `sum(increase(${cost}[1d]))`,
      new Date(first + DAY_MS),
      new Date(today),
      DAY_MS / 1000,
    );
    known.clear();
    for (const { time, value } of series[0]?.points ?? []) {
      if (Number.isFinite(value)) known.set(time * 1000 - DAY_MS, value);
    }
    readFor = today;
  };

  return {
    async read(now) {
      const today = Math.floor(now / DAY_MS) * DAY_MS;
      const seconds = Math.max(1, Math.round((now - today) / 1000));
      const at = new Date(now);
      const [, running, recent, hours] = await Promise.all([
        readDaysBefore(today),
        prometheus.query(`sum(increase(${cost}[${seconds}s]))`, at),
        prometheus.query(`sum(increase(${cost}[1d]))`, at),
        // Minutes with any cost recorded: how much of the day was watched.
        prometheus.query(`count_over_time(count(${cost})[1d:1m]) / 60`, at),
      ]);
      const days = [...known]
        .map(([start, spent]): DayCost => ({ start, cost: spent }))
        .toSorted((a, b) => a.start - b.start);
      const soFar = days
        .filter(({ start }) => start >= startOfMonth(now))
        .reduce((sum, day) => sum + day.cost, running[0]?.value ?? 0);
      return {
        now,
        soFar,
        // The first day may have begun before its recording did.
        days: days.slice(1).filter(({ start }) => start >= today - DAYS_BACK * DAY_MS),
        recent: recent[0] && hours[0] ? { cost: recent[0].value, hours: hours[0].value } : null,
      };
    },
  };
}
