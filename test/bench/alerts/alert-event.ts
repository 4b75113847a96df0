/** An alert that begins to fire, or has stopped to, as Prometheus tells Alertmanager. */
export interface AlertEvent {
  /** Simulated Unix time in milliseconds. */
  readonly atMs: number;
  readonly state: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One time that an alert fires. */
export interface Firing {
  readonly startMs: number;
  /** Infinity: it still fires at the end. */
  readonly endMs: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Brings together the beginning and the end of each firing, in the order of their beginnings. */
export function firingsOf(events: readonly AlertEvent[]): readonly Firing[] {
  const open = new Map<string, { startMs: number; endMs: number } & Omit<AlertEvent, 'atMs'>>();
  const firings: Firing[] = [];
  for (const event of events) {
    const key = JSON.stringify(event.labels);
    if (event.state === 'firing') {
      const firing = { ...event, startMs: event.atMs, endMs: Infinity };
      open.set(key, firing);
      firings.push(firing);
    } else {
      const firing = open.get(key);
      if (firing) firing.endMs = event.atMs;
      open.delete(key);
    }
  }
  return firings;
}

/** The team that an alert is about, by the name that everything of a team has; undefined: all. */
export function teamOf(labels: Firing['labels']): string | undefined {
  return /\bdelivery-\d+\b/.exec(Object.values(labels).join(' '))?.[0];
}
