import { createRandom, type Random } from '@agent-vitals/demo/random';
import type { Severity } from '@agent-vitals/config';
import type { Disturbance } from './effects.js';
import { FAULT_KINDS, type Depth, type FaultKind } from './faults.js';
import { PROFILES, type ProfileName } from './profiles.js';
import type { TeamOptions, WorldOptions } from './world.js';

/** A fault that is made, with what is known of it. */
export interface Fault extends Disturbance {
  readonly kind: FaultKind;
  readonly severity: Severity;
  /** Whose it is; undefined: of the monitoring, which all share. */
  readonly team: string | undefined;
  readonly profile: ProfileName;
  readonly hours: 'busy' | 'quiet';
}

/** One Prometheus and all that reports to it, with the faults that are made there. */
export interface Scene {
  readonly name: string;
  readonly world: WorldOptions;
  readonly faults: readonly Fault[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A Thursday: five days from it have both ends of a weekend. */
const THURSDAY_MS = Date.UTC(2026, 0, 8);
const HOURS = { busy: 13, quiet: 3 } as const;
type Hours = keyof typeof HOURS;

/** Teams that share a Prometheus: a rule that is evaluated for twelve costs hardly more than for one. */
const TEAMS_OF_A_SCENE = 12;
/** Until what a fault is compared with is known. */
const PAST_MS = 15 * MINUTE_MS;
/** Until every alert that a fault raises has had the time to end. */
const AFTER_MS = 10 * MINUTE_MS;

const minutesOf = (kind: FaultKind, { severity }: Depth): number =>
  kind.minutes ?? (severity === 'critical' ? 8 : 15);

const nameOf = (index: number): string => `delivery-${index}`;

/** A kind, a depth, an hour and a team: everything that tells one fault from another, but for chance. */
type Cell = Pick<Fault, 'kind' | 'hours' | 'profile'> & { readonly depth: Depth };

/** Every depth of some kinds at busy and at quiet hours, with one of the teams that can have it. */
function cells(random: Random, those: (kind: FaultKind) => boolean): readonly Cell[] {
  return FAULT_KINDS.filter(those).flatMap((kind) => {
    const profiles = kind.profiles ?? ['busy', 'team'];
    return kind.depths.flatMap((depth) =>
      (Object.keys(HOURS) as Hours[]).map((hours) => ({
        kind,
        depth,
        hours,
        profile: profiles[random.int(0, profiles.length - 1)]!,
      })),
    );
  });
}

/** Faults of teams: twelve teams at a time, each with a fault of its own. */
export function faultScenes(seed: number): readonly Scene[] {
  const random = createRandom(seed);
  const all = cells(
    random,
    ({ past, component }) => past === undefined && component !== 'pipeline',
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
  const startMs = THURSDAY_MS + random.int(0, 13) * DAY_MS + HOURS[hours] * HOUR_MS;
  const faults = those.map((cell, index) =>
    toFault(random, cell, nameOf(index), startMs + PAST_MS + random.int(0, 3 * MINUTE_MS)),
  );
  const endMs = Math.max(...faults.map((fault) => fault.endMs)) + AFTER_MS;
  return {
    name,
    faults,
    world: { startMs, endMs, faults: [], teams: teamsOf(random, faults) },
  };
}

function toFault(
  random: Random,
  { kind, depth, hours, profile }: Cell,
  team: string | undefined,
  startMs: number,
): Fault {
  const { items } = kind;
  return {
    kind,
    hours,
    profile,
    team,
    severity: depth.severity,
    effects: depth.effects,
    item: items && items[random.int(0, items.length - 1)],
    startMs,
    endMs: startMs + minutesOf(kind, depth) * MINUTE_MS,
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

/** Faults of the monitoring, one after another, twice each. */
export function pipelineScene(seed: number): Scene {
  const random = createRandom(seed);
  const startMs = THURSDAY_MS + 9 * HOUR_MS;
  let nextMs = startMs + PAST_MS;
  const faults = shuffle(
    random,
    cells(random, ({ component }) => component === 'pipeline'),
  ).map((cell) => {
    const fault = toFault(random, { ...cell, profile: 'team' }, undefined, nextMs);
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

/** Options of {@link ordinaryScene}. */
export interface OrdinaryOptions {
  readonly seed: number;
  /** Days without a fault. Default: 5. */
  readonly days?: number;
  /** Teams of each profile. Default: 2. */
  readonly teams?: number;
}

/**
 * Ordinary days from a Thursday on, and after them one with the faults that are compared with days:
 * two of each team.
 */
export function ordinaryScene({ seed, days = 5, teams = 2 }: OrdinaryOptions): Scene {
  const random = createRandom(seed);
  const members = (Object.keys(PROFILES) as ProfileName[]).flatMap((profile) =>
    Array.from({ length: teams }, () => profile),
  );
  const lastMs = THURSDAY_MS + days * DAY_MS;
  const waiting = shuffle(
    random,
    cells(random, ({ past }) => past === 'days').filter(({ hours }) => hours === 'busy'),
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

function shuffle<T>(random: Random, values: readonly T[]): T[] {
  const shuffled = [...values];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
  }
  return shuffled;
}

function partition<T>(values: readonly T[], is: (value: T) => boolean): [T[], T[]] {
  return [values.filter((value) => is(value)), values.filter((value) => !is(value))];
}
