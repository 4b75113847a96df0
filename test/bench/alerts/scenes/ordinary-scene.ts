import { createRandom } from '@agent-vitals/demo/random';
import { PROFILES, type ProfileName } from '../profiles.js';
import {
  cells,
  DAY_MS,
  HOUR_MS,
  nameOf,
  shuffle,
  THURSDAY_MS,
  toFault,
  type Fault,
  type Scene,
} from './scene.js';

/** Options of {@link ordinaryScene}. */
export interface OrdinaryOptions {
  readonly seed: number;
  /** Days without a fault. Default: 14. */
  readonly days?: number;
  /** Teams of each profile. Default: 1. */
  readonly teams?: number;
}

/**
 * Ordinary days from a Thursday on, and after them one with the faults that are compared with days:
 * two of each team.
 */
export function ordinaryScene({ seed, days = 14, teams = 1 }: OrdinaryOptions): Scene {
  const random = createRandom(seed);
  const members = (Object.keys(PROFILES) as ProfileName[]).flatMap((profile) =>
    Array.from({ length: teams }, () => profile),
  );
  const lastMs = THURSDAY_MS + days * DAY_MS;
  const waiting = shuffle(
    random,
    cells(random, ({ pastDays }) => pastDays !== undefined && pastDays <= days).filter(
      ({ hours }) => hours === 'busy',
    ),
  );
  const withFaults = members.map((profile, index) => {
    const name = nameOf(index);
    const faults: Fault[] = [];
    for (let atMs = lastMs + 9 * HOUR_MS; faults.length < 2;) {
      const next = waiting.findIndex((cell) => cell.profile === profile);
      if (next === -1) break;
      const [cell] = waiting.splice(next, 1);
      const fault = toFault(random, cell!, name, atMs + random.int(0, HOUR_MS));
      faults.push(fault);
      atMs = fault.endMs + 3 * HOUR_MS;
    }
    return { name, profile, faults, seed: random.int(0, 2 ** 31) };
  });
  const faults = withFaults.flatMap((team) => team.faults);
  return {
    name: 'ordinary days',
    faults,
    world: {
      startMs: THURSDAY_MS,
      endMs: Math.max(lastMs, ...faults.map(({ endMs }) => endMs + HOUR_MS)),
      faults: [],
      teams: withFaults.map((team) => ({
        ...team,
        profile: PROFILES[team.profile],
        price: 1 / members.length,
      })),
    },
  };
}
