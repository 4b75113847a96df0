import type { Notification } from './alertmanager.js';
import type { Detection, JudgedFiring } from './judgement.js';
import type { Scene } from './scenes/scene.js';

/** What came of a scene. */
export interface Outcome {
  readonly scene: Scene;
  readonly firings: readonly JudgedFiring[];
  readonly detections: readonly Detection[];
  readonly notifications: readonly Notification<JudgedFiring>[];
}

/** Figures of several outcomes. */
export interface Accuracy {
  /** Those of which there was evidence. */
  readonly faults: number;
  /** Those of which too few calls failed to say so, and that nothing told of. */
  readonly notEvident: number;
  readonly detected: number;
  /** Detected over all faults, 0 to 1. */
  readonly recall: number;
  readonly firings: number;
  readonly trueFirings: number;
  /** True over all firings, 0 to 1. */
  readonly precision: number;
  readonly notifications: number;
  readonly falseNotifications: number;
  /** False over all notifications, 0 to 1. */
  readonly falseShare: number;
  /** Days that teams were simulated. */
  readonly teamDays: number;
  /** False notifications of a team in a week. */
  readonly falsePerTeamWeek: number;
}

const DAY_MS = 86_400_000;

/** A notification is false when none of the alerts that it tells of was right. */
export const isFalse = ({ firings }: Notification<JudgedFiring>): boolean =>
  firings.every(({ fault }) => fault === undefined);

/** Whether there was something to see, or it was seen. */
export const wasEvident = ({ seconds, evidentSeconds }: Detection): boolean =>
  seconds !== undefined || evidentSeconds !== undefined;

export function accuracyOf(outcomes: readonly Outcome[]): Accuracy {
  const all = outcomes.flatMap((outcome) => outcome.detections);
  const detections = all.filter((each) => wasEvident(each));
  const firings = outcomes.flatMap((outcome) => outcome.firings);
  const detected = detections.filter(({ seconds }) => seconds !== undefined).length;
  const trueFirings = firings.filter(({ fault }) => fault !== undefined).length;
  const notifications = sum(outcomes.map((outcome) => outcome.notifications.length));
  const falseNotifications = sum(
    outcomes.map((outcome) => outcome.notifications.filter((each) => isFalse(each)).length),
  );
  const teamDays = sum(
    outcomes.map(
      ({ scene: { world } }) => ((world.endMs - world.startMs) / DAY_MS) * world.teams.length,
    ),
  );
  return {
    faults: detections.length,
    notEvident: all.length - detections.length,
    detected,
    recall: detected / detections.length,
    firings: firings.length,
    trueFirings,
    precision: trueFirings / firings.length,
    notifications,
    falseNotifications,
    falseShare: falseNotifications / notifications,
    teamDays,
    falsePerTeamWeek: falseNotifications / (teamDays / 7),
  };
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/**
 * The value below which a part of them lies, by nearest rank.
 * @param part 0 to 1
 * @returns undefined of no values
 */
export function quantile(values: readonly number[], part: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
}
