import { makeBadge } from 'badge-maker';
import type { Status } from '../report.js';

/** Dark enough for white text: contrast of at least 4.5 to 1. */
const COLOURS: Readonly<Record<Status, string>> = {
  healthy: '#1a7f37',
  degraded: '#9a6700',
  critical: '#cf222e',
  unknown: '#57606a',
};

/**
 * A badge as SVG, with a title for screen readers: `health: degraded 74`. What is not known, or
 * not any more, is grey.
 */
export function badgeOf(
  label: string,
  health:
    | { readonly status: Status; readonly score: number | null; readonly stale: boolean }
    | undefined,
): string {
  const { status, score, stale } = health ?? { status: 'unknown', score: null, stale: false };
  const words = [status, ...(score === null ? [] : [String(Math.round(score))])];
  return makeBadge({
    label,
    message: stale ? `${words.join(' ')} (stale)` : words.join(' '),
    color: COLOURS[stale ? 'unknown' : status],
  });
}
