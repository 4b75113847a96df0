/** Writes a line to the terminal. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Seconds for people: `0.4 s`, `12 s`, `3 min 05 s`, `2 h 05 min`, `3 d 04 h`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${twoDigits(whole % 60)} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
  const hours = Math.floor(minutes / 60);
  return `${Math.floor(hours / 24)} d ${twoDigits(hours % 24)} h`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Bytes in MB (2^20), for people. */
export function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MB`;
}

/** Bytes for people, in kB (2^10) or MB (2^20). */
export function size(bytes: number): string {
  return bytes < 2 ** 20 ? `${Math.ceil(bytes / 2 ** 10)} kB` : megabytes(bytes);
}
