/** How long to wait before the next restart. */
export interface Backoff {
  /**
   * @param uptimeMs how long the program had run before it died, in milliseconds
   * @returns the delay in milliseconds
   */
  next(uptimeMs: number): number;
}

/** Doubles the delay with every death in a row; a program that was well for long enough starts afresh. */
export function createBackoff(
  options: { firstMs?: number; longestMs?: number; wellAfterMs?: number } = {},
): Backoff {
  const { firstMs = 1_000, longestMs = 30_000, wellAfterMs = 60_000 } = options;
  let delayMs = firstMs;
  return {
    next(uptimeMs) {
      if (uptimeMs >= wellAfterMs) delayMs = firstMs;
      const current = delayMs;
      delayMs = Math.min(delayMs * 2, longestMs);
      return current;
    },
  };
}
