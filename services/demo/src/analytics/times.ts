/** The time on this machine's clock without its zone, as the analytics system writes it. */
export const localTime = (at: Date): string =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, -1);

/** UTC, as SQLite's `CURRENT_TIMESTAMP` writes it. */
export const utcTime = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');
