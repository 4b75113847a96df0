/** A window and how much it must hold to say something. */
export interface Window {
  /** Such as `1m`. */
  readonly span: string;
  readonly atLeast: number;
}

/** For what others depend on: its failures must be seen no later than those that follow from them. */
export const AT_ONCE: Window = { span: '20s', atLeast: 20 };

/**
 * How much more than the window of now needs the longer one in its place must hold to be of
 * something busy, which has nearly as much in the former as it should.
 */
const BUSY = 10;

/**
 * Matches what was busy in the longer window and is hardly called any more: how that went says
 * nothing of now. What arrives less often than Prometheus needs to see the window of now has no
 * count in it, and does not match.
 * @param count gives PromQL for the number of observations of an item in a window
 */
export const hasStopped = (
  now: Window,
  longer: Pick<Window, 'span'>,
  count: (span: string) => string,
): string =>
  `(${count(now.span)} < ${now.atLeast} and ${count(longer.span)} >= ${BUSY * now.atLeast})`;
