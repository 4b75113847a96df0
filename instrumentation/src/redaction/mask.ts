/** What stands in place of everything that is redacted; the collector uses the same. */
export const MASK = '****';
