import type { ReactElement } from 'react';
import { formatMoment, formatSeconds } from '../elements/time.js';

/** A moment of the answer, in the visitor's time. */
export function Moment({ at, now }: { at: string; now: number }): ReactElement {
  return <time dateTime={at}>{formatMoment(Date.parse(at), now)}</time>;
}

/** How long something lasted, or lasts by now. */
export function durationOf(from: string, to: string | null, now: number): string {
  const end = to === null ? now : Date.parse(to);
  return formatSeconds(Math.max(0, Math.round((end - Date.parse(from)) / 1000)));
}
