import { createRandom } from '@agent-vitals/demo/random';
import { PROFILES } from '../profiles.js';
import {
  AFTER_MS,
  cells,
  HOUR_MS,
  nameOf,
  PAST_MS,
  shuffle,
  THURSDAY_MS,
  toFault,
  type Scene,
} from './scene.js';

/** Faults of the monitoring, one after another, twice each. */
export function pipelineScene(seed: number): Scene {
  const random = createRandom(seed);
  const startMs = THURSDAY_MS + 9 * HOUR_MS;
  let nextMs = startMs + PAST_MS.busy;
  const faults = shuffle(
    random,
    cells(random, ({ component }) => component === 'pipeline'),
  ).map((cell) => {
    const fault = toFault(
      random,
      { ...cell, profile: 'team' },
      undefined,
      nextMs + random.int(0, 60_000),
    );
    nextMs = fault.endMs + AFTER_MS;
    return fault;
  });
  const team = {
    name: nameOf(0),
    profile: PROFILES.team,
    seed: random.int(0, 2 ** 31),
    faults: [],
  };
  return { name: 'pipeline', faults, world: { startMs, endMs: nextMs, faults, teams: [team] } };
}
