/** Several readings of one thing. */
export interface Series {
  /** What was read, for a person: `second start, all ready`. */
  readonly measure: string;
  /** `s`, `MB`, … */
  readonly unit: string;
  readonly values: readonly number[];
}

/** A benchmark: it measures the real system and returns what it read. */
export interface Bench {
  readonly description: string;
  /** @param args what stands after its name on the command line */
  run(args: readonly string[]): Promise<readonly Series[]>;
}

/** A series in three figures. */
export interface Figures {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Median, minimum and maximum of at least one value. */
export function figures(values: readonly number[]): Figures {
  if (values.length === 0) throw new Error('no readings');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median =
    sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}
