/** A team that operates agents, as the benchmark simulates it. */
export interface Profile {
  readonly name: string;
  /** Runs of the workflow that are asked for, a second, as a mean over working days. */
  readonly runsPerSecond: number;
  /** What the hours of a day take away from or add to the mean: 0.8 is 20 % to 180 %. */
  readonly dailySwing: number;
  /** Traffic on a Saturday or Sunday, as a part of a working day's. */
  readonly weekend: number;
  /** Requests for stored prompts for each run. */
  readonly browsing: number;
  readonly deploysPerWorkingDay: number;
  /** Hours of many at once, a week. */
  readonly burstsPerWeek: number;
}

/** The teams of the benchmark. */
export const PROFILES = {
  /** Runs all day long, as of a product with users in one time zone. */
  busy: {
    name: 'busy',
    runsPerSecond: 0.2,
    dailySwing: 0.6,
    weekend: 0.6,
    browsing: 3,
    deploysPerWorkingDay: 3,
    burstsPerWeek: 7,
  },
  /** As the demo: a few runs a minute by day, one in minutes by night. */
  team: {
    name: 'team',
    runsPerSecond: 0.05,
    dailySwing: 0.8,
    weekend: 0.4,
    browsing: 3,
    deploysPerWorkingDay: 1,
    burstsPerWeek: 5,
  },
  /** A few runs an hour in working hours. */
  quiet: {
    name: 'quiet',
    runsPerSecond: 4 / 3600,
    dailySwing: 0.95,
    weekend: 0.1,
    browsing: 3,
    deploysPerWorkingDay: 0.3,
    burstsPerWeek: 2,
  },
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof PROFILES;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Busiest at 14:00 UTC. */
const PEAK_MS = 14 * HOUR_MS;

/** Runs a second that a team asks for at a time, before chance. */
export function usualRate(profile: Profile, atMs: number): number {
  const weekday = new Date(atMs).getUTCDay();
  const week = weekday === 0 || weekday === 6 ? profile.weekend : 1;
  const day = 1 + profile.dailySwing * Math.cos((2 * Math.PI * (atMs - PEAK_MS)) / DAY_MS);
  return profile.runsPerSecond * week * day;
}
