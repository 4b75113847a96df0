import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks each query until it finds something, and gives those that found nothing until the end.
 * @param patienceMs how long to ask again
 * @throws {Error} what `finds` throws: a query that is refused is not asked again
 */
export async function silentOf<Query>(
  queries: readonly Query[],
  finds: (query: Query) => Promise<boolean>,
  patienceMs: number,
): Promise<readonly Query[]> {
  const deadline = performance.now() + patienceMs;
  let silent = queries;
  while (silent.length > 0 && performance.now() < deadline) {
    const still: Query[] = [];
    for (const each of silent) {
      if (!(await finds(each))) still.push(each);
    }
    silent = still;
    if (silent.length > 0) await sleep(2000);
  }
  return silent;
}
