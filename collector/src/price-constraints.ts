import type { ConditionalPrice } from '@pydantic/genai-prices';

const START = 'span.start_time';

/** Minutes since midnight, from `hh:mm:ssZ`. */
const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map((part) => Number.parseInt(part, 10));
  return hours * 60 + minutes;
};

/** When a price of the list is in force, as conditions on the start of a call; it is by default. */
export function whenActive(constraint: ConditionalPrice['constraint']): readonly string[] {
  if (constraint === undefined) return [];
  if (constraint.type === 'start_date') {
    return [`span.start_time_unix_nano >= ${Date.parse(constraint.start_date)}000000`];
  }
  const minute = `Hour(${START}) * 60 + Minute(${START})`;
  const from = minutesOf(constraint.start_time);
  const to = minutesOf(constraint.end_time);
  return [`${minute} >= ${from}`, `${minute} < ${to}`];
}
