/** Hours that the curves show. */
export const HISTORY_HOURS = 6;

/** Seconds between two points of a curve. */
export const HISTORY_STEP = 120;

/** Where the scores of the last hours are; the same during a whole step. */
export function historyPath(now: number): string {
  const to = Math.floor(now / 1000 / HISTORY_STEP) * HISTORY_STEP;
  return `/health/history?from=${to - HISTORY_HOURS * 3600}&to=${to}&step=${HISTORY_STEP}`;
}
