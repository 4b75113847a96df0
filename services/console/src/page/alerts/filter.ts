import { boundsOf, readRange, type Range } from './range.js';
import { textOf, type Fields } from './text-of.js';

/** What an alert must have exactly. */
export const FIELDS = ['state', 'severity', 'name', 'component', 'service', 'item'] as const;
type Field = (typeof FIELDS)[number];

/** Which alerts a page of the history shows; what is empty does not matter. */
export interface Filter extends Readonly<Record<Field, string>> {
  readonly range: Range;
  /** Where the page begins, as the answer of the page before says; empty on the first one. */
  readonly cursor: string;
}

/** Alerts of a page. */
const PAGE_SIZE = '50';

/** Reads it from the query of an address, or from a form. */
export function readFilter(query: Fields): Filter {
  const fields = Object.fromEntries(FIELDS.map((field) => [field, textOf(query, field)]));
  return {
    ...(fields as Record<Field, string>),
    range: readRange(query, ''),
    cursor: textOf(query, 'cursor'),
  };
}

/** Where it is shown. */
export function filterPath({ range, ...filter }: Filter): string {
  const query = known({ ...filter, ...range }).toString();
  return query === '' ? '/alerts/history' : `/alerts/history?${query}`;
}

/** What the API is asked. */
export function filterQuery({ range, ...filter }: Filter, now: number): URLSearchParams {
  return known({ ...filter, ...boundsOf(range, now), limit: PAGE_SIZE });
}

const known = (values: Readonly<Record<string, string>>): URLSearchParams =>
  new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''));
