/** Zones are whole quarters of an hour from UTC. */
const QUARTER_MS = 15 * 60_000;
const MOST_OFFSET_MS = 14 * 3_600_000;

const ZONED = /(?:Z|[+-]\d\d:?\d\d)$/i;

/** A moment, and how far the clock that told it was from UTC. */
export interface Instant {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Milliseconds; undefined where the time names its zone itself. */
  readonly offsetMs: number | undefined;
}

/**
 * Reads a time of the analytics databases. Most name no zone and are of the writer's clock; when the
 * row was written stands beside them in UTC, and tells how far that clock is from UTC.
 * @param time as it stands in the database: text, or seconds since 1970
 * @param writtenAt when the row was written, in UTC
 * @param usualOffsetMs of the clock, for rows of which it cannot be told; such rows were written long
 * after what they tell of
 * @returns undefined when it is no time
 */
export function instantOf(
  time: unknown,
  writtenAt: unknown,
  usualOffsetMs = 0,
): Instant | undefined {
  if (typeof time === 'number') {
    return Number.isFinite(time) ? { at: Math.round(time * 1000), offsetMs: undefined } : undefined;
  }
  if (typeof time !== 'string') return undefined;
  const text = time.trim();
  if (ZONED.test(text)) return withoutOffset(Date.parse(text));
  const local = utcOf(text);
  if (Number.isNaN(local)) return undefined;
  const written = typeof writtenAt === 'string' ? utcOf(writtenAt.trim()) : NaN;
  const apart = Math.round((local - written) / QUARTER_MS) * QUARTER_MS;
  const offsetMs = Math.abs(apart) <= MOST_OFFSET_MS ? apart : usualOffsetMs;
  return { at: local - offsetMs, offsetMs };
}

const withoutOffset = (at: number): Instant | undefined =>
  Number.isNaN(at) ? undefined : { at, offsetMs: undefined };

/** A time without a zone, taken as UTC; NaN when it is none. */
const utcOf = (text: string): number =>
  /^\d{4}-\d\d-\d\d/.test(text)
    ? Date.parse(`${text.replace(' ', 'T')}${ZONED.test(text) || text.length === 10 ? '' : 'Z'}`)
    : NaN;
