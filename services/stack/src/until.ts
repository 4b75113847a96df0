import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for a condition, looking often.
 * @param timeoutMs how long at most, in milliseconds
 * @returns whether the condition came true
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() >= deadline) return false;
    await sleep(50, undefined, signal ? { signal } : {});
  }
  return true;
}
