import type { Random } from '@agent-vitals/demo/random';
import type { Severity } from '@agent-vitals/config';
import type { Disturbance } from '../effects.js';
import type { Depth, FaultKind } from '../faults/fault-kind.js';
import { FAULT_KINDS } from '../faults/fault-kinds.js';
import type { ProfileName } from '../profiles.js';
import type { WorldOptions } from '../world.js';

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

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A Thursday: five days from it have both ends of a weekend. */
export const THURSDAY_MS = Date.UTC(2026, 0, 8);
/** When a fault begins, an hour of the day in UTC. */
export const HOURS = { busy: 13, quiet: 3 } as const;
export type Hours = keyof typeof HOURS;

/** Until what a fault is compared with is known: where calls are few, it takes longer. */
export const PAST_MS: Readonly<Record<Hours, number>> = {
  busy: 20 * MINUTE_MS,
  quiet: 60 * MINUTE_MS,
};
/** Until every alert that a fault raises has had the time to end. */
export const AFTER_MS = 10 * MINUTE_MS;

/** How long a fault lasts. */
export const minutesOf = (kind: FaultKind, { severity }: Depth): number =>
  kind.minutes ?? (severity === 'critical' ? 8 : 15);

/** What a team is called. */
export const nameOf = (index: number): string => `delivery-${index}`;

/** A kind, a depth, an hour and a team: everything that tells one fault from another, but for chance. */
export type Cell = Pick<Fault, 'kind' | 'hours' | 'profile'> & { readonly depth: Depth };

/** Every depth of some kinds at busy and at quiet hours, with one of the teams that can have it. */
export function cells(random: Random, those: (kind: FaultKind) => boolean): readonly Cell[] {
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

/** Makes a fault of what a cell says, of a random item. */
export function toFault(
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

/** The values in a random order. */
export function shuffle<T>(random: Random, values: readonly T[]): T[] {
  const shuffled = [...values];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
  }
  return shuffled;
}
