const number = (value: number, digits = 3): string =>
  value.toLocaleString('en', { maximumSignificantDigits: digits });

/** A length of time, in the unit in which one would say it. */
export function formatSeconds(seconds: number): string {
  const size = Math.abs(seconds);
  if (size === 0) return '0 s';
  if (size < 1) return `${number(seconds * 1000)} ms`;
  if (size < 120) return `${number(seconds)} s`;
  if (size < 7200) return `${number(seconds / 60, 2)} min`;
  if (size < 172_800) return `${number(seconds / 3600, 2)} h`;
  return `${number(seconds / 86_400, 2)} days`;
}

/** The time of day, to the minute. */
export const formatMinute = (ms: number): string =>
  new Date(ms).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** The time of day, to the second. */
export const formatTime = (ms: number): string =>
  new Date(ms).toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });

/** A moment to the second, with its day where that is not today. */
export function formatMoment(ms: number, now: number): string {
  const date = new Date(ms);
  const time = formatTime(ms);
  if (date.toDateString() === new Date(now).toDateString()) return time;
  return `${date.toLocaleDateString('en', { day: 'numeric', month: 'short' })} ${time}`;
}
