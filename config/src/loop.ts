/**
 * More calls to models than this in one invocation of an agent are taken for a loop. It is a bound
 * of the histogram's buckets, so the share above it is exact.
 */
export const LOOP_CALLS = 16;
