/**
 * Tells by how much the counts of a server have grown. They began long before anybody looked, so
 * published as they are they would look like a burst at the start.
 */
export interface Growth {
  /**
   * What was added to the count of that name since it was last seen: 0 when it is seen for the
   * first time, and when it is smaller, since somebody has reset it.
   */
  since(name: string, count: number): number;
  /** Forgets the counts that were not seen since the last call. */
  forget(): void;
}

/** Creates a memory of counts. */
export function createGrowth(): Growth {
  const last = new Map<string, number>();
  const seen = new Set<string>();
  return {
    since(name, count) {
      const before = last.get(name);
      last.set(name, count);
      seen.add(name);
      return before === undefined || count < before ? 0 : count - before;
    },
    forget() {
      for (const name of last.keys()) if (!seen.has(name)) last.delete(name);
      seen.clear();
    },
  };
}
