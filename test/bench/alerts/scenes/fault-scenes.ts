import { createRandom, type Random } from '@agent-vitals/demo/random';
import { PROFILES } from '../profiles.js';
import type { TeamOptions } from '../world.js';
import {
  AFTER_MS,
  cells,
  DAY_MS,
  HOUR_MS,
  HOURS,
  MINUTE_MS,
  minutesOf,
  nameOf,
  PAST_MS,
  shuffle,
  THURSDAY_MS,
  toFault,
  type Cell,
  type Fault,
  type Hours,
  type Scene,
} from './scene.js';

/** Teams that share a Prometheus: a rule that is evaluated for twelve costs hardly more than for one. */
const TEAMS_OF_A_SCENE = 12;
/** Faults of teams: twelve teams at a time, each with a fault of its own. */
export function faultScenes(seed: number): readonly Scene[] {
  const random = createRandom(seed);
  const all = cells(
    random,
    ({ pastDays, component }) => pastDays === undefined && component !== 'pipeline',
  );
  return (Object.keys(HOURS) as Hours[]).flatMap((hours) => {
    // Budgets are for all teams together: what burns one is in a scene of its own.
    const [shared, own] = partition(
      shuffle(
        random,
        all.filter((cell) => cell.hours === hours),
      ),
      ({ kind }) => kind.name === 'budget burns',
    );
    const scenes = shared.map((cell) => [cell]);
    // Those that last as long together.
    const sorted = own.toSorted((a, b) => minutesOf(a.kind, a.depth) - minutesOf(b.kind, b.depth));
    const count = Math.ceil(sorted.length / TEAMS_OF_A_SCENE);
    for (let i = 0; i < count; i++) {
      const [from, to] = [i, i + 1].map((each) => Math.round((each * sorted.length) / count));
      scenes.push(sorted.slice(from, to));
    }
    return scenes.map((cellsOfScene, index) =>
      faultScene(`${hours} ${index + 1}`, random, cellsOfScene),
    );
  });
}

function faultScene(name: string, random: Random, those: readonly Cell[]): Scene {
  const { hours } = those[0]!;
  const firstMs = THURSDAY_MS + random.int(0, 13) * DAY_MS + HOURS[hours] * HOUR_MS;
  const faults = those.map((cell, index) =>
    toFault(random, cell, nameOf(index), firstMs + random.int(0, 3 * MINUTE_MS)),
  );
  const endMs = Math.max(...faults.map((fault) => fault.endMs)) + AFTER_MS;
  return {
    name,
    faults,
    world: {
      startMs: firstMs - PAST_MS[hours],
      endMs,
      faults: [],
      teams: teamsOf(random, faults),
    },
  };
}

function teamsOf(random: Random, faults: readonly Fault[]): readonly TeamOptions[] {
  return faults.map((fault) => ({
    name: fault.team!,
    profile: PROFILES[fault.profile],
    seed: random.int(0, 2 ** 31),
    faults: [fault],
    price: 1 / TEAMS_OF_A_SCENE,
  }));
}

function partition<T>(values: readonly T[], is: (value: T) => boolean): [T[], T[]] {
  return [values.filter((value) => is(value)), values.filter((value) => !is(value))];
}
