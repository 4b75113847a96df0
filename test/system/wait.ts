import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again until the answer is there.
 * @param what what is waited for; the error names it
 * @param probe returns the answer, or undefined while there is none; what it throws counts as none
 * @param timeoutMs how long to ask, 60 s by default
 * @throws {Error} the answer did not come in time; its cause is what the last probe threw
 */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  while (performance.now() < deadline) {
    try {
      const answer = await probe();
      if (answer !== undefined) return answer;
    } catch (error) {
      cause = error;
    }
    await sleep(250);
  }
  throw new Error(`${what}: not seen within ${timeoutMs / 1000} s`, { cause });
}
