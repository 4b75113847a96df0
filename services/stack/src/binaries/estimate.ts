/** A build of the plan: what it is expected to take, and what it took once it is done. */
export interface PlannedBuild {
  readonly expectedSeconds: number;
  readonly tookSeconds?: number;
}

/**
 * Estimates the seconds until a plan of builds is done. The expected times are those of one machine;
 * what has been built here so far tells how much faster or slower this one is.
 * @param plan the builds in their order; the first that is not done is the current one
 * @param elapsedSeconds how long the current build has run
 * @param cores processor cores; the expected times are those of two
 */
export function remainingSeconds(
  plan: readonly PlannedBuild[],
  elapsedSeconds: number,
  cores: number,
): number {
  const done = plan.filter((build) => build.tookSeconds !== undefined);
  const open = plan.filter((build) => build.tookSeconds === undefined);
  const took = sum(done.map((build) => build.tookSeconds ?? 0));
  const measured =
    done.length > 0
      ? took / sum(done.map((build) => build.expectedSeconds))
      : 2 / Math.max(cores, 2);
  // A build that already takes longer than expected tells that this machine is slower than thought.
  const pace = Math.max(measured, elapsedSeconds / (open[0]?.expectedSeconds ?? Infinity));
  return sum(open.map((build) => build.expectedSeconds * pace)) - elapsedSeconds;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
