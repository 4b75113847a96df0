import type { StoryEvent } from './story-event.js';

/** Where an alert stands. */
export type AlertState = 'firing' | 'acknowledged' | 'inhibited' | 'resolved';

/** What its events say about an alert as a whole. Times are milliseconds since 1970. */
export interface Summary {
  readonly state: AlertState;
  /** First notification that went out; null while nobody was told. */
  readonly notifiedAt: number | null;
  readonly notifications: number;
  /** Receivers that were told, in order of their first notification. */
  readonly receivers: readonly string[];
  /** First acknowledgement; it stays when it is withdrawn. */
  readonly acknowledgedAt: number | null;
  /** Who has it now, or had it last. */
  readonly acknowledgedBy: string | null;
  /** The silence of this service that acknowledges it, while it does. */
  readonly silence: string | null;
  readonly resolvedAt: number | null;
}

type Event = Omit<StoryEvent, 'alert'>;

/** A notification that was on its way when its alert was silenced arrives within this time. */
const ON_ITS_WAY_MS = 5000;

/**
 * Sums up the events of one alert. Their order and repetitions do not matter: they are taken by
 * their times.
 */
export function summarise(events: readonly Event[]): Summary {
  const ordered = [...events].sort((a, b) => a.at - b.at);
  const ofKind = (kind: StoryEvent['kind']): readonly Event[] =>
    ordered.filter((event) => event.kind === kind);
  const notified = ofKind('notified');
  const acknowledged = ofKind('acknowledged');
  const resolvedAt = ofKind('resolved')[0]?.at ?? null;
  const told = notified.at(-1)?.at ?? 0;

  // Of what is silenced nobody is told: who is told after an acknowledgement, for him it is over.
  const last = acknowledged.at(-1);
  const withdrawnAt = Math.max(ofKind('unacknowledged').at(-1)?.at ?? 0, told - ON_ITS_WAY_MS);
  const held = last !== undefined && last.at > withdrawnAt;
  const inhibited = (ofKind('inhibited').at(-1)?.at ?? 0) > told;

  const own = acknowledged.findLast(
    ({ detail, at }) => detail['own'] === 'true' && at > withdrawnAt,
  );
  return {
    state: stateOf({ resolved: resolvedAt !== null, acknowledged: held, inhibited }),
    notifiedAt: notified[0]?.at ?? null,
    notifications: notified.length,
    receivers: [...new Set(notified.map(({ detail }) => detail['receiver'] ?? ''))],
    acknowledgedAt: acknowledged[0]?.at ?? null,
    acknowledgedBy: (own ?? last)?.detail['by'] ?? null,
    silence: own?.detail['silence'] ?? null,
    resolvedAt,
  };
}

function stateOf(is: {
  readonly resolved: boolean;
  readonly acknowledged: boolean;
  readonly inhibited: boolean;
}): AlertState {
  if (is.resolved) return 'resolved';
  if (is.acknowledged) return 'acknowledged';
  return is.inhibited ? 'inhibited' : 'firing';
}
