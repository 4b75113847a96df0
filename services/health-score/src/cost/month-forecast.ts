/** What a whole day (UTC) has cost. */
export interface DayCost {
  /** Its beginning, in milliseconds since 1970. */
  readonly start: number;
  /** US dollars. */
  readonly cost: number;
}

/** What a forecast rests on. */
export interface MonthCosts {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Since the first of the month (UTC), in US dollars. */
  readonly soFar: number;
  /** Whole days before today that were recorded from their beginning, in any order. */
  readonly days: readonly DayCost[];
  /** The last day or what there is of it; null when nothing was recorded. */
  readonly recent: { readonly cost: number; readonly hours: number } | null;
}

/** The cost of the month at its end. */
export interface MonthForecast {
  /** US dollars; null where too little is known. */
  readonly forecast: number | null;
  /** Four of five months end between these; null where days are too few to say. */
  readonly low: number | null;
  readonly high: number | null;
  /** What it rests on, for a person. */
  readonly basis: string;
}

const DAY_MS = 86_400_000;
/** Below this many days a weekday has been seen once at most: no rhythm can be told. */
const DAYS_FOR_RHYTHM = 14;
const DAYS_FOR_RANGE = 3;
const LEAST_HOURS = 1;
/**
 * Student's t for 80 % (two-sided) by degrees of freedom, from 2 on; the last one for all above.
 * Source: https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm
 */
const T80 = [1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372];
const T80_MANY = 1.3;

/**
 * Forecasts the cost of a month: what it has cost so far, and for each day to come the mean of the
 * days known; with two weeks of them, that mean times what its weekday usually is of it. The range
 * comes from how much the days differ from that, and from how few they are.
 */
export function forecastMonth({ now, soFar, days, recent }: MonthCosts): MonthForecast {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const end = endOfMonth(now);
  if (days.length === 0) return fromHours(soFar, recent, (end - now) / DAY_MS);

  const mean = days.reduce((sum, { cost }) => sum + cost, 0) / days.length;
  const rhythm = days.length >= DAYS_FOR_RHYTHM && mean > 0;
  const factors = rhythm ? weekdayFactors(days, mean) : [];
  const expected = (start: number): number => mean * (factors[weekdayOf(start)] ?? 1);

  let forecast = soFar + expected(today) * ((today + DAY_MS - now) / DAY_MS);
  for (let day = today + DAY_MS; day < end; day += DAY_MS) forecast += expected(day);

  const basis =
    `so far, and the mean of ${days.length} whole day${days.length === 1 ? '' : 's'}` +
    (rhythm ? ' by weekday' : '');
  if (days.length < DAYS_FOR_RANGE) {
    return { forecast, low: null, high: null, basis: `${basis}; too few days for a range` };
  }
  const freedom = days.length - (rhythm ? 7 : 1);
  const squares = days.reduce((sum, { start, cost }) => sum + (cost - expected(start)) ** 2, 0);
  const variance = squares / freedom;
  const left = (end - now) / DAY_MS;
  // Each day to come differs by itself, and all of them by the error of the mean.
  const spread =
    (T80[freedom - 2] ?? T80_MANY) * Math.sqrt(variance * (left + left ** 2 / days.length));
  return {
    forecast,
    low: Math.max(soFar, forecast - spread),
    high: forecast + spread,
    basis: `${basis}; 80 % of months end within the range`,
  };
}

function fromHours(soFar: number, recent: MonthCosts['recent'], daysLeft: number): MonthForecast {
  if (recent === null || recent.hours < LEAST_HOURS) {
    const basis = 'nothing: less than an hour was recorded';
    return { forecast: null, low: null, high: null, basis };
  }
  return {
    forecast: soFar + (recent.cost / recent.hours) * 24 * daysLeft,
    low: null,
    high: null,
    basis: `so far, and the rate of the last ${recent.hours.toFixed(1)} hours; no whole day was recorded yet, so there is no range`,
  };
}

/**
 * What a weekday costs of a mean day, drawn towards 1 as if it had been seen once more at the mean:
 * two Sundays do not yet make a rhythm.
 */
function weekdayFactors(days: readonly DayCost[], mean: number): number[] {
  const factors = Array.from({ length: 7 }, (_, weekday) => {
    const costs = days.filter(({ start }) => weekdayOf(start) === weekday).map(({ cost }) => cost);
    const sum = costs.reduce((total, cost) => total + cost, mean);
    return sum / (costs.length + 1) / mean;
  });
  const scale = factors.reduce((sum, factor) => sum + factor, 0) / 7;
  return factors.map((factor) => factor / scale);
}

function weekdayOf(start: number): number {
  return new Date(start).getUTCDay();
}

/** The first moment of the month (UTC). */
export function startOfMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

function endOfMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}
