/** What happens to an alert, in the words of its story. */
export type StoryKind =
  | 'fired'
  | 'notified'
  | 'notified-resolved'
  | 'inhibited'
  | 'acknowledged'
  | 'unacknowledged'
  | 'resolved';

/** An alert from when it fires until it is resolved; when it fires again, it is another one. */
export interface Alert {
  /** Alertmanager's hash of the labels. */
  readonly fingerprint: string;
  /** When its condition became true: milliseconds since 1970. */
  readonly startsAt: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Something that happened to an alert. */
export interface StoryEvent {
  readonly kind: StoryKind;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly fingerprint: string;
  /** The same thing told twice has the same key. */
  readonly key: string;
  /** The receiver and channel of a notification, the rule of an inhibition, who acknowledged and why. */
  readonly detail: Readonly<Record<string, string>>;
  /** The alert, where the event shows it whole. */
  readonly alert?: Alert;
}
