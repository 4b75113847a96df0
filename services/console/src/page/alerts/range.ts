import { textOf, type Fields } from './text-of.js';

const HOUR = 3_600_000;

/** Times that end now, by what stands for them in an address. */
export const LAST: ReadonlyMap<string, { readonly title: string; readonly ms: number }> = new Map([
  ['1h', { title: 'Last hour', ms: HOUR }],
  ['24h', { title: 'Last 24 hours', ms: 24 * HOUR }],
  ['7d', { title: 'Last 7 days', ms: 7 * 24 * HOUR }],
  ['30d', { title: 'Last 30 days', ms: 30 * 24 * HOUR }],
  ['90d', { title: 'Last 90 days', ms: 90 * 24 * HOUR }],
]);

/** A time that is asked for; what is empty does not matter. */
export interface Range {
  /** A key of {@link LAST}; with it the others are empty. */
  readonly last: string;
  /** ISO 8601 in UTC. */
  readonly from: string;
  readonly to: string;
}

const iso = (text: string): string => {
  const time = Date.parse(text);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
};

/**
 * Reads it from the query of an address, or from a form whose times are local.
 * @param fallback the last times where nothing is said
 */
export function readRange(query: Fields, fallback: string): Range {
  const from = iso(textOf(query, 'from'));
  const to = iso(textOf(query, 'to'));
  const last = textOf(query, 'last');
  if (LAST.has(last)) return { last, from: '', to: '' };
  return from === '' && to === '' ? { last: fallback, from, to } : { last: '', from, to };
}

/** What stands for it in an address. */
export const rangeQuery = (range: Range): URLSearchParams =>
  new URLSearchParams(Object.entries(range).filter(([, value]) => value !== ''));

/** From when to when it is, for the API: ISO 8601; what is left out does not matter. */
export function boundsOf(
  { last, from, to }: Range,
  now: number,
): Partial<Record<'from' | 'to', string>> {
  const span = LAST.get(last);
  // To the minute, so that the same question stays the same while its answer is renewed.
  if (span) return { from: new Date(Math.floor((now - span.ms) / 60_000) * 60_000).toISOString() };
  return { ...(from !== '' && { from }), ...(to !== '' && { to }) };
}

/** A moment as a field of a form holds it: local, to the minute. */
export function toField(moment: string): string {
  if (moment === '') return '';
  const date = new Date(moment);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
