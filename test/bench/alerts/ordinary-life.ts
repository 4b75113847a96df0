import type { Random } from '@agent-vitals/demo/random';
import type { Disturbance } from './effects.js';
import type { Profile } from './profiles.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A process that starts anew. */
interface Restart {
  readonly atMs: number;
  /** How long it is away. */
  readonly awayMs: number;
  /** Whether its instance has a new name, as of a new container, or the same. */
  readonly renamed: boolean;
}

/** What happens to every system and is no fault. */
export interface OrdinaryLife {
  readonly restarts: readonly Restart[];
  /** Bursts of traffic, the nightly backup, reports that are lost on their way. */
  readonly disturbances: readonly Disturbance[];
}

/** Draws the ordinary events from one time to another. */
export function ordinaryLife(
  profile: Profile,
  random: Random,
  fromMs: number,
  toMs: number,
): OrdinaryLife {
  const restarts: Restart[] = [];
  const disturbances: Disturbance[] = [];
  const happen = (atMs: number, minutes: number, effects: Disturbance['effects']): void => {
    disturbances.push({ startMs: atMs, endMs: atMs + minutes * MINUTE_MS, effects });
  };
  for (let day = Math.floor(fromMs / DAY_MS) * DAY_MS; day < toMs; day += DAY_MS) {
    const workday = ![0, 6].includes(new Date(day).getUTCDay());
    const atWork = (): number => day + (8 + 9 * uniform(random)) * HOUR_MS;
    const anytime = (): number => day + 24 * uniform(random) * HOUR_MS;
    for (let i = often(random, workday ? profile.deploysPerWorkingDay : 0); i > 0; i--) {
      const awayMs = random.int(3, 20) * 1000;
      restarts.push({ atMs: atWork(), awayMs, renamed: random.chance(0.7) });
    }
    for (let i = often(random, profile.burstsPerWeek / 7); i > 0; i--) {
      happen(anytime(), 1 + random.exponential(4), { arrivals: 2 + random.exponential(1.5) });
    }
    // Two or three reports in a row that do not arrive; the next has what they had.
    for (let i = often(random, 4); i > 0; i--)
      happen(anytime(), random.int(1, 4) / 6, { silent: 1 });
    // A garbage collection, a large document.
    for (let i = often(random, 3); i > 0; i--) {
      happen(anytime(), 1 / 6, { eventLoopSeconds: 0.2 + random.exponential(0.3) });
    }
    // Two transactions that got into each other's way.
    if (random.chance(0.3)) happen(anytime(), 1 / 6, { deadlocksPerMinute: 6 });
    // The provider has a bad moment, which retries hide.
    for (let i = often(random, 2); i > 0; i--) {
      happen(anytime(), 1 / 3, { modelErrors: 0.02 + random.exponential(0.02) });
    }
    happen(day + 2 * HOUR_MS + 10 * MINUTE_MS, 8, {
      hostCpu: 0.45,
      cacheMisses: 0.06,
      disk: 0.62,
      databaseSeconds: 0.01,
    });
  }
  return {
    restarts: restarts
      .filter(({ atMs }) => atMs > fromMs && atMs < toMs)
      .sort((a, b) => a.atMs - b.atMs),
    disturbances,
  };
}

const uniform = (random: Random): number => random.int(0, 1e9) / 1e9;

/** How many there are of what happens so often as a mean. */
export function often(random: Random, mean: number): number {
  let count = 0;
  for (let sum = random.exponential(1); sum < mean; sum += random.exponential(1)) count += 1;
  return count;
}
