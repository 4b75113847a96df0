import type { Component, Severity } from '@agent-vitals/config';
import type { Effects } from '../effects.js';
import type { ProfileName } from '../profiles.js';

/** How bad a fault is, and how urgent it is to tell of it. */
export interface Depth {
  readonly effects: Effects;
  /**
   * `critical`: users get errors, no answers, or answers so late that they leave; a critical alert
   * must say so. `warning`: anything that someone has to know, by an alert of either severity.
   */
  readonly severity: Severity;
}

/** A kind of fault. */
export interface FaultKind {
  readonly name: string;
  /** Where it is; what depends on that by vitals.yaml may alert too. `pipeline`: the monitoring. */
  readonly component: Component | 'pipeline' | 'system';
  /** What of it can have the fault. Default: there is one only. */
  readonly items?: readonly string[];
  /** From barely beyond a threshold to total. */
  readonly depths: readonly Depth[];
  /** Alerts that tell of it: any of them is its detection. */
  readonly alerts: readonly string[];
  /** Alerts that follow from it beside those of what depends on its component. */
  readonly also?: readonly string[];
  /** How long it lasts. Default: 8 when critical, 15 when a warning, which takes its time. */
  readonly minutes?: number;
  /** Whose systems have it. Default: `busy` and `team`. */
  readonly profiles?: readonly ProfileName[];
  /** Days of the past that it is compared with. Default: 0, some minutes do. */
  readonly pastDays?: number;
}

type Effect = keyof Effects;

/**
 * Depths of one effect: those to warn of, and those that are critical.
 * @param also what comes with each of them
 */
export const depths = (
  effect: Effect,
  warning: readonly number[],
  critical: readonly number[] = [],
  also: Effects = {},
): readonly Depth[] => [
  ...warning.map((value): Depth => ({
    effects: { [effect]: value, ...also },
    severity: 'warning',
  })),
  ...critical.map((value): Depth => ({
    effects: { [effect]: value, ...also },
    severity: 'critical',
  })),
];
